import { bundledSchemas } from '../../schemas.ts';
import { check } from '../carets.ts';

const release = (patches: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: shop}
spec:
  interval: 10m
  chartRef: {kind: OCIRepository, name: web}
  postRenderers:
    - kustomize:
        patches:
${patches}---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: web, namespace: shop}
spec: {interval: 10m, url: "oci://ghcr.io/acme/web", ref: {semver: 1.x}}
`;

const entry = (patch: string, target = '            target: {kind: Deployment}\n') =>
  `          - patch: |\n${patch.replaceAll(/^(?=[^#\n]|#$)/gm, '              ')}${target}`;

describe('patches of a HelmRelease', () => {
  it('need operations that there are, on paths that begin with a slash', () => {
    const operation = (op: string, path: string, mark = '') =>
      release(entry(`- op: ${op}\n  path: ${path}\n  value: web\n`).replace('patch: |\n', `patch: |\n${mark}`));
    check({ 'a.yaml': operation('add', '/metadata/annotations/team') });
    const mark = '           #       ^ warning build/patch-form\n';
    check({ 'a.yaml': operation('adds', '/metadata/annotations/team', mark) });
    check({ 'a.yaml': operation('add', 'metadata/annotations/team', mark) });
  });

  it('need a target or a name', () => {
    const operations = '- op: remove\n  path: /metadata/annotations\n';
    const marked = (text: string) =>
      text.replace('patch: |\n', 'patch: |\n           #       ^ error build/patch-form\n');
    check({ 'a.yaml': release(marked(entry(operations, ''))) });
    const merge = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n';
    check({ 'a.yaml': release(entry(merge, '')) });
    check({ 'a.yaml': release(marked(entry(merge.replace('{name: web}', '{}'), ''))) });
  });

  it('are silent where a variable writes them, and judged where it writes a value', () => {
    check({ 'a.yaml': release('          - patch: ${PATCH:=x}\n            target: {kind: Deployment}\n') });
    const operation = (op: string) => `- op: ${op}\n  path: \${PATH:=/spec}\n  value: \${VALUE:=x}\n`;
    check({ 'a.yaml': release(entry(operation('${OP:=add}'))) });
    const mark = 'patch: |\n           #       ^ warning build/patch-form\n';
    check({ 'a.yaml': release(entry(operation('adds')).replace('patch: |\n', mark)) });
  });

  it('write fields that their kind has, on kinds that there are', () => {
    const patches = `          - patch: |
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: web}
              spec: {replica: 3}
                    #^^^^^^^ warning schema/dropped-field
            target: {kind: Deployment}
          - patch: |
              - op: add
                path: /metadata/labels/team
                value: web
            target: {kind: Deploymnet}
                    #      ^^^^^^^^^^ warning build/patch-kind
`;
    check({ 'a.yaml': release(patches) }, {}, bundledSchemas());
  });
});
