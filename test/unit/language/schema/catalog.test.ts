import assert from 'node:assert/strict';
import { kinds } from '../../../../src/flux/kinds.ts';
import { Schemas } from '../../../../src/language/schema/catalog.ts';
import type { KindSchema, Schema } from '../../../../src/language/schema/schema.ts';
import { bundledSchemas } from '../../../schemas.ts';

describe('the schemas that Fluxwright brings', () => {
  const schemas = bundledSchemas();
  const find = (group: string, version: string, kind: string): KindSchema => {
    const found = schemas.find(group, version, kind);
    assert.ok(found, `${kind} in ${group}/${version}`);
    return found;
  };

  it('know every kind of Flux and of Flux Operator in every version that is served', () => {
    const unknown = kinds.flatMap((it) =>
      it.versions.filter((version) => schemas.find(it.group, version, it.kind) === undefined).map(() => it.kind),
    );
    assert.deepEqual(unknown, []);
    assert.equal(kinds.length, 19);
  });

  it('keep types, required fields, patterns, enums, bounds, defaults and rules of a custom resource', () => {
    const { schema, namespaced, normalised, origin } = find('kustomize.toolkit.fluxcd.io', 'v1', 'Kustomization');
    const spec = schema.properties?.['spec'];
    assert.deepEqual(spec?.required, ['interval', 'prune', 'sourceRef']);
    assert.equal(spec.properties?.['interval']?.pattern, '^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$');
    assert.deepEqual(spec.properties['sourceRef']?.properties?.['kind']?.enum, [
      'OCIRepository',
      'GitRepository',
      'Bucket',
      'ExternalArtifact',
    ]);
    assert.equal(spec.properties['namePrefix']?.maxLength, 200);
    assert.equal(spec.properties['force']?.default, false);
    assert.equal(spec.properties['kubeConfig']?.rules?.length, 2);
    assert.deepEqual([namespaced, normalised], [true, false]);
    assert.deepEqual(origin, { from: 'bundle', product: 'Flux', version: '2.9' });
  });

  it('know which Flux brought a kind or a field', () => {
    const fields = find('helm.toolkit.fluxcd.io', 'v2', 'HelmRelease').schema.properties?.['spec']?.properties;
    assert.equal(fields?.['chartRef']?.since, '2.3');
    assert.equal(fields['dependsOn']?.items?.properties?.['readyExpr']?.since, '2.7');
    assert.equal(fields['dependsOn'].items.properties['name']?.since, undefined);
    assert.equal(fields['interval']?.since, undefined);
    assert.equal(find('source.toolkit.fluxcd.io', 'v1', 'ExternalArtifact').schema.since, '2.7');
  });

  it('keep the order of the Go types, with the header first', () => {
    const { schema } = find('kustomize.toolkit.fluxcd.io', 'v1', 'Kustomization');
    assert.deepEqual(Object.keys(schema.properties ?? {}), ['apiVersion', 'kind', 'metadata', 'spec', 'status']);
    assert.equal(Object.keys(schema.properties?.['spec']?.properties ?? {})[0], 'commonMetadata');
    assert.deepEqual(Object.keys(find('', 'v1', 'ConfigMap').schema.properties ?? {}).slice(0, 4), [
      'apiVersion',
      'kind',
      'metadata',
      'immutable',
    ]);
  });

  it('give every object the metadata that the API server knows', () => {
    for (const [group, version, kind] of [
      ['helm.toolkit.fluxcd.io', 'v2', 'HelmRelease'],
      ['', 'v1', 'ConfigMap'],
    ] as const) {
      const { schema, definitions } = find(group, version, kind);
      const metadata = definitions[schema.properties?.['metadata']?.ref ?? ''];
      assert.ok(metadata?.properties?.['labels'], kind);
      assert.equal(metadata.properties['labelz'], undefined);
    }
  });

  it('keep what Go reads in its own way', () => {
    const { definitions } = find('apps', 'v1', 'Deployment');
    const field = (name: string, property: string) => definitions[name]?.properties?.[property];
    assert.equal(field('core.v1.EmptyDirVolumeSource', 'sizeLimit')?.format, 'quantity');
    assert.equal(field('core.v1.HTTPGetAction', 'port')?.intOrString, true);
    assert.deepEqual(field('core.v1.PodSpec', 'containers')?.listMapKeys, ['name']);
    assert.equal(field('core.v1.ContainerPort', 'protocol')?.default, 'TCP');
    assert.deepEqual(find('', 'v1', 'Secret').schema.properties?.['data']?.additional, {
      type: 'string',
      format: 'byte',
    });
  });

  it('say what Flux normalises: what the client knows, but for Role and ClusterRole', () => {
    assert.ok(find('apps', 'v1', 'Deployment').normalised);
    assert.ok(find('rbac.authorization.k8s.io', 'v1', 'RoleBinding').normalised);
    for (const kind of ['Role', 'ClusterRole']) assert.ok(!find('rbac.authorization.k8s.io', 'v1', kind).normalised);
    assert.ok(!find('apiextensions.k8s.io', 'v1', 'CustomResourceDefinition').normalised);
  });

  it('know the files of kustomize', () => {
    const { schema, namespaced } = find('kustomize.config.k8s.io', 'v1beta1', 'Kustomization');
    assert.equal(namespaced, undefined);
    assert.equal(schema.properties?.['commonLabels']?.deprecated, 'Use `labels`, which can leave selectors alone.');
    assert.ok(find('kustomize.config.k8s.io', 'v1alpha1', 'Component').schema.properties?.['patches']);
    const { definitions } = find('kustomize.config.k8s.io', 'v1beta1', 'Kustomization');
    assert.deepEqual(definitions['HelmChart']?.properties?.['valuesInline'], { type: 'object', preserve: true });
  });

  it('name no definition that is not there', () => {
    const missing = schemas.kinds().flatMap((it) => {
      const { schema, definitions } = find(it.group, it.version, it.kind);
      const named = [schema, ...Object.values(definitions)].flatMap(refsIn);
      return named.filter((name) => definitions[name] === undefined);
    });
    assert.deepEqual([...new Set(missing)], []);
    assert.ok(schemas.kinds().length > 80);
  });

  it('are nothing without a reader, and say nothing of what they do not know', () => {
    assert.deepEqual(new Schemas().kinds(), []);
    assert.equal(new Schemas().find('apps', 'v1', 'Deployment'), undefined);
    assert.equal(schemas.find('example.com', 'v1', 'Thing'), undefined);
  });

  it('give the same object again', () => {
    assert.equal(schemas.find('apps', 'v1', 'Deployment'), schemas.find('apps', 'v1', 'Deployment'));
  });
});

function refsIn(schema: Schema): readonly string[] {
  const below = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...(typeof schema.additional === 'object' ? [schema.additional] : []),
  ];
  return [...(schema.ref === undefined ? [] : [schema.ref]), ...below.flatMap(refsIn)];
}
