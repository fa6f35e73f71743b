import assert from 'node:assert/strict';
import { fixesFor } from '../../../src/language/fixes.ts';
import { bundledSchemas } from '../../schemas.ts';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const schemas = bundledSchemas();
const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: web\n';
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: web:1
`;

/** The fleet with patches of the app `web`, whose Kustomization has more in its spec. */
function patching(patches: string, patch = '', spec = ''): Files {
  return {
    ...fleet,
    'clusters/home/apps.yaml': kustomization(
      'apps',
      `  path: ./apps/web\n  prune: true\n  sourceRef: {kind: GitRepository, name: flux-system}\n${spec}`,
    ),
    'clusters/home/flux-system/gotk-sync.yaml': (fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? '').replace(
      '  path:',
      '  prune: true\n  path:',
    ),
    'apps/web/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n',
    'apps/web/deployment.yaml': deployment,
    'apps/web/kustomization.yaml': `${head}resources: [namespace.yaml, release.yaml, deployment.yaml]\n${patches}`,
    ...(patch !== '' && { 'apps/web/patch.yaml': patch }),
  };
}

describe('what a patch writes', () => {
  it('is judged by the schema of its kind, as far as the rest of the object cannot put it right', () => {
    const release = (spec: string) =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\nspec:\n${spec}`;
    const file = 'patches: [{path: patch.yaml}]\n';
    check(
      patching(
        file,
        release(
          '  intervall: 2h\n #^^^^^^^^^ error schema/unknown-field\n  suspend: "true"\n          #^^^^^^ error schema/type\n',
        ),
      ),
      {},
      schemas,
    );
    // What is missing is in the object, null takes away, and directives are for kustomize.
    check(
      patching(
        file,
        release('  timeout: null\n  chart:\n    $patch: merge\n    spec: {version: 1.x}\n  values: {any: 1}\n'),
      ),
      {},
      schemas,
    );
    check(patching(file, `$patch: delete\n${release('  any: 1\n')}`), {}, schemas);
  });

  it('is judged where it stands as text, too', () =>
    check(
      patching(`patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        replica: 2
       #^^^^^^^ warning schema/dropped-field
        template:
          spec:
            containers:
              - name: web
                imagePullPolicy: Allways
                                #^^^^^^^ error schema/enum
  - target: {kind: HelmRelease}
    patch: |
      - op: add
        path: /spec/intrval
                   #^^^^^^^ error schema/unknown-field
        value: 2h
      - {op: add, path: /spec/values, value: {any: 1}}
      - {op: add, path: /metadata/annotations, value: {a/b: c}}
      - {op: add, path: /spec/dependsOn, value: []}
      - {op: add, path: /spec/dependsOn/-, value: {name: web}}
  - target: {kind: Unknown, group: example.com}
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning build/patch-selects-nothing
    patch: '[{"op": "add", "path": "/spec/any", "value": 1}]'
`),
      {},
      schemas,
    ));

  it('is put right in its place', () => {
    const files = patching(
      'patches:\n  - target: {kind: Deployment}\n    patch: \'[{"op": "add", "path": "/spec/replica", "value": 1}]\'\n',
    );
    const path = 'apps/web/kustomization.yaml';
    const repository = repositoryOf(files, schemas);
    const [problem] = problemsOf(repository, path);
    assert.ok(problem);
    const edit = fixesFor(repository, path, problem)[0]?.edits[0];
    const text = repository.text(path) ?? '';
    assert.ok(edit);
    assert.match(text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end), /"\/spec\/replicas"/);
  });
});

describe('variables in patches', () => {
  const substitute = '  postBuild:\n    substitute:\n      A: b\n';
  const patch = (values: string) =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\nspec:\n  values:\n${values}`;

  it('are those of what is patched', () => {
    const values =
      '    a: ${A}${B:=c}\n    b: ${C}\n        #^ error variable/unset\n    c: ${A-x}\n      #^^^ error variable/malformed\n';
    check(patching('patches: [{path: patch.yaml}]\n', patch(values), substitute));
    check(
      patching(
        `patches:
  - patch: |
      kind: HelmRelease
      metadata: {name: web}
      spec: {values: {a: "\${A}", b: "\${C}"}}
                                      #^ error variable/unset
    target: {kind: HelmRelease}
`,
        '',
        substitute,
      ),
    );
  });

  it('are text where nothing is substituted, or something opts out', () => {
    const text = patch('    a: ${A-x} ${A}\n');
    check(patching('patches: [{path: patch.yaml}]\n', text));
    const files = patching('patches: [{path: patch.yaml}]\n', text, substitute);
    const out = 'metadata:\n  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}\n';
    check({ ...files, 'apps/web/release.yaml': (fleet['apps/web/release.yaml'] ?? '').replace('metadata:\n', out) });
  });

  it('are those of a Kustomization itself where it has the patch', () => {
    const own = (value: string, mark = '') =>
      `${substitute}  patches:
    - target: {kind: HelmRelease}
      patch: |
        - op: add
          path: /spec/values
          value: {a: "${value}", b: "\${A}"}
${mark}`;
    check(patching('', '', own('${C}', '                       #^ error variable/unset\n')));
    check(patching('', '', own('${A}')));
  });

  it('is judged in the values of operations', () => {
    const operations = (value: string, mark = '') =>
      patching(
        `patches:\n  - target: {kind: Deployment}\n    patch: |\n      - op: replace\n        path: /spec/replicas\n        value: ${value}\n${mark}`,
      );
    check(operations('3'), {}, schemas);
    check(operations('"3"', '              #^^^ error schema/type\n'), {}, schemas);
    check(operations('${COUNT:=3}'), {}, schemas);
    const deletion = (value: string, mark = '') => ({
      ...patching(''),
      'clusters/home/kustomization.yaml': `resources: [flux-system, apps.yaml, charts.yaml]
patches:
  - target: {kind: Kustomization}
    patch: |
      - op: add
        path: /spec/deletionPolicy
        value: ${value}
${mark}`,
    });
    const quiet = {
      rules: { 'kustomization/entry-missing': 'off', 'build/no-kustomization-file': 'off', 'build/orphan': 'off' },
    } as const;
    check(deletion('WaitForTermination'), quiet, schemas);
    check(deletion('WaitForTerminate', '              #^^^^^^^^^^^^^^^^ error schema/enum\n'), quiet, schemas);
  });
});
