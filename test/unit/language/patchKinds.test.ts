import { bundledSchemas } from '../../schemas.ts';
import { check } from '../carets.ts';

const judged = (text: string): void =>
  check(
    text,
    { rules: { 'schema/required': 'off', 'reference/missing': 'off', 'path/missing': 'off' } },
    bundledSchemas(),
  );

/** A Flux Kustomization that patches Kustomizations, which then patch what they build. */
const nested = (spec: string, target: string): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: cluster, namespace: flux-system}
spec:
  interval: 1h
  prune: true
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
  patches:
    - patch: |
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata:
          name: all
        spec:
          patches:
            - patch: |
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: all
                spec:
${spec}              target:
${target}      target:
        kind: Kustomization
`;
const release = '                kind: HelmRelease\n';

describe('patches in patches', () => {
  it('are judged by the schema of what they are laid on', () => {
    judged(nested('                  interval: 1h\n', release));
    judged(
      nested('                  intervall: 1h\n                 #^^^^^^^^^ error schema/unknown-field\n', release),
    );
    judged(
      nested(
        '                  install: {crds: All}\n                                 #^^^ error schema/enum\n',
        release,
      ),
    );
  });
});

describe('build/patch-kind', () => {
  const mark = '                     #^^^^^^^^^^^^ warning build/patch-kind\n';

  it('is a kind that there is not, spelt like one that there is', () =>
    judged(nested('                  interval: 1h\n', `                kind: HelmReleases\n${mark}`)));

  it('is none where the word is a pattern, or like nothing that is known', () => {
    for (const kind of ['HelmRel.*', 'Deployment|StatefulSet', 'VirtualService', 'Rule', '${KIND}'])
      judged(nested('                  interval: 1h\n', `                kind: ${kind}\n`));
  });

  it('is none of a kind that some file has', () => {
    const other = '---\napiVersion: example.com/v1\nkind: HelmReleases\nmetadata: {name: a, namespace: b}\n';
    judged(`${nested('                  interval: 1h\n', '                kind: HelmReleases\n')}${other}`);
  });
});

describe('build/replacement-kind', () => {
  it('is a kind of the target of a replacement that nobody knows', () => {
    const files = (kind: string, mark = '') => ({
      'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: web}\ndata: {host: b}\n',
      'kustomization.yaml': `resources: [a.yaml]
replacements:
  - source: {kind: ConfigMap, name: a, fieldPath: data.host}
    targets:
      - select: {kind: ${kind}}
${mark}        fieldPaths: [spec.dnsNames.0]
`,
    });
    check(
      files('Deploymnet', '                      #^^^^^^^^^^ warning build/replacement-kind\n'),
      {},
      bundledSchemas(),
    );
    check(files('Deployment'), {}, bundledSchemas());
    check(files('Certificate'), {}, bundledSchemas());
    const other = 'apiVersion: acme.io/v1\nkind: Gateway\nmetadata: {name: a, namespace: web}\n';
    const marked = '                      #^^^^^^^^ warning build/replacement-kind\n';
    check({ ...files('Gateways', marked), 'other.yaml': other }, {}, bundledSchemas());
    check({ ...files('Gateway'), 'other.yaml': other }, {}, bundledSchemas());
  });
});
