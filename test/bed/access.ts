import { randomBytes } from 'node:crypto';
import type { KubeObject } from './api.ts';

/**
 * Who may do what, each its own context: `admin` everything, `viewer` reads Flux objects, namespaces, events and pods,
 * `nobody` nothing beyond what every authenticated user may.
 */
export const users = ['admin', 'viewer', 'nobody'] as const;

export type User = (typeof users)[number];
export type Tokens = Readonly<Record<User, string>>;

/** The contexts of the kubeconfig that {@link kubeconfig} writes; the first is the current one. */
export const contexts: Readonly<Record<User, string>> = {
  admin: 'fluxwright-test',
  viewer: 'viewer',
  nobody: 'nobody',
};

export function newTokens(): Tokens {
  const token = () => randomBytes(24).toString('hex');
  return { admin: token(), viewer: token(), nobody: token() };
}

/** The API server's token file: token, name, id and groups of each user. */
export function tokenFile(tokens: Tokens): string {
  return users.map((it) => `${tokens[it]},${it},${it}${it === 'admin' ? ',"system:masters"' : ''}\n`).join('');
}

/** JSON, which is YAML: nothing to quote. `ca` is the PEM text of the authority. */
export function kubeconfig(server: string, ca: string, tokens: Tokens): string {
  const cluster = { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'fluxwright-test', cluster }],
    users: users.map((name) => ({ name, user: { token: tokens[name] } })),
    contexts: users.map((user) => ({ name: contexts[user], context: { cluster: 'fluxwright-test', user } })),
    'current-context': contexts.admin,
  };
  return JSON.stringify(config, undefined, 2);
}

/** What every bed holds before anything is installed into it. */
export const firstObjects: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'flux-system' } },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'flux-viewer' },
    rules: [
      { apiGroups: fluxGroups(), resources: ['*'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['namespaces', 'events', 'pods'], verbs: ['get', 'list', 'watch'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'flux-viewer' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'flux-viewer' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'viewer' }],
  },
];

function fluxGroups(): readonly string[] {
  const groups = ['source', 'kustomize', 'helm', 'notification', 'image'].map((it) => `${it}.toolkit.fluxcd.io`);
  return [...groups, 'source.extensions.fluxcd.io'];
}
