import type { KindSchema } from './schema.ts';

/**
 * Who reads an object first, and how (RULES.md 3.0): `custom` the API server by a CRD; `builtin` the API server by its own Go types;
 * `normalised` Flux, which converts the object to its Go type and back, so that unknown fields and nulls are gone; `kustomize` kustomize, by
 * the Go types of its file.
 */
export type Dialect = 'custom' | 'builtin' | 'normalised' | 'kustomize';

export function dialectOf(kind: KindSchema): Dialect {
  if (kind.group === 'kustomize.config.k8s.io') return 'kustomize';
  if (kind.normalised) return 'normalised';
  const isOwn = isOwnGroup(kind.group);
  return isOwn && kind.origin.from !== 'file' ? 'builtin' : 'custom';
}

/** Whether every API server has the group. */
export function isOwnGroup(group: string): boolean {
  return dottedGroups.has(group) || plainGroups.has(group);
}

const plainGroups: ReadonlySet<string> = new Set(['', 'apps', 'autoscaling', 'batch', 'policy']);

/** The API server's own groups that have a dot in their names. */
const dottedGroups: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);
