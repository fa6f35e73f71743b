import type { Json } from './json.ts';

/** Who asks. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  readonly rules: readonly Rule[];
}

/** What a role allows, in the words of RBAC; `*` is everything. */
export interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
}

/** One thing that somebody wants to do with objects. */
export interface Wish {
  readonly verb: string;
  readonly group: string;
  /** The plural, with `/status` for the subresource. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

/** Three users that together show what RBAC does: one may everything, one may look at what Flux has, one may nothing. */
export function usersFor(groups: readonly string[]): { admin: User; viewer: User; nobody: User } {
  const look = ['get', 'list', 'watch'];
  const all = ['*'];
  return {
    admin: {
      name: 'admin',
      groups: ['system:masters', 'system:authenticated'],
      rules: [{ verbs: all, apiGroups: all, resources: all }],
    },
    viewer: {
      name: 'viewer',
      groups: ['system:authenticated'],
      rules: [
        { verbs: look, apiGroups: groups.filter((it) => it.endsWith('fluxcd.io')), resources: all },
        { verbs: look, apiGroups: [''], resources: ['namespaces', 'events', 'pods', 'configmaps'] },
        ...basic,
      ],
    },
    nobody: { name: 'nobody', groups: ['system:authenticated'], rules: basic },
  };
}

/** Who comes without a token. */
export const anonymous: User = { name: 'system:anonymous', groups: ['system:unauthenticated'], rules: [] };

/** What everybody with a name may do (the role `system:basic-user`). */
const basic: readonly Rule[] = [
  {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  },
  { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
];

/** Addresses open to everybody, and those open to everybody with a name (`system:public-info-viewer`, `system:discovery`). */
const open = /^\/(healthz|livez|readyz|version)(\/|$)/;
const discovery = /^\/(api|apis|openapi)(\/|$)/;

export function mayDo(user: User, wish: Wish): boolean {
  return user.rules.some(
    (rule) =>
      covers(rule.verbs, wish.verb) && covers(rule.apiGroups, wish.group) && covers(rule.resources, wish.resource),
  );
}

export function mayRead(user: User, path: string): boolean {
  if (open.test(path) || user.groups.includes('system:masters')) return true;
  return user.groups.includes('system:authenticated') && discovery.test(path);
}

/** The sentence with which RBAC refuses. */
export function refusalOf(user: User, wish: Wish): string {
  const where = wish.namespace === '' ? 'at the cluster scope' : `in the namespace "${wish.namespace}"`;
  return `User "${user.name}" cannot ${wish.verb} resource "${wish.resource}" in API group "${wish.group}" ${where}`;
}

/** The status of a SelfSubjectAccessReview. */
export function accessReview(user: User, spec: Json): Json {
  const asked = (spec['resourceAttributes'] ?? spec['nonResourceAttributes'] ?? {}) as Record<
    string,
    string | undefined
  >;
  if (spec['nonResourceAttributes']) return verdict(mayRead(user, asked['path'] ?? ''));
  const resource = [asked['resource'] ?? '', asked['subresource'] ?? ''].filter((it) => it !== '').join('/');
  const place = { namespace: asked['namespace'] ?? '', name: asked['name'] ?? '' };
  return verdict(mayDo(user, { verb: asked['verb'] ?? '', group: asked['group'] ?? '', resource, ...place }));
}

/** The status of a SelfSubjectRulesReview. */
export function rulesReview(user: User): Json {
  const paths = [
    '/api',
    '/api/*',
    '/apis',
    '/apis/*',
    '/healthz',
    '/livez',
    '/openapi',
    '/openapi/*',
    '/readyz',
    '/version',
  ];
  const nonResourceURLs = user.groups.includes('system:masters') ? ['*'] : paths;
  return { resourceRules: user.rules, nonResourceRules: [{ verbs: ['get'], nonResourceURLs }], incomplete: false };
}

function verdict(allowed: boolean): Json {
  return allowed ? { allowed, reason: 'RBAC: allowed by a rule of the simulated server' } : { allowed };
}

function covers(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}
