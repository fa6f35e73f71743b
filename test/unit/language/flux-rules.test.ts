import { check } from '../carets.ts';
import { object } from './object.ts';

const ref = '  chartRef:\n    kind: OCIRepository\n    name: ${NAME}\n';
const chart = '  chart:\n    spec:\n      chart: app\n';

describe('helm/chart-choice', () => {
  it('finds both and neither', () => {
    check(object('HelmRelease', `spec:\n${chart}${ref.replace('\n', '\n #^^^^^^^^ error helm/chart-choice\n')}`));
    check(object('HelmRelease', 'spec:\n#^^^ error helm/chart-choice\n  interval: 1h\n').replace('#^^^', '^^^^'));
  });

  it('has nothing to say about one, about old versions, and where a patch may add one', () => {
    check(object('HelmRelease', `spec:\n${chart}`));
    check(object('HelmRelease', `spec:\n${ref}`));
    check(object('HelmRelease', 'spec:\n  <<: *base\n').replace('kind:', 'x: &base {chart: {}}\nkind:'));
    const base = 'spec:\n^^^^ error helm/chart-choice\n  interval: 1h\n';
    const files = (spec: string, patch: string) => ({
      'base/release.yaml': object('HelmRelease', spec),
      'base/kustomization.yaml': 'resources: [release.yaml]\n',
      'app/kustomization.yaml': `resources: [../base]\npatches:\n  - target: {kind: HelmRelease}\n    patch: |\n      kind: HelmRelease\n      metadata: {name: any}\n      spec: ${patch}\n`,
    });
    check(files('spec:\n  interval: 1h\n', '{chartRef: {kind: OCIRepository, name: "${NAME}"}}'));
    check(files(base, '{timeout: 1m}'));
  });
});

describe('helm/chart-from-oci', () => {
  const from = (kind: string, mark = '') =>
    object('HelmRelease', `spec:\n${chart}      sourceRef:\n        kind: ${kind}\n${mark}        name: \${NAME}\n`);

  it('finds an OCIRepository in a chart template', () =>
    check(from('OCIRepository', '              ^^^^^^^^^^^^^ error helm/chart-from-oci\n')));
  it('has nothing to say about a HelmRepository', () => check(from('HelmRepository')));
});

describe('helm/version-range', () => {
  const version = (text: string, kind: string, mark = '') =>
    object(
      'HelmRelease',
      `spec:\n${chart}      version: ${text}\n${mark}      sourceRef:\n        kind: ${kind}\n        name: \${NAME}\n`,
    );

  it('finds what is no range', () => {
    check(version('latest', 'HelmRepository', '               ^^^^^^ error helm/version-range\n'));
    check(version('">=1.0<2"', 'HelmRepository', '               ^^^^^^^^^ error helm/version-range\n'));
    const spec =
      'spec:\n  version: 1..2\n           ^^^^ error helm/version-range\n  sourceRef:\n    kind: HelmRepository\n    name: ${NAME}\n';
    check(object('HelmChart', spec));
  });

  it('has nothing to say about ranges, variables, and charts from Git', () => {
    for (const text of ['1.2.3', '1.x', '"*"', '">=1.0 <2"', '1.2', 'stable', '${VERSION}', 'v1.2.3+up1'])
      check(version(text, 'HelmRepository'));
    check(version('main', 'GitRepository'));
  });
});

describe('deprecated fields of a HelmRelease', () => {
  it('are found where they say something', () => {
    check(
      object(
        'HelmRelease',
        `spec:\n${ref}  install:\n    skipCRDs: true\n   #^^^^^^^^ warning helm/skip-crds\n  rollback:\n    recreate: true\n   #^^^^^^^^ warning helm/rollback-recreate\n`,
      ).replaceAll('   #^^^^^^^^', '    ^^^^^^^^'),
      { fluxVersion: '2.8' },
    );
  });

  it('are left alone on a Flux that uses them', () =>
    check(object('HelmRelease', `spec:\n${ref}  install:\n    crds: Skip\n  rollback:\n    recreate: true\n`), {
      fluxVersion: '2.7',
    }));
});

describe('helm/drift-*', () => {
  const drift = (text: string) => object('HelmRelease', `spec:\n${ref}  driftDetection:\n${text}`);

  it('finds what is ignored for nothing', () => {
    check(drift('    ignore:\n    ^^^^^^ warning helm/drift-off\n      - paths: [/spec/replicas]\n'));
    check(
      drift(
        '    mode: enabled\n    ignore:\n      - paths:\n          - spec.replicas\n            ^^^^^^^^^^^^^ warning helm/drift-pointer\n          - /metadata/labels\n          - ""\n',
      ),
    );
  });

  it('has nothing to say about a mode, known or not', () => {
    check(drift('    mode: warn\n    ignore:\n      - paths: [/spec/replicas]\n'));
    check(drift('    mode: ${MODE}\n    ignore:\n      - paths: ["${PATH}"]\n'));
  });
});

describe('health/*', () => {
  const ks = (text: string) => object('Kustomization', `spec:\n  prune: true\n${text}`);
  const exprs = (mark = '') =>
    `  healthCheckExprs:\n${mark}    - apiVersion: example.com/v1\n      kind: Thing\n      current: status.ready\n`;

  it('finds a list that wait makes void', () =>
    check(
      ks(
        '  wait: true\n  healthChecks:\n  ^^^^^^^^^^^^ warning health/list-ignored\n    - kind: Deployment\n      name: a\n',
      ),
    ));

  it('finds expressions that nobody evaluates', () => {
    check(ks(exprs('  ^^^^^^^^^^^^^^^^ warning health/unused\n')));
    check(
      object(
        'HelmRelease',
        `spec:\n${ref}  waitStrategy:\n    name: legacy\n${exprs('  ^^^^^^^^^^^^^^^^ warning health/unused\n')}`,
      ),
    );
  });

  it('finds two for one kind, whatever the version', () => {
    const second =
      '    - apiVersion: example.com/v2\n      kind: Thing\n            ^^^^^ error health/duplicate\n      current: status.ready\n';
    check(ks(`  wait: true\n${exprs()}${second}`));
  });

  it('has nothing to say about good ones', () => {
    check(
      ks(`  wait: true\n${exprs()}    - apiVersion: example.com/v1\n      kind: Other\n      current: status.ready\n`),
    );
    check(ks(`  healthChecks:\n    - kind: Deployment\n      name: a\n${exprs()}`));
    check(ks(`  wait: \${WAIT}\n${exprs()}`));
    check(ks('  wait: true\n  healthChecks: []\n'));
    check(object('HelmRelease', `spec:\n${ref}${exprs()}`));
  });
});

describe('metadata/control', () => {
  const namespace = (text: string, place = 'annotations') =>
    `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  ${place}:\n${text}`;
  const name = 'kustomize.toolkit.fluxcd.io';

  it('finds values that mean nothing', () => {
    check(
      namespace(`    ${name}/prune: "false"\n${' '.repeat(39)}^^^^^^^ warning metadata/control\n`).replace(
        / +\^/,
        `${' '.repeat(39)}^`,
      ),
    );
    check(namespace(`    ${name}/ssa: merged\n${' '.repeat(37)}^^^^^^ warning metadata/control\n`, 'labels'));
    check(namespace(`    ${name}/substitute: Disabled\n${' '.repeat(44)}^^^^^^^^ warning metadata/control\n`));
  });

  it('has nothing to say about what Flux reads, in any case where case does not count', () => {
    check(namespace(`    ${name}/prune: Disabled\n    ${name}/ssa: ifnotpresent\n    ${name}/force: enabled\n`));
    check(namespace(`    ${name}/prune: enabled\n    ${name}/substitute: disabled\n    ${name}/name: apps\n`));
    check(namespace(`    ${name}/prune: \${PRUNE}\n`));
  });
});

describe('kind/deprecated and the Flux in use', () => {
  const old =
    'apiVersion: helm.toolkit.fluxcd.io/v2beta2\n#^^ warning kind/deprecated\nkind: HelmRelease\nmetadata:\n  name: a\n';
  const mark = (code: string) => old.replace('#^^ warning kind/deprecated', `            ${'^'.repeat(30)} ${code}`);
  const instance = (version: string) =>
    `apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: {name: flux, namespace: flux-system}\nspec:\n  distribution:\n    version: "${version}"\n`;
  const crd = (version: string) =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  labels:\n    app.kubernetes.io/version: ${version}\n  name: buckets.source.toolkit.fluxcd.io\n`;

  it('warns where the version is served and deprecated', () => {
    check(mark('warning kind/deprecated'), { fluxVersion: '2.7' });
    check(mark('error kind/version'), { fluxVersion: '2.8' });
    check(mark('error kind/version'));
    check(old.replace('#^^ warning kind/deprecated\n', ''), { fluxVersion: '2.2' });
  });

  it('knows versions that are not served yet', () =>
    check(
      `apiVersion: image.toolkit.fluxcd.io/v1\n            ${'^'.repeat(26)} error kind/version\nkind: ImagePolicy\nmetadata:\n  name: a\n`,
      { fluxVersion: 'v2.6.4' },
    ));

  it('reads ranges of a FluxInstance, and trusts CRDs more', () => {
    check({ 'a.yaml': mark('error kind/version'), 'b.yaml': instance('2.x') });
    check({ 'a.yaml': mark('warning kind/deprecated'), 'b.yaml': instance('2.7.x') });
    check({ 'a.yaml': mark('warning kind/deprecated'), 'b.yaml': instance('>=2.5 <2.8') });
    check({ 'a.yaml': mark('error kind/version'), 'b.yaml': instance('2.7.x'), 'c.yaml': crd('v2.9.4') });
    check({ 'a.yaml': mark('warning kind/deprecated'), 'b.yaml': instance('2.7.x'), 'c.yaml': crd('latest') });
    check({ 'a.yaml': mark('warning kind/deprecated'), 'b.yaml': instance('2.9') }, { clusterFluxVersion: 'v2.7.0' });
  });

  it('reads which manifests of Flux a repository applies, where nothing tells it better', () => {
    const manifests = (ref: string) =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: flux, namespace: flux-system}\nspec: {url: oci://ghcr.io/fluxcd/flux-manifests, ref: {${ref}}}\n`;
    const base = (entry: string) => `resources:\n  - ${entry}\n`;
    const deprecated = mark('warning kind/deprecated');
    check({ 'a.yaml': deprecated, 'b.yaml': manifests('tag: v2.7.2') });
    check({ 'a.yaml': deprecated, 'b.yaml': manifests('semver: 2.7.x') });
    check({ 'a.yaml': mark('error kind/version'), 'b.yaml': manifests('tag: latest') });
    const entry = base('github.com/fluxcd/flux2/manifests/install?ref=v2.7.2');
    check({ 'a.yaml': deprecated, 'b/kustomization.yaml': entry });
    check({ 'a.yaml': mark('error kind/version'), 'b.yaml': manifests('tag: v2.8.0'), 'b/kustomization.yaml': entry });
    const file = base('https://github.com/fluxcd/flux2/releases/download/v2.6.0/install.yaml');
    check({ 'a.yaml': deprecated, 'b/kustomization.yaml': file });
    check({ 'a.yaml': mark('error kind/version'), 'b/kustomization.yaml': base('github.com/x/y?ref=v2.6.0') });
  });

  it('reads the FluxInstance in the values of its chart', () => {
    const release = (chart: string) =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a, namespace: flux-system}\nspec:\n  interval: 1h\n  chart: {spec: {chart: ${chart}, sourceRef: {kind: HelmRepository, name: "\${X}"}}}\n  values:\n    instance:\n      distribution:\n        version: 2.7.x\n`;
    check({ 'a.yaml': mark('warning kind/deprecated'), 'b.yaml': release('flux-instance') });
    check({ 'a.yaml': mark('error kind/version'), 'b.yaml': release('other') });
  });
});

describe('health/no-version', () => {
  const ks = (check: string, mark = '', more = '') =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: one\n  namespace: apps\nspec:\n  sourceRef:\n    kind: GitRepository\n    name: \${NAME}\n${more}  healthChecks:\n    - ${check}\n${mark}      name: app\n      namespace: apps\n`;
  it('finds a kind that apps/v1 does not have', () =>
    check(ks('kind: HelmRelease', '            ^^^^^^^^^^^ error health/no-version\n')));
  it('has nothing to say about kinds of apps/v1, about a version, and where nobody looks', () => {
    check(ks('kind: Deployment'));
    check(ks('kind: HelmRelease\n      apiVersion: helm.toolkit.fluxcd.io/v2'));
    check(ks('kind: HelmRelease', '', '  wait: ${WAIT}\n'));
  });
});

describe('health/unused of a HelmRelease', () => {
  const release = (upgrade: string, mark = '') =>
    object(
      'HelmRelease',
      `spec:\n${ref}  install:\n    disableWait: true\n${upgrade}  healthCheckExprs:\n${mark}    - { apiVersion: apps/v1, kind: Deployment, current: "true" }\n`,
    );
  it('finds expressions where nothing waits', () =>
    check(release('  upgrade:\n    disableWait: true\n', '  ^^^^^^^^^^^^^^^^ warning health/unused\n')));
  it('has nothing to say where something does', () => check(release('')));
});
