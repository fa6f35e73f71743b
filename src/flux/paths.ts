/** A field that names a file or a folder of the repository. RULES.md 3.5. */
export interface PathField {
  /** Kind whose manifests have the field; `kustomize` stands for all kustomization files, also those that do not say their kind. */
  readonly from: string;
  /** Path to the text; `*` stands for every item of a list. */
  readonly path: readonly string[];
  /** What the path counts from: the folder of its file, the root of the source, or the folder that `spec.path` names. */
  readonly start: 'file' | 'root' | 'path';
  /** Path to the mapping that names the source, whose files are meant only when Git or a bucket holds them. */
  readonly source?: readonly string[];
  /** Whether `key=` may stand before it; without one the file's name is the key. */
  readonly keyed?: true;
  /** Whether `@alias/` of a source, or `@artifact/`, stands before it, and a pattern may follow: what comes before that is the path. */
  readonly aliased?: true;
}

/** Fields of a kustomization file, with dots between the steps (kustomize api/types, Kustomization and what it holds). */
const kustomize = [
  ...['resources', 'components', 'bases', 'crds', 'configurations', 'generators', 'transformers', 'validators'].map(
    (it) => `${it}.*`,
  ),
  ...['patches.*.path', 'patchesStrategicMerge.*', 'patchesJson6902.*.path', 'replacements.*.path', 'openapi.path'],
  ...['helmGlobals.chartHome', 'helmCharts.*.valuesFile', 'helmCharts.*.additionalValuesFiles.*'],
  ...['configMapGenerator', 'secretGenerator'].flatMap((it) => [`${it}.*.envs.*`, `${it}.*.env`]),
];

/** A chart and its values: relative to the root of the source (helm-controller v1.6.3 api/v2, source-controller api/v1 HelmChartSpec). */
function chart(from: string, ...spec: readonly string[]): readonly PathField[] {
  const source = [...spec, 'sourceRef'];
  return [['chart'], ['valuesFiles', '*'], ['valuesFile']].map((it) => ({
    from,
    path: [...spec, ...it],
    start: 'root',
    source,
  }));
}

export const pathFields: readonly PathField[] = [
  ...kustomize.map((it): PathField => ({ from: 'kustomize', path: it.split('.'), start: 'file' })),
  ...['configMapGenerator', 'secretGenerator'].map((it): PathField => ({
    from: 'kustomize',
    path: [it, '*', 'files', '*'],
    start: 'file',
    keyed: true,
  })),
  { from: 'Kustomization', path: ['spec', 'path'], start: 'root' },
  { from: 'Kustomization', path: ['spec', 'components', '*'], start: 'path' },
  { from: 'FluxInstance', path: ['spec', 'sync', 'path'], start: 'root' },
  {
    from: 'ImageUpdateAutomation',
    path: ['spec', 'update', 'path'],
    start: 'root',
    source: ['spec', 'sourceRef'],
  },
  // source-watcher v2.2.3 api/v1beta1
  ...['from', 'to'].map((it): PathField => ({
    from: 'ArtifactGenerator',
    path: ['spec', 'artifacts', '*', 'copy', '*', it],
    start: 'root',
    aliased: true,
  })),
  ...chart('HelmRelease', 'spec', 'chart', 'spec'),
  ...chart('HelmChart', 'spec'),
];
