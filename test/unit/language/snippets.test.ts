import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { kindOf, kinds } from '../../../src/flux/kinds.ts';
import { groupOf, versionOf } from '../../../src/flux/objects.ts';
import { Repository } from '../../../src/language/repository.ts';
import { problemsIn } from '../scaffolding.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const file = new URL('../../../snippets/flux.json', import.meta.url);
const snippets = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Snippet>);

/** What VS Code inserts when every tab stop is left as it is. Bare stops repeat the first text of their number. */
function inserted(body: string): string {
  const values = new Map<string, string>();
  const stop = /\$\{(\d+):((?:[^{}$]|\$\d)*)\}|\$\{(\d+)\|([^|]*)\|\}|\$(\d+)/g;
  return body.replace(stop, (_, n1?: string, text?: string, n2?: string, choices?: string, n3?: string) => {
    const number = n1 ?? n2 ?? n3 ?? '';
    const own = text?.replace(/\$(\d)/g, (__, at: string) => values.get(at) ?? '') ?? choices?.split(',')[0];
    if (own !== undefined) values.set(number, own);
    return values.get(number) ?? '';
  });
}

interface Header {
  readonly apiVersion?: string;
  readonly kind?: string;
}

describe('snippets', () => {
  it('exist for every kind of Flux, under a name that begins with flux-', () => {
    const covered = snippets.map(([, it]) => it.prefix);
    assert.equal(new Set(covered).size, covered.length);
    for (const row of kinds.filter((it) => it.group !== 'fluxcd.controlplane.io')) {
      assert.ok(covered.includes(`flux-${row.kind.toLowerCase()}`), `no snippet for ${row.kind}`);
    }
    assert.ok(covered.includes('flux-app'));
  });

  for (const [name, { prefix, body, description }] of snippets) {
    it(`${prefix}: ${name}`, () => {
      const text = inserted(body.join('\n'));
      assert.doesNotMatch(text, /\$/, 'a tab stop is left');
      assert.notEqual(description, '');
      for (const document of parseAllDocuments(text)) {
        assert.deepEqual(document.errors, []);
        const { apiVersion = '', kind = '' } = document.toJS() as Header;
        const row = kindOf(groupOf(apiVersion), kind);
        assert.ok(row?.versions.includes(versionOf(apiVersion)), `${apiVersion} ${kind} is not of Flux`);
      }
    });
  }

  it('have no problems, all together in one repository', () => {
    const repository = new Repository();
    repository.setName('apps/README.md');
    for (const [, { prefix, body }] of snippets) repository.set(`flux/${prefix}.yaml`, inserted(body.join('\n')));
    assert.deepEqual(problemsIn(repository), []);
  });

  it('are checked for real: a wrong source in one of them would be found', () => {
    const repository = new Repository();
    repository.setName('apps/README.md');
    const all = snippets.map(([, { prefix, body }]) => [prefix, inserted(body.join('\n'))] as const);
    for (const [prefix, text] of all)
      repository.set(
        `flux/${prefix}.yaml`,
        prefix === 'flux-alert' ? text.replace('name: chat\n', 'name: chatt\n') : text,
      );
    assert.match(problemsIn(repository).join('\n'), /^flux\/flux-alert\.yaml reference\/missing .*chatt/);
  });
});
