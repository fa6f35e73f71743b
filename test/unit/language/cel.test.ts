import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { celFault } from '../../../src/language/cel.ts';
import type { CelContext } from '../../../src/language/cel.ts';
import { check } from '../carets.ts';
import { fixed } from '../fixed.ts';
import { object } from './object.ts';

interface Verdict {
  readonly way: string;
  readonly text: string;
  readonly ok: boolean;
}

/** What the controllers' own package says; made by test/bed/go/flux/cel. */
const verdicts = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/cel.json'), 'utf8')) as Verdict[];

const ways: Readonly<Record<string, CelContext>> = {
  health: {},
  ready: { names: ['self', 'dep'], wants: 'bool' },
  status: { names: ['event', 'alert', 'provider'], wants: 'string' },
  filter: { names: ['res', 'req'], wants: 'bool' },
  claim: { names: ['claims', 'vars'] },
};

describe('CEL expressions, held against the package that Flux uses', () => {
  const found = (it: Verdict) => celFault(it.text, ways[it.way] ?? {}) !== undefined;

  it('are never refused where Flux takes them', () => {
    assert.ok(verdicts.length >= 350);
    assert.deepEqual(
      verdicts.filter((it) => it.ok && found(it)).map((it) => `${it.way}: ${it.text}`),
      [],
    );
  });

  it('are refused where Flux refuses them, as far as the parser goes', () => {
    const refused = verdicts.filter((it) => !it.ok);
    const missed = refused.filter((it) => !found(it));
    assert.ok(
      missed.length < refused.length / 6,
      `${missed.length} of ${refused.length}:\n${missed.map((it) => it.text).join('\n')}`,
    );
  });
});

describe('cel/invalid', () => {
  const ks = (text: string) => object('Kustomization', `spec:\n  wait: true\n${text}`);
  const exprs = (current: string, mark = '') =>
    ks(`  healthCheckExprs:\n    - apiVersion: a/v1\n      kind: B\n      current: ${current}\n${mark}`);
  const depends = (expr: string, mark = '') =>
    ks(`  dependsOn:\n    - name: \${NAME}\n      readyExpr: ${expr}\n${mark}`);
  const error = (column: number, width: number) => `${' '.repeat(column)}${'^'.repeat(width)} error cel/invalid\n`;

  it('finds what a ResourceSet cannot read, and leaves alone what it can', () => {
    const set = (expr: string) =>
      `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: one, namespace: apps}\nspec:\n  dependsOn:\n    - apiVersion: v1\n      kind: Secret\n      name: a\n      ready: true\n      readyExpr: ${expr}\n`;
    check(set(`status.conditions.all(c, c.type != 'Ready' || c.status = 'True')\n${error(72, 9)}`));
    check(set(`status.conditions.all(c, c.type != 'Ready' || c.status == 'True')`));
  });

  it('finds expressions that cannot be read, at the place', () => {
    check(exprs('status.ready = true', error(28, 6)));
    check(exprs("'status.ready ='", error(29, 1)));
    check(depends('"dep.status.ready"', error(18, 16)));
    check(depends('depp.status.ready == true', error(17, 25)));
    check(depends('has(dep.status) && spec.x', error(36, 6)));
    const receiver = (text: string) => object('Receiver', `spec:\n  type: github\n  resources: []\n${text}`);
    check(receiver(`  resourceFilter: req.tag\n${error(18, 7)}`));
    const provider = object('Provider', `spec:\n  type: github\n  commitStatusExpr: 1 + 'a'\n${error(20, 7)}`);
    check(provider.replace('source.toolkit.fluxcd.io/v1', 'notification.toolkit.fluxcd.io/v1beta3'));
  });

  it('has nothing to say about good ones, variables, and what it does not know', () => {
    check(exprs("status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')"));
    check(exprs('${EXPR}'));
    check(exprs('data.anything.at.all'));
    check(depends('dep.?status.?ready.orValue(false) == true && sets.contains([1], [1])'));
    check(depends('|\n        dep.status.a ==\n        self.status.a'));
  });

  it('is repaired where a name is misspelt', () => {
    const wrong = depends('depp.status.ready == true').replaceAll('    - name: ${NAME}\n', '    - name: ${NAME}\n');
    assert.equal(fixed({ 'a.yaml': wrong }, 'a.yaml', 'Change to "dep"'), wrong.replace('depp', 'dep'));
  });
});
