import assert from 'node:assert/strict';
import { Repository } from '../../../../src/language/repository/repository.ts';
import type { Schema } from '../../../../src/language/schema/schema.ts';
import { bundledSchemas } from '../../../schemas.ts';

/** A CRD of `group/Kind` with these fields under `spec`, as YAML in flow style. */
function crd(id: string, fields: string, more = ''): string {
  const [group = '', kind = ''] = id.split('/');
  const plural = `${kind.toLowerCase()}s`;
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${plural}.${group}
spec:
  group: ${group}
  scope: Namespaced
  names:
    kind: ${kind}
    plural: ${plural}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties: ${fields}
${more}`;
}

const shared = bundledSchemas();
const repositoryWith = (files: Readonly<Record<string, string>>): Repository => {
  const repository = new Repository({ schemas: shared });
  for (const [path, text] of Object.entries(files)) repository.set(path, text);
  return repository;
};
const fieldsOf = (repository: Repository, id: string): readonly string[] | undefined => {
  const [group = '', version = '', kind = ''] = id.split('/');
  const schema: Schema | undefined = repository.schemas.find(group, version, kind)?.schema;
  return schema && Object.keys(schema.properties?.['spec']?.properties ?? {});
};

describe('CRDs of the repository', () => {
  it('describe their kinds, wherever in a file they stand, and are gone with it', () => {
    const repository = repositoryWith({
      'crds/all.yaml': `${crd('a.io/One', '{ x: { type: string } }')}---\n${crd('a.io/Two', '{ y: { type: string } }')}`,
    });
    assert.deepEqual(fieldsOf(repository, 'a.io/v1/One'), ['x']);
    assert.deepEqual(fieldsOf(repository, 'a.io/v1/Two'), ['y']);
    const found = repository.schemas.find('a.io', 'v1', 'Two');
    assert.deepEqual(found?.origin, { from: 'file', path: 'crds/all.yaml' });
    assert.deepEqual([found.namespaced, found.normalised], [true, false]);
    assert.equal(fieldsOf(repository, 'a.io/v2/One'), undefined);
    repository.delete('crds/all.yaml');
    assert.equal(fieldsOf(repository, 'a.io/v1/One'), undefined);
  });

  it('are listed with their versions before any schema is parsed, the stored version first', () => {
    const two = `    - name: v2
      served: true
      storage: false
    - name: v0
      served: false
      storage: false
`;
    const repository = repositoryWith({ 'crd.yaml': crd('a.io/One', '{}', two) });
    const kinds = repository.schemas.kinds().filter((it) => it.group === 'a.io');
    assert.deepEqual(
      kinds.map((it) => it.version),
      ['v1', 'v2'],
    );
    assert.equal(repository.schemas.find('a.io', 'v0', 'One'), undefined);
  });

  it('win over what Fluxwright brings, which still knows the versions that they lack', () => {
    const id = 'helm.toolkit.fluxcd.io/HelmRelease';
    const older = crd(id, '{ chart: { type: object } }').replace('- name: v1', '- name: v2beta2');
    const same = crd(id, '{ chart: { type: object } }').replace('- name: v1', '- name: v2');
    const repository = repositoryWith({ 'old.yaml': older });
    assert.ok((fieldsOf(repository, 'helm.toolkit.fluxcd.io/v2/HelmRelease')?.length ?? 0) > 20);
    assert.deepEqual(fieldsOf(repository, 'helm.toolkit.fluxcd.io/v2beta2/HelmRelease'), ['chart']);
    repository.set('old.yaml', same);
    assert.deepEqual(fieldsOf(repository, 'helm.toolkit.fluxcd.io/v2/HelmRelease'), ['chart']);
  });

  it('have the metadata that the API server knows', () => {
    const repository = repositoryWith({ 'crd.yaml': crd('a.io/One', '{}') });
    const found = repository.schemas.find('a.io', 'v1', 'One');
    const metadata = found?.definitions[found.schema.properties?.['metadata']?.ref ?? ''];
    assert.ok(metadata?.properties?.['labels']);
    assert.deepEqual(Object.keys(found?.schema.properties ?? {}), ['apiVersion', 'kind', 'metadata', 'spec']);
  });

  it('that differ between files: the one that names most fields holds', () => {
    const repository = repositoryWith({
      'a/crd.yaml': crd('a.io/One', '{ x: { type: string }, y: { type: string } }'),
      'b/crd.yaml': crd('a.io/One', '{ x: { type: string } }'),
    });
    assert.deepEqual(fieldsOf(repository, 'a.io/v1/One'), ['x', 'y']);
  });

  it('do not count as patches, as templates of a chart, or in the version that Kubernetes has dropped', () => {
    const text = crd('a.io/One', '{ x: { type: string } }');
    const patched = repositoryWith({ 'kustomization.yaml': 'patches:\n  - path: crd.yaml\n', 'crd.yaml': text });
    const chart = repositoryWith({ 'chart/Chart.yaml': 'name: x', 'chart/templates/crd.yaml': text });
    const old = repositoryWith({ 'crd.yaml': text.replace('k8s.io/v1\n', 'k8s.io/v1beta1\n') });
    for (const it of [patched, chart, old]) assert.equal(fieldsOf(it, 'a.io/v1/One'), undefined);
    // What an installed chart brings beside its templates is what the cluster gets.
    assert.ok(fieldsOf(repositoryWith({ 'chart/Chart.yaml': 'name: x', 'chart/crds/x.yaml': text }), 'a.io/v1/One'));
  });

  it('keep one schema while their text stays, whatever else is edited', () => {
    const text = crd('a.io/One', '{ x: { type: string } }');
    const repository = repositoryWith({ 'all.yaml': text });
    const before = repository.schemas.find('a.io', 'v1', 'One')?.schema;
    repository.set('all.yaml', `${text}---\nkind: Other\n`);
    assert.equal(repository.schemas.find('a.io', 'v1', 'One')?.schema, before);
  });

  it('let the files be checked again that use their kinds', () => {
    const repository = repositoryWith({
      'crd.yaml': crd('a.io/One', '{ x: { type: string } }'),
      'one.yaml': 'apiVersion: a.io/v1\nkind: One\nmetadata: { name: x }\n',
      'cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n',
    });
    assert.ok(repository.set('crd.yaml', crd('a.io/One', '{ x: { type: integer } }')), 'something has changed');
    assert.deepEqual([...repository.affectedBy(['crd.yaml'])].sort(), ['crd.yaml', 'one.yaml']);
    repository.delete('crd.yaml');
    assert.ok(repository.affectedBy(['crd.yaml']).has('one.yaml'));
  });

  it('are read without their descriptions, which are no facts, and with a field of that name', () => {
    const text = `
              type: object
              description: >-
                What it is:

                  type: integer
              properties:
                description:
                  description: 'One that goes
                    over two lines'
                  type: string
                other:
                  type: string
                  description: Short.`;
    const repository = repositoryWith({
      'crd.yaml': crd('a.io/One', '{}').replace(/\n +type: object\n +properties: \{\}/, text),
    });
    const spec = repository.schemas.find('a.io', 'v1', 'One')?.schema.properties?.['spec'];
    assert.deepEqual(spec, {
      type: 'object',
      properties: { description: { type: 'string' }, other: { type: 'string' } },
    });
  });

  it('that are broken, recursive or huge throw nothing', () => {
    const fields = Array.from({ length: 5000 }, (_, at) => `\n                f${at}:\n                  type: string`);
    const deep = `{ x: ${'{ type: object, properties: { x: '.repeat(300)}{}${' } }'.repeat(300)} }`;
    const loop = '&loop { x: { type: object, properties: *loop } }';
    const bomb = '{ a: &a { x: 1 }, b: &b { <<: *a, y: [*a, *a, *a] }, c: [*b, *b, *b] }';
    for (const it of [deep, loop, bomb, '[', '{ x: 1 }', 'null', '"text"']) {
      const repository = repositoryWith({ 'crd.yaml': crd('a.io/One', it) });
      assert.doesNotThrow(() => repository.schemas.find('a.io', 'v1', 'One'), it.slice(0, 40));
    }
    const huge = repositoryWith({ 'crd.yaml': crd('a.io/One', fields.join('')) });
    assert.equal(fieldsOf(huge, 'a.io/v1/One')?.length, 5000);
  });
});
