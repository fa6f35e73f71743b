import { check } from '../carets.ts';

const vars = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: flux-system}\ndata: {A: b}\n`;
const app = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: app, namespace: flux-system}
spec:
  interval: 10m
  path: ./app
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
`;
const inline = (name: string, mark = '') => `resources: [app.yaml, vars.yaml]
patches:
  - target: {kind: Kustomization}
    patch: |
      - op: add
        path: /spec/postBuild
        value: {substituteFrom: [{kind: ConfigMap, name: ${name}}]}
${mark}`;
const merge = (name: string, mark = '') => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: app, namespace: flux-system}
spec:
  dependsOn: [{name: ${name}}]
${mark}`;
const files = (kustomization: string, more = {}) => ({
  'flux/kustomization.yaml': kustomization,
  'flux/app.yaml': app,
  'flux/vars.yaml': vars('cluster-vars'),
  'app/a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: app}\n',
  ...more,
});
const quiet = { rules: { 'variable/unused': 'off' } } as const;

describe('names that patches write into what they change', () => {
  const mark =
    '                                                        #^^^^^^^^^^^ warning reference/object-missing\n';

  it('are slips of what a file declares', () => {
    check(files(inline('cluster-var', mark)), quiet);
    check(files(inline('cluster-vars')), quiet);
  });

  it('may stand in no file, and have variables', () => {
    check(files(inline('made-by-hand')), quiet);
    check(files(inline('"${NAME:=cluster-var}"')), quiet);
    check(files(inline('cluster-var'), { 'other/vars.yaml': vars('cluster-var') }), quiet);
  });

  it('are looked for in files of patches, too', () => {
    const kustomization = 'resources: [app.yaml, vars.yaml, infra.yaml]\npatches: [{path: patch.yaml}]\n';
    const infra = { 'flux/infra.yaml': app.replace('name: app', 'name: infra') };
    const slip = '                    #^^^^^ warning reference/missing\n';
    check(files(kustomization, { ...infra, 'flux/patch.yaml': merge('infar', slip) }), {
      rules: { 'build/two-owners': 'off' },
    });
    check(files(kustomization, { ...infra, 'flux/patch.yaml': merge('infra') }), {
      rules: { 'build/two-owners': 'off' },
    });
  });
});
