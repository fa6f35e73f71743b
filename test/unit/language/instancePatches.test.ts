import { check } from '../carets.ts';
import type { Files } from '../carets.ts';
import { kustomization } from './fleet.ts';

const instance = (patches: string): string => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: flux-system}
spec:
  distribution: {version: 2.9.x, registry: ghcr.io/fluxcd}
  sync: {kind: GitRepository, url: "https://git.example.com/fleet.git", ref: refs/heads/main, path: clusters/home}
${patches}`;
const adding = (field: string, value: string): string => `  kustomize:
    patches:
      - target: {kind: Kustomization}
        patch: |
          - op: add
            path: /spec/${field}
            value: ${value}
`;
const variables = adding('postBuild', '{substituteFrom: [{kind: ConfigMap, name: vars}]}');
const source = '  sourceRef: {kind: GitRepository, name: flux-system}\n';
const files = (patches: string, more: string, path: string): Files => ({
  'clusters/home/flux.yaml': instance(patches),
  'clusters/home/vars.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: vars, namespace: flux-system}\ndata: {cluster: home}\n',
  'clusters/home/more.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more, namespace: flux-system}\ndata:\n${more}`,
  'clusters/home/apps.yaml': kustomization('apps', `  path: ${path}${source}`),
  'apps/home/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\n',
});

describe('the patches of a FluxInstance', () => {
  it('give variables to what it syncs', () => {
    const unset = '  a: ${cluster} ${nope}\n                 #^^^^ error variable/unset\n';
    check(files(variables, unset, './apps/home\n'));
    check(files('', '  a: ${cluster} ${nope}\n', './apps/home\n'));
  });

  it('put them into the folders that Kustomizations build', () => {
    check(files(variables, '  a: b\n', './apps/${cluster}\n'));
    check(files(variables, '  a: b\n', './app/${cluster}\n       #^^^^^^^^^^^^^^^^ error path/missing\n'));
    check(
      files(adding('postBuild', '{substituteFrom: [{kind: Secret, name: vars}]}'), '  a: b\n', './app/${cluster}\n'),
    );
  });

  it('are for what Flux Operator makes, and not for what is in Git', () => {
    const apps = {
      'apps/home/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\ndata: {a: "${nope}"}\n',
    };
    check({ ...files(variables, '  a: b\n', './apps/home\n'), ...apps });
  });
});
