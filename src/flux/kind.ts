/** The sections in which people look for an object, in the order they stand in the sidebar. */
export const sections = [
  'Kustomizations',
  'Helm releases',
  'Sources',
  'Images',
  'Notifications',
  'Flux Operator',
] as const;
export type Section = (typeof sections)[number];

/** What can be asked of objects of a kind. */
export type Verb = 'reconcile' | 'reconcileWithSource' | 'suspend' | 'resume' | 'rollBack';

/** A row of knowledge about Flux. To support a kind is to add a row. */
export interface Kind {
  readonly group: string;
  readonly kind: string;
  /** The lower-case plural of the API path. */
  readonly plural: string;
  /** API versions of Flux 2.9, newest first; older ones are in `versions.ts`. */
  readonly versions: readonly string[];
  readonly section: Section;
  /** The words after `flux reconcile|suspend|resume`, absent where the CLI has no such command (flux2 v2.9.5 cmd/flux). */
  readonly cli?: readonly string[];
  readonly verbs: readonly Verb[];
  /** The annotation that suspends an object when it is `disabled`; absent where `spec.suspend` does. */
  readonly suspendedBy?: string;
  /** One sentence for hover. */
  readonly summary: string;
  /** The page about the kind, below https://fluxcd.io/flux/components/. */
  readonly docs?: string;
}

/** Whether a group belongs to Flux or Flux Operator, also for a kind or version that no row knows. */
export function isFluxGroup(group: string): boolean {
  return group.endsWith('.fluxcd.io') || group === 'fluxcd.controlplane.io';
}

/** `group/version` of the newest version, as it stands in a manifest. */
export function apiVersionOf(kind: Kind): string {
  return `${kind.group}/${kind.versions[0] ?? 'v1'}`;
}

/** The file format of the kustomize program: never an object of a cluster, though its kind has a namesake there. */
export const kustomizeGroup = 'kustomize.config.k8s.io';
/** The three names under which kustomize looks for its file, in its own order (kustomize api/konfig). */
export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;
