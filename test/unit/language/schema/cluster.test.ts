import assert from 'node:assert/strict';
import { Repository } from '../../../../src/language/repository/repository.ts';
import { customKindsIn } from '../../../../src/language/schema/openapi.ts';
import { bundledSchemas } from '../../../schemas.ts';

const kindWord = 'x-kubernetes-group-version-kind';
const thing = { group: 'a.io', version: 'v1', kind: 'Thing' };
const metadata = { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] };
const listMetadata = { $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta' };
const spec = { type: 'object', description: 'What.', properties: { size: { type: 'integer', minimum: 1 } } };
const document = {
  paths: {
    '/apis/a.io/v1/namespaces/{namespace}/things': { get: { [kindWord]: thing } },
    '/apis/a.io/v1/namespaces/{namespace}/things/{name}': { get: { [kindWord]: thing } },
    '/apis/a.io/v1/wides/{name}': { get: { [kindWord]: { ...thing, kind: 'Wide' } } },
  },
  components: {
    schemas: {
      'io.a.v1.Thing': { type: 'object', properties: { metadata, spec }, [kindWord]: [thing] },
      'io.a.v1.Wide': { type: 'object', properties: { metadata }, [kindWord]: [{ ...thing, kind: 'Wide' }] },
      'io.a.v1.ThingList': {
        properties: { metadata: listMetadata, items: { type: 'array' } },
        [kindWord]: [{ ...thing, kind: 'ThingList' }],
      },
      'io.b.v1.Other': {
        properties: { metadata, spec: { $ref: '#/components/schemas/x' } },
        [kindWord]: [{ ...thing, kind: 'Other' }],
      },
      'io.k8s.Shared': { properties: { metadata }, [kindWord]: [thing, { ...thing, kind: 'Both' }] },
      broken: null,
    },
  },
};

describe('schemas of the connected cluster', () => {
  it('are those of its custom resources, without lists and what refers to more', () => {
    const kinds = customKindsIn(document);
    assert.deepEqual(
      kinds.map((it) => [it.kind, it.namespaced]),
      [
        ['Thing', true],
        ['Wide', false],
      ],
    );
    assert.deepEqual(kinds[0]?.schema.properties?.['spec'], {
      type: 'object',
      properties: { size: { type: 'integer', minimum: 1 } },
    });
  });

  it('win over the CRDs of the repository, until another cluster is looked at', () => {
    const schemas = bundledSchemas();
    const repository = new Repository({ schemas });
    const header =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.a.io }\n';
    const schema = '{ openAPIV3Schema: { type: object, properties: { spec: { type: string } } } }';
    const names = 'names: { kind: Thing, plural: things }';
    const versions = `versions: [{ name: v1, served: true, storage: true, schema: ${schema} }]`;
    repository.set('crd.yaml', `${header}spec: { group: a.io, scope: Namespaced, ${names}, ${versions} }\n`);
    const typeOfSpec = () => repository.schemas.find('a.io', 'v1', 'Thing')?.schema.properties?.['spec']?.type;
    assert.equal(typeOfSpec(), 'string');
    schemas.setCluster('home', customKindsIn(document));
    assert.equal(typeOfSpec(), 'object');
    assert.deepEqual(repository.schemas.find('a.io', 'v1', 'Thing')?.origin, { from: 'cluster', context: 'home' });
    assert.ok(repository.schemas.kinds().some((it) => it.kind === 'Wide' && it.namespaced === false));
    schemas.setCluster('away', []);
    assert.equal(typeOfSpec(), 'string');
    assert.equal(repository.schemas.find('a.io', 'v1', 'Wide'), undefined);
  });

  it('keep our order and history of fields that both know', () => {
    const schemas = bundledSchemas();
    const group = 'helm.toolkit.fluxcd.io';
    const fields = { chartRef: { type: 'object' }, aNew: { type: 'string' }, chart: { type: 'object' } } as const;
    const given = { type: 'object', properties: { spec: { type: 'object', properties: fields } } } as const;
    schemas.setCluster('home', [{ group, version: 'v2', kind: 'HelmRelease', namespaced: true, schema: given }]);
    const found = schemas.find(group, 'v2', 'HelmRelease')?.schema.properties?.['spec']?.properties ?? {};
    assert.deepEqual(Object.keys(found), ['chart', 'chartRef', 'aNew']);
    assert.equal(found['chartRef']?.since, '2.3');
    assert.deepEqual(found['aNew'], { type: 'string' });
  });

  it('throw nothing, whatever a server answers', () => {
    for (const it of [undefined, null, 1, [], {}, { components: 1 }, { components: { schemas: [1] } }, { paths: 1 }])
      assert.deepEqual(customKindsIn(it), []);
  });
});
