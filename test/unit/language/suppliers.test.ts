import { strict as assert } from 'node:assert';
import { isLeftOut, ownsFields } from '../../../src/language/suppliers.ts';
import type { OtherSchemas, SchemaMode } from '../../../src/language/suppliers.ts';
import { repositoryOf } from '../cursor.ts';

const object = 'apiVersion: v1\nkind: ConfigMap\n';
const none: OtherSchemas = { mappings: {}, store: false };

function owns(path: string, text: string, others?: OtherSchemas, mode: SchemaMode = 'auto'): boolean {
  return ownsFields(repositoryOf({ [path]: text }), path, text.length - 1, mode, others);
}

describe('fields beside another extension', () => {
  it('are ours where nobody else is there, or nobody else has a schema', () => {
    assert.ok(owns('a.yaml', object));
    assert.ok(owns('a.yaml', object, none));
    assert.ok(owns('a.yaml', `# yaml-language-server: $schema=https://example.com/a.json\n${object}`));
  });

  it('are theirs in a document with a modeline', () => {
    const modeline = '# yaml-language-server: $schema=https://example.com/a.json\n';
    assert.ok(!owns('a.yaml', modeline + object, none));
    assert.ok(owns('a.yaml', `${modeline}${object}---\n${object}`, none), 'the next document has none');
    assert.ok(owns('a.yaml', `# yaml-language-server: $schema=none\n${object}`, { ...none, mappings: { x: '*' } }));
  });

  it('are theirs where a mapping fits the file', () => {
    const mapped = (glob: string | readonly string[]): boolean =>
      owns('clusters/main/apps.yaml', object, { ...none, mappings: { kubernetes: glob } });
    for (const glob of ['*.yaml', '**/*.yaml', '/*', 'clusters/**', 'apps.yaml', '/clusters/main/*.yaml']) {
      assert.ok(!mapped(glob), glob);
    }
    assert.ok(!mapped(['x.yaml', '*.yaml']));
    for (const glob of ['*.yml', 'ps.yaml', 'infra/**', 'clusters/*.json']) assert.ok(mapped(glob), glob);
  });

  it('of kustomization files are those of the schema store, where it is on', () => {
    assert.ok(!owns('apps/kustomization.yaml', 'resources: []\n', { ...none, store: true }));
    assert.ok(owns('apps/kustomization.yaml', 'resources: []\n', none));
  });

  it('are as the setting says, whoever is there', () => {
    const all = { mappings: { kubernetes: '*' }, store: true };
    assert.ok(owns('a.yaml', object, all, 'always'));
    assert.ok(!owns('a.yaml', object, undefined, 'never'));
  });
});

describe('problems beside another extension', () => {
  it('leave plain errors of YAML to it, wherever it runs', () => {
    assert.ok(isLeftOut({ code: 'yaml/syntax' }, true, none));
    assert.ok(!isLeftOut({ code: 'yaml/syntax' }, true, undefined));
  });

  it('keep what no schema can know', () => {
    assert.ok(isLeftOut({ code: 'schema/unknown-field' }, false, none));
    assert.ok(!isLeftOut({ code: 'schema/unknown-field' }, true, none));
    for (const code of ['reference/missing', 'path/missing', 'schema/rule', 'kind/unknown'] as const) {
      assert.ok(!isLeftOut({ code }, false, none), code);
    }
  });
});
