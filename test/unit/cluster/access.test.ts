import assert from 'node:assert/strict';
import { createAccess, mayOf } from '../../../src/cluster/access.ts';
import type { Need } from '../../../src/cluster/api.ts';
import { objectRow } from '../../../src/cluster/object-row.ts';
import { idOf } from '../../../src/flux/objects.ts';
import { helmRelease, kustomization, object, ready } from './fake.ts';

const web = object(kustomization, 'web', { status: ready('True') });

/** Somebody whom the server allows what `rule` says. `settled` resolves when all questions are answered. */
function somebody(rule: (need: Need) => boolean | Error) {
  const asked: string[] = [];
  let now = 0;
  const mayI = (need: Need): Promise<boolean> => {
    asked.push([need.verb, need.group, need.resource, need.namespace ?? '-'].join(' '));
    const answer = rule(need);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const access = createAccess(mayI, new AbortController().signal, () => now);
  return {
    asked,
    access,
    settled: () => new Promise((resolve) => setImmediate(resolve)),
    later: (milliseconds: number) => (now += milliseconds),
  };
}

async function verbs(
  rule: (need: Need) => boolean | Error,
  of = web,
  kind = kustomization,
): Promise<readonly string[]> {
  const { access, settled } = somebody(rule);
  const may = mayOf(access);
  const draw = () => objectRow(of, kind, { context: 'home', named: false, memory: new WeakMap(), may }).verbs;
  for (let round = 0; round < 3; round++) {
    draw();
    await settled();
  }
  return draw();
}

describe('what a person may do', () => {
  it('is everything until the server has said otherwise, and where it does not say', async () => {
    const { access } = somebody(() => false);
    assert.equal(access.may({ verb: 'patch', group: 'g', resource: 'r' }), undefined);
    const all = ['show', 'reconcile', 'reconcileWithSource', 'suspend', 'rollBack', 'inspect', 'build'];
    assert.deepEqual(await verbs(() => new Error('no such review')), all);
    assert.deepEqual(await verbs(() => true), all);
  });

  it('leaves no dead buttons to somebody who may only look; a rollback by Git changes no cluster', async () => {
    assert.deepEqual(await verbs(() => false), ['show', 'rollBack', 'inspect', 'build']);
    const release = object(helmRelease, 'web', { status: ready('True') });
    assert.deepEqual(await verbs(() => false, release, helmRelease), ['show', 'rollBack', 'inspect']);
    assert.ok((await verbs(() => true, release, helmRelease)).includes('rollBackHelm'));
  });

  it('is asked of the namespace when it is not allowed everywhere', async () => {
    assert.ok((await verbs((it) => it.namespace === 'apps')).includes('suspend'));
    assert.ok(!(await verbs((it) => it.namespace === 'other')).includes('suspend'));
  });

  it('takes one question for somebody who may everything, and tells of news once', async () => {
    const { access, asked, settled, later } = somebody(() => true);
    let told = 0;
    access.onDidChange(() => told++);
    const may = mayOf(access);
    for (const name of ['a', 'b', 'c']) may('suspend', kustomization, { ...idOf(web), namespace: name });
    await settled();
    may('suspend', kustomization, idOf(web));
    assert.deepEqual([asked, told], [['patch * * -'], 1]);
    later(10 * 60_000);
    assert.equal(
      access.may({ verb: 'patch', group: 'g', resource: 'r' }),
      true,
      'an old answer counts until the new one is there',
    );
    await settled();
    assert.deepEqual([asked.length, told], [2, 1]);
  });
});
