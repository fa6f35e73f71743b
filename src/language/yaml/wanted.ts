import { isFluxGroup, kustomizeGroup } from '../../flux/kind.ts';
import { kinds } from '../../flux/kinds.ts';
import { pathFields } from '../../flux/paths.ts';
import { looseReferences, references } from '../../flux/references.ts';
import type { Want } from './outline.ts';

/** A `Want` as it is written down. */
interface Table {
  readonly [key: string]: Table | true | 'entry';
}

export function wantOf(table: Table): Want {
  return new Map(Object.entries(table).map(([key, value]) => [key, typeof value === 'object' ? wantOf(value) : value]));
}

/** What tells which object a document is. `$patch` marks a patch (Kubernetes strategic merge). */
export const headerWant: Want = wantOf({
  apiVersion: true,
  kind: true,
  metadata: { name: true, namespace: true },
  $patch: true,
});

const names: Table = { '*': true };
const objects: Table = { '*': { apiVersion: true, kind: true, metadata: { name: true, namespace: true } } };
const dependsOn: Table = { '*': { name: true, namespace: true } };
/** What tells which Flux an instance of Flux Operator runs, and what it applies. */
const instance: Table = {
  distribution: { version: true },
  sync: { kind: true, name: true, path: true, url: true },
};
const sourceRef: Table = { kind: true, name: true, namespace: true };
const entries: Table = { '%': 'entry' };
const generator: Table = {
  '*': {
    name: true,
    namespace: true,
    literals: names,
    files: names,
    envs: names,
    env: true,
    options: { disableNameSuffixHash: true },
  },
};

/** The fields of kustomize's own file that decide what belongs together and how it is named (kustomize api/types/kustomization.go). */
const kustomize: Table = withPaths('kustomize', {
  apiVersion: true,
  kind: true,
  namespace: true,
  namePrefix: true,
  nameSuffix: true,
  resources: names,
  components: names,
  bases: names,
  patches: { '*': { path: true, target: { kind: true, name: true } } },
  patchesStrategicMerge: names,
  patchesJson6902: { '*': { path: true } },
  configMapGenerator: generator,
  secretGenerator: generator,
  generatorOptions: { disableNameSuffixHash: true },
});
export const kustomizeWant: Want = wantOf(kustomize);

/** What makes objects, places them or links them, and is no reference. */
const own: Readonly<Record<string, Table>> = {
  [`${kustomizeGroup}/Kustomization`]: kustomize,
  [`${kustomizeGroup}/Component`]: kustomize,
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    spec: {
      path: true,
      targetNamespace: true,
      sourceRef,
      dependsOn,
      components: names,
      postBuild: {
        substitute: entries,
        substituteFrom: { '*': { kind: true, name: true, optional: true } },
        substituteStrategy: true,
      },
    },
  },
  'helm.toolkit.fluxcd.io/HelmRelease': {
    spec: {
      chart: { spec: { chart: true } },
      releaseName: true,
      targetNamespace: true,
      storageNamespace: true,
      kubeConfig: { secretRef: { name: true }, configMapRef: { name: true } },
      install: { createNamespace: true },
      valuesFrom: { '*': { valuesKey: true, optional: true } },
      values: { instance },
    },
  },
  'source.toolkit.fluxcd.io/GitRepository': {
    spec: { url: true, ref: { commit: true, name: true, semver: true, tag: true, branch: true }, ignore: true },
  },
  'source.toolkit.fluxcd.io/OCIRepository': { spec: { url: true, ref: { tag: true, semver: true }, ignore: true } },
  'source.toolkit.fluxcd.io/Bucket': { spec: { ignore: true } },
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': { spec: { update: { path: true } } },
  'source.toolkit.fluxcd.io/HelmChart': { spec: { chart: true } },
  'source.extensions.fluxcd.io/ArtifactGenerator': {
    spec: {
      sources: { '*': { alias: true, kind: true, name: true, namespace: true } },
      artifacts: { '*': { name: true, copy: { '*': { from: true, to: true, exclude: names, strategy: true } } } },
    },
  },
  'fluxcd.controlplane.io/FluxInstance': { spec: instance },
  'fluxcd.controlplane.io/ResourceSet': {
    spec: {
      inputs: { '*': entries },
      inputStrategy: { name: true },
      inputsFrom: {
        '*': { apiVersion: true, selector: { matchLabels: entries, matchExpressions: { '*': { key: true } } } },
      },
      resources: objects,
    },
  },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    metadata: { labels: { 'app.kubernetes.io/version': true } },
    spec: {
      group: true,
      scope: true,
      names: { kind: true, plural: true },
      versions: { '*': { name: true, served: true, storage: true } },
    },
  },
  '/List': { items: objects },
  '/ConfigMap': { data: entries },
  '/Secret': { data: entries, stringData: entries },
};

/** Kinds of Flux that act or log in as a ServiceAccount. */
const acting = [
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'helm.toolkit.fluxcd.io/HelmRelease',
  ...['GitRepository', 'OCIRepository', 'Bucket'].map((kind) => `source.toolkit.fluxcd.io/${kind}`),
  'image.toolkit.fluxcd.io/ImageRepository',
  'notification.toolkit.fluxcd.io/Provider',
  ...['ResourceSet', 'ResourceSetInputProvider'].map((kind) => `fluxcd.controlplane.io/${kind}`),
];

/**
 * What the index keeps of other kinds, by group and kind: whatever makes objects, places them, or links them. A kind without a row costs
 * its header only.
 */
export const wanted: ReadonlyMap<string, Want> = new Map(
  Object.entries(withReferences(own)).map(([kind, table]) => [kind, wantOf(table)]),
);

/** The text of every field that names a file or a folder is kept. */
function withPaths(kind: string, want: Table): Table {
  return pathFields
    .filter((it) => it.from === kind)
    .map(({ path }) => path.reduceRight<Table | true>((inner, step) => ({ [step]: inner }), true))
    .reduce<Table>((all, one) => (one === true ? all : merged(all, one)), want);
}

/** Every field of the tables of references is kept: name, kind and namespace; and every path; and as whom Flux acts. */
function withReferences(rows: Readonly<Record<string, Table>>): Readonly<Record<string, Table>> {
  const all: Record<string, Table> = { ...rows };
  for (const key of acting) all[key] = merged(all[key] ?? {}, { spec: { serviceAccountName: true } });
  for (const [key, want] of Object.entries({ ...all })) {
    const [group = '', kind = ''] = key.split('/');
    if (isFluxGroup(group)) all[key] = withPaths(kind, want);
  }
  for (const { from, path } of [...references, ...looseReferences]) {
    const kind = kinds.find((it) => it.kind === from);
    const key = `${kind?.group ?? ''}/${from}`;
    const want = path.reduceRight<Table>((inner, step) => ({ [step]: inner }), sourceRef);
    all[key] = merged(all[key] ?? {}, want);
  }
  return all;
}

function merged(a: Table, b: Table): Table {
  const both: Record<string, Table[string]> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = both[key];
    both[key] = typeof before === 'object' && typeof value === 'object' ? merged(before, value) : (before ?? value);
  }
  return both;
}
