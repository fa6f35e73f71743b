import { strict as assert } from 'node:assert';
import { parseAllDocuments } from 'yaml';
import { kindOf, kinds } from '../../../src/flux/kinds.ts';
import { groupOf, versionOf } from '../../../src/flux/objects.ts';
import { Repository } from '../../../src/language/repository.ts';
import { readSnippets } from '../../fixtures/snippets.ts';
import { problemsIn } from '../scaffolding.ts';

const snippets = readSnippets();

interface Header {
  readonly apiVersion?: string;
  readonly kind?: string;
}

describe('snippets', () => {
  it('exist for every kind of Flux, under a name that begins with flux-', () => {
    const covered = snippets.map((it) => it.prefix);
    assert.equal(new Set(covered).size, covered.length);
    for (const row of kinds.filter((it) => it.group !== 'fluxcd.controlplane.io')) {
      assert.ok(covered.includes(`flux-${row.kind.toLowerCase()}`), `no snippet for ${row.kind}`);
    }
    assert.ok(covered.includes('flux-app'));
  });

  for (const { prefix, text, description } of snippets) {
    it(`${prefix}: ${description}`, () => {
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
    for (const { prefix, text } of snippets) repository.set(`flux/${prefix}.yaml`, text);
    assert.deepEqual(problemsIn(repository), []);
  });

  it('are checked for real: a wrong source in one of them would be found', () => {
    const repository = new Repository();
    repository.setName('apps/README.md');
    for (const { prefix, text } of snippets) {
      const wrong = prefix === 'flux-alert' ? text.replace('name: chat\n', 'name: chatt\n') : text;
      repository.set(`flux/${prefix}.yaml`, wrong);
    }
    assert.match(problemsIn(repository).join('\n'), /^flux\/flux-alert\.yaml reference\/missing .*chatt/);
  });
});
