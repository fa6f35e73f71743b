import { strict as assert } from 'node:assert';
import { parseAllDocuments } from 'yaml';
import { kindOf, kinds } from '../../../../src/flux/kinds.ts';
import { groupOf, versionOf } from '../../../../src/flux/objects.ts';
import { isFluxGroup } from '../../../../src/flux/kind.ts';
import { Repository } from '../../../../src/language/repository/repository.ts';
import { plainTextOf, snippetOf } from '../../../../src/language/typing/starter.ts';
import { starters } from '../../../../src/language/typing/starters.ts';
import { problemsIn } from '../../scaffolding.ts';

interface Header {
  readonly apiVersion?: string;
  readonly kind?: string;
}

/** Written by controllers alone. */
const never = ['FluxReport'];

function filled(change: (label: string, text: string) => string = (_, text) => text): Repository {
  const repository = new Repository();
  repository.setName('apps/README.md');
  repository.setName('clusters/main/README.md');
  for (const it of starters) {
    if (it.label.endsWith(' file')) continue;
    repository.set(`flux/${it.label.replaceAll(' ', '-')}.yaml`, change(it.label, plainTextOf(it)));
  }
  return repository;
}

describe('starters', () => {
  it('exist for every kind of Flux, each under a name of its own', () => {
    const labels = starters.map((it) => it.label);
    assert.equal(new Set(labels).size, labels.length);
    for (const { kind } of kinds) if (!never.includes(kind)) assert.ok(labels.includes(kind), `none for ${kind}`);
  });

  for (const starter of starters) {
    it(`${starter.label}: ${starter.summary}`, () => {
      const text = plainTextOf(starter);
      assert.doesNotMatch(text, /\{=|@[A-Z]/, 'a placeholder is left');
      for (const document of parseAllDocuments(text)) {
        assert.deepEqual(document.errors, []);
        const { apiVersion = '', kind = '' } = document.toJS() as Header;
        const row = kindOf(groupOf(apiVersion), kind);
        assert.ok(!isFluxGroup(groupOf(apiVersion)) || row?.versions.includes(versionOf(apiVersion)), apiVersion);
      }
    });
  }

  it('have no problems, all together in one repository', () => {
    assert.deepEqual(problemsIn(filled()), []);
  });

  it('are checked for real: a wrong source in one of them would be found', () => {
    const wrong = filled((label, text) => (label === 'Alert' ? text.replace('name: chat\n', 'name: chatt\n') : text));
    assert.match(problemsIn(wrong).join('\n'), /^flux\/Alert\.yaml reference\/missing .*chatt/);
  });

  it('propose the names that there are', () => {
    const starter = { label: 'x', summary: '', body: 'name: {app}\nref: {none@Bucket}\nkind: {A|B}\nsame: {=1}' };
    assert.equal(
      snippetOf(starter, () => []),
      'name: ${1:app}\nref: ${2:none}\nkind: ${3|A,B|}\nsame: $1\n',
    );
    assert.match(
      snippetOf(starter, () => ['one']),
      /ref: \$\{2:one\}/,
    );
    assert.match(
      snippetOf(starter, () => ['one', '2']),
      /ref: \$\{2\|one,"2"\|\}/,
    );
  });
});
