import assert from 'node:assert/strict';
import { complete } from '../../../src/language/typing/complete.ts';
import { definitionsAt } from '../../../src/language/references/define.ts';
import { hoverAt } from '../../../src/language/hover.ts';
import type { Location } from '../../../src/language/yaml/text.ts';
import { renameVariable, variableAt, variableUses } from '../../../src/language/variables/variablesAt.ts';
import type { Repository } from '../../../src/language/repository/repository.ts';
import { place } from '../cursor.ts';
import { fleet, kustomization } from './fleet.ts';

const files = {
  ...(fleet as Record<string, string>),
  'clusters/home/more.yaml': kustomization(
    'more',
    `  path: ./more
  sourceRef:
    kind: GitRepository
    name: flux-system
  postBuild:
    substitute:
      WORD: hello
    substituteFrom:
      - kind: ConfigMap
        name: settings
      - kind: Secret
        name: keys
        optional: true
`,
  ),
  'clusters/home/settings.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: flux-system\ndata:\n  WORD: other\n  ZONE: "eu-1"\n',
  'more/other.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n  namespace: web\ndata:\n  z: ${ZONE:=x}-$${ZONE}\n',
};
const cm = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\n  namespace: web\ndata:\n  a: ${value}\n`;
const at = (value: string) => place(cm(value), files, 'more/cm.yaml');

function texts(repository: Repository, locations: readonly Location[]): readonly string[] {
  return locations.map(({ path, span }) => `${path} ${repository.text(path)?.slice(span.start, span.end) ?? ''}`);
}

describe('variables at the cursor', () => {
  it('are completed behind ${, with value and origin', () => {
    for (const [typed, inserted] of [
      ['${|', 'WORD}'],
      ['x-${|}', 'WORD'],
      ['"${WO|"', 'WORD}'],
      ['${#|:=x}', 'WORD'],
    ] as const) {
      const { repository, path, offset } = at(typed);
      const offers = complete(repository, path, offset);
      assert.deepEqual(
        offers.map((it) => [it.label, it.detail]),
        [
          ['WORD', 'hello (Kustomization more)'],
          ['ZONE', 'eu-1 (ConfigMap settings)'],
        ],
      );
      assert.equal(offers[0]?.insert, inserted);
    }
  });

  it('are not completed in what is escaped', () => {
    const { repository, path, offset } = at('$${|');
    assert.ok(!complete(repository, path, offset).some((it) => it.label === 'WORD'));
  });

  it('are explained', () => {
    const known = at('x ${ZO|NE} y');
    const hover = hoverAt(known.repository, known.path, known.offset);
    assert.match(hover?.markdown ?? '', /`more`: `eu-1` from ConfigMap `settings`/);
    assert.equal(known.repository.text(known.path)?.slice(hover?.span.start, hover?.span.end), '${ZONE}');
    const open = at('${NOPE|}');
    assert.match(hoverAt(open.repository, open.path, open.offset)?.markdown ?? '', /`more`: not in these files/);
  });

  it('lead to where they are set, the strongest place only', () => {
    const zone = at('${ZO|NE}');
    assert.deepEqual(texts(zone.repository, definitionsAt(zone.repository, zone.path, zone.offset)), [
      'clusters/home/settings.yaml ZONE',
    ]);
    const word = at('${WORD^^|}');
    assert.deepEqual(texts(word.repository, definitionsAt(word.repository, word.path, word.offset)), [
      'clusters/home/more.yaml WORD',
    ]);
  });

  it('have the value of each cluster, whose settings have one name', () => {
    const own =
      '  path: ./more\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n  postBuild:\n    substituteFrom:\n      - kind: ConfigMap\n        name: settings\n';
    const sync = (fleet as Record<string, string>)['clusters/home/flux-system/gotk-sync.yaml'] ?? '';
    const both = {
      ...files,
      'clusters/home/more.yaml': kustomization('more', own),
      'clusters/away/more.yaml': kustomization('more', own),
      'clusters/away/settings.yaml': files['clusters/home/settings.yaml'].replace('eu-1', 'us-1'),
      'clusters/away/flux-system/gotk-sync.yaml': sync.replace('clusters/home', 'clusters/away'),
    };
    const { repository, path, offset } = place(cm('${ZO|NE}'), both, 'more/cm.yaml');
    const told = hoverAt(repository, path, offset)?.markdown.split('\n').slice(2).sort();
    assert.deepEqual(told, [
      '- Kustomization `more` in `clusters/away/more.yaml`: `us-1` from ConfigMap `settings`',
      '- Kustomization `more` in `clusters/home/more.yaml`: `eu-1` from ConfigMap `settings`',
    ]);
    assert.deepEqual(
      definitionsAt(repository, path, offset)
        .map((it) => it.path)
        .sort(),
      ['clusters/away/settings.yaml', 'clusters/home/settings.yaml'],
    );
  });

  it('are found everywhere, from a use and from the key', () => {
    const expected = ['clusters/home/settings.yaml ZONE', 'more/other.yaml ZONE', 'more/cm.yaml ZONE'];
    const use = at('${ZO|NE}');
    const found = variableAt(use.repository, use.path, use.offset);
    assert.ok(found);
    assert.deepEqual(texts(use.repository, variableUses(use.repository, found)), expected);
    const path = 'clusters/home/settings.yaml';
    const key = variableAt(use.repository, path, use.repository.text(path)?.indexOf('ZONE') ?? 0);
    assert.ok(key);
    assert.deepEqual(texts(use.repository, variableUses(use.repository, key)), expected);
  });

  it('are renamed with all uses, and only to what Flux takes', () => {
    const { repository, path, offset } = at('${ZO|NE}');
    const it = variableAt(repository, path, offset);
    assert.ok(it);
    const renamed = renameVariable(repository, it, 'REGION');
    assert.ok('edits' in renamed);
    assert.deepEqual(renamed.edits.map((edit) => [edit.path, edit.text]).sort(), [
      ['clusters/home/settings.yaml', 'REGION'],
      ['more/cm.yaml', 'REGION'],
      ['more/other.yaml', 'REGION'],
    ]);
    assert.ok('refusal' in renameVariable(repository, it, 'a-b'));
  });
});
