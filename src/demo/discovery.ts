import { addressOf, apiVersionFor, type GroupVersion } from './catalog.ts';
import { shortNamesOf } from './defaults.ts';
import type { Json } from './json.ts';

/** The answer to a path of discovery, or `undefined` for a path that is none. */
export function discover(groups: readonly GroupVersion[], path: string): Json | undefined {
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  if (path === '/apis')
    return { kind: 'APIGroupList', apiVersion: 'v1', groups: named(groups).map((it) => groupOf(groups, it)) };
  if (path === '/version') return version;
  const listed = groups.find((it) => addressOf(it) === path);
  if (listed) return resourceList(listed);
  const group = named(groups).find((it) => path === `/apis/${it}`);
  return group === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(groups, group) };
}

/** The version this server says it is: the real one that the contract suite runs against. */
const version: Json = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3+simulated',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: 'none',
  platform: 'simulated',
};

function named(groups: readonly GroupVersion[]): readonly string[] {
  return [...new Set(groups.map((it) => it.group))].filter((it) => it !== '');
}

/** Kubernetes prefers the most stable version: `v1` before `v1beta3`, which is also the order of their names. */
function groupOf(groups: readonly GroupVersion[], name: string): Json {
  const served = groups.filter((it) => it.group === name).sort((one, other) => (one.version < other.version ? -1 : 1));
  const versions = served.map((it) => ({ groupVersion: apiVersionFor(it), version: it.version }));
  return { name, versions, preferredVersion: versions[0] ?? {} };
}

function resourceList(it: GroupVersion): Json {
  const resources = it.resources.flatMap((resource) => {
    const names = shortNamesOf(resource.kind);
    const shortNames = names.length > 0 ? { shortNames: names } : {};
    const { plural, kind, namespaced, verbs } = resource;
    const row = { name: plural, singularName: kind.toLowerCase(), namespaced, kind, verbs, ...shortNames };
    const status = { name: `${plural}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] };
    return resource.status ? [row, status] : [row];
  });
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersionFor(it), resources };
}
