import { kinds } from '../flux/kinds.ts';

/** A kind as the simulated server serves it. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Whether `status` is written by its own address alone, as for nearly every kind that Flux defines. */
  readonly status: boolean;
  /** Whether the server counts changes in `metadata.generation`. */
  readonly counted: boolean;
  /** Built-in kinds: the items of a list carry no kind, and a write needs no resourceVersion. */
  readonly builtIn: boolean;
  /** What a `fieldSelector` may name. */
  readonly selectable: readonly string[];
  readonly verbs: readonly string[];
}

/** What one `group/version` serves. */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
  readonly resources: readonly Resource[];
}

/** Everything the simulated server serves, in the order in which discovery lists it. */
export function catalog(): readonly GroupVersion[] {
  const byGroup = new Map<string, GroupVersion>();
  for (const resource of [...core, ...reviews, ...flux()]) {
    const { group, version } = resource;
    const known = byGroup.get(`${group}/${version}`);
    byGroup.set(`${group}/${version}`, { group, version, resources: [...(known?.resources ?? []), resource] });
  }
  return [...byGroup.values()];
}

/** The row of a kind that is known to be served. Throws for another. */
export function resourceOf(groups: readonly GroupVersion[], group: string, kind: string): Resource {
  const found = groups.flatMap((it) => it.resources).find((it) => it.group === group && it.kind === kind);
  if (!found) throw new Error(`${group === '' ? kind : `${group}/${kind}`} is not served`);
  return found;
}

/** The address prefix of a group and version. */
export function addressOf(it: { readonly group: string; readonly version: string }): string {
  return it.group === '' ? `/api/${it.version}` : `/apis/${it.group}/${it.version}`;
}

/** The `apiVersion` of a group and version. */
export function apiVersionFor(it: { readonly group: string; readonly version: string }): string {
  return it.group === '' ? it.version : `${it.group}/${it.version}`;
}

/** The name by which the server speaks of a resource in messages: `kustomizations.kustomize.toolkit.fluxcd.io`, `configmaps`. */
export function longName(it: Resource): string {
  return it.group === '' ? it.plural : `${it.plural}.${it.group}`;
}

const everything = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const names = ['metadata.name', 'metadata.namespace'];
const builtIn = { group: '', version: 'v1', namespaced: true, status: false, counted: false, builtIn: true };
const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

// Selectable fields: Kubernetes pkg/registry/core/*/strategy.go, v1.36.
const core: readonly Resource[] = [
  {
    ...builtIn,
    kind: 'Namespace',
    plural: 'namespaces',
    namespaced: false,
    status: true,
    selectable: [...names, 'status.phase'],
    verbs: everything,
  },
  { ...builtIn, kind: 'ConfigMap', plural: 'configmaps', selectable: names, verbs: everything },
  { ...builtIn, kind: 'Secret', plural: 'secrets', selectable: [...names, 'type'], verbs: everything },
  {
    ...builtIn,
    kind: 'Pod',
    plural: 'pods',
    status: true,
    counted: true,
    selectable: [...names, 'spec.nodeName', 'spec.serviceAccountName', 'status.phase'],
    verbs: everything,
  },
  {
    ...builtIn,
    kind: 'Event',
    plural: 'events',
    selectable: [...names, ...involved.map((it) => `involvedObject.${it}`), 'reason', 'type', 'reportingComponent'],
    verbs: everything,
  },
];

const reviews: readonly Resource[] = [
  ['authorization.k8s.io', 'SelfSubjectAccessReview'],
  ['authorization.k8s.io', 'SelfSubjectRulesReview'],
  ['authentication.k8s.io', 'SelfSubjectReview'],
].map(([group = '', kind = '']) => ({
  ...builtIn,
  group,
  kind,
  plural: `${kind.toLowerCase()}s`,
  namespaced: false,
  selectable: [],
  verbs: ['create'],
}));

/** Kinds without a status, and so without an address for it. FLUX.md E.3. */
const statusless = new Set(['Alert', 'Provider']);

function flux(): readonly Resource[] {
  return kinds.map((row) => ({
    group: row.group,
    version: row.versions[0] ?? 'v1',
    kind: row.kind,
    plural: row.plural,
    namespaced: true,
    status: !statusless.has(row.kind),
    counted: true,
    builtIn: false,
    selectable: names,
    verbs: everything,
  }));
}
