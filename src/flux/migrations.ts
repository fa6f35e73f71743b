/** What becomes of a field that the newest version of a kind no longer has. */
export interface FieldStep {
  readonly kind: string;
  /** Versions of the kind that have the field. */
  readonly versions: readonly string[];
  /** Path to the field; `*` stands for every item of a list. */
  readonly path: readonly string[];
  /**
   * `remove`: nothing reads it any more. `to-list`: its value becomes the first item of the list `into` beside it. `to-patches`: its items become
   * items of the list `patches` beside it, as text.
   */
  readonly act: 'remove' | 'to-list' | 'to-patches';
  readonly into?: string;
}

const betas = ['v1beta1', 'v1beta2'];
const helmBetas = ['v2beta1', 'v2beta2'];
const kustomize = ['spec', 'postRenderers', '*', 'kustomize'];

/**
 * Computed from the Go types of the API modules of Flux 2.9, which still have the types of older versions: every field that a version has
 * and the next one has not. The order is that in which kustomize applied the three kinds of patches.
 */
export const fieldSteps: readonly FieldStep[] = [
  { kind: 'Kustomization', versions: betas, path: ['spec', 'validation'], act: 'remove' },
  { kind: 'Kustomization', versions: betas, path: ['spec', 'patchesStrategicMerge'], act: 'to-patches' },
  { kind: 'Kustomization', versions: betas, path: ['spec', 'patchesJson6902'], act: 'to-patches' },
  {
    kind: 'HelmRelease',
    versions: helmBetas,
    path: ['spec', 'chart', 'spec', 'valuesFile'],
    act: 'to-list',
    into: 'valuesFiles',
  },
  { kind: 'HelmRelease', versions: helmBetas, path: [...kustomize, 'patchesStrategicMerge'], act: 'to-patches' },
  { kind: 'HelmRelease', versions: helmBetas, path: [...kustomize, 'patchesJson6902'], act: 'to-patches' },
  { kind: 'GitRepository', versions: betas, path: ['spec', 'gitImplementation'], act: 'remove' },
  { kind: 'GitRepository', versions: betas, path: ['spec', 'accessFrom'], act: 'remove' },
  { kind: 'HelmChart', versions: betas, path: ['spec', 'valuesFile'], act: 'to-list', into: 'valuesFiles' },
  { kind: 'HelmChart', versions: betas, path: ['spec', 'accessFrom'], act: 'remove' },
  { kind: 'Bucket', versions: betas, path: ['spec', 'accessFrom'], act: 'remove' },
  { kind: 'Alert', versions: betas, path: ['status'], act: 'remove' },
  { kind: 'Provider', versions: betas, path: ['status'], act: 'remove' },
];
