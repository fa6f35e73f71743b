import type { Field } from './field.ts';

/** Keys of labels and annotations that mean something, each with its values; none where any text may stand. */
interface Known {
  readonly field: 'annotations' | 'labels';
  readonly key: string;
  readonly values: readonly string[];
  /** Absent: any kind. */
  readonly kinds?: readonly string[];
}

const operatorKinds = ['FluxInstance', 'ResourceSet', 'ResourceSetInputProvider'];
const podSecurity = ['privileged', 'baseline', 'restricted'];
const app = 'app.kubernetes.io';
const kustomize = 'kustomize.toolkit.fluxcd.io';
const operator = 'fluxcd.controlplane.io';

/** What kustomize-controller, Flux Operator and Kubernetes look at (RULES.md 3.3, and the controllers' documentation). */
const known: readonly Known[] = [
  { field: 'annotations', key: `${kustomize}/prune`, values: ['disabled'] },
  { field: 'annotations', key: `${kustomize}/reconcile`, values: ['disabled'] },
  { field: 'annotations', key: `${kustomize}/ssa`, values: ['Merge', 'IfNotPresent', 'Ignore'] },
  { field: 'annotations', key: `${kustomize}/force`, values: ['enabled'] },
  { field: 'annotations', key: `${kustomize}/substitute`, values: ['disabled'] },
  { field: 'annotations', key: `${kustomize}/decrypt`, values: ['disabled'] },
  { field: 'annotations', key: `${operator}/reconcile`, values: ['enabled', 'disabled'], kinds: operatorKinds },
  { field: 'annotations', key: `${operator}/reconcileEvery`, values: ['5m', '10m', '1h'], kinds: operatorKinds },
  { field: 'annotations', key: `${operator}/reconcileTimeout`, values: ['2m', '5m'], kinds: operatorKinds },
  ...['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map((it): Known => ({
    field: 'labels',
    key: `${app}/${it}`,
    values: [],
  })),
  ...['enforce', 'warn', 'audit'].map((it): Known => ({
    field: 'labels',
    key: `pod-security.kubernetes.io/${it}`,
    values: podSecurity,
    kinds: ['Namespace'],
  })),
];

/** The keys that mean something in a map such as `metadata.annotations`. */
export function keysKnownIn({ kind, path }: Field): readonly string[] {
  return known
    .filter((it) => path.at(-2) === 'metadata' && it.field === path.at(-1) && isFor(it, kind.kind))
    .map((it) => it.key);
}

/** Types of Secrets that Kubernetes knows (kubernetes.io/docs/concepts/configuration/secret). */
const secretTypes = [
  'Opaque',
  'kubernetes.io/tls',
  'kubernetes.io/dockerconfigjson',
  'kubernetes.io/basic-auth',
  'kubernetes.io/ssh-auth',
  'kubernetes.io/service-account-token',
];

/** The values that mean something under a key of such a map, or in a field whose schema does not tell them. */
export function valuesKnownOf({ kind, path }: Field): readonly string[] {
  if (kind.group === '' && kind.kind === 'Secret' && path.join() === 'type') return secretTypes;
  const row = known.find((it) => it.key === path.at(-1) && it.field === path.at(-2) && isFor(it, kind.kind));
  return row?.values ?? [];
}

function isFor({ kinds }: Known, kind: string): boolean {
  return kinds === undefined || kinds.includes(kind);
}
