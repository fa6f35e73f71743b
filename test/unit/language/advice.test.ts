import assert from 'node:assert/strict';
import { rows } from '../../../src/language/messages.ts';
import type { Settings } from '../../../src/language/diagnose.ts';
import { check as checkAll, problemsOf, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fixed } from '../fixed.ts';
import { fleet, kustomization } from './fleet.ts';
import { object } from './object.ts';
import { settings as entries, source } from './postBuild.ts';

/** One kind of advice is heard, at its own severity. */
function check(code: keyof typeof rows, files: string | Files, settings: Partial<Settings> = {}): void {
  checkAll(files, { ...settings, rules: { [code]: rows[code].severity, 'reference/missing': 'off' } });
}

const chart =
  '  chart:\n    spec:\n      chart: app\n      sourceRef:\n        kind: HelmRepository\n        name: charts\n';

describe('advice/suspended', () => {
  it('is given for what is suspended in Git', () => {
    const text = object('GitRepository', 'spec:\n  url: https://a.b/c\n  suspend: true\n');
    check('advice/suspended', text.replace('true\n', 'true\n  ^^^^^^^ information advice/suspended\n'));
    assert.ok(!fixed({ 'a.yaml': text }, 'a.yaml', 'Remove suspend', false).includes('suspend'));
  });
  it('is not given for what is not', () =>
    check('advice/suspended', object('GitRepository', 'spec:\n  url: https://a.b/c\n  suspend: false\n')));
});

describe('advice/no-prune and advice/force', () => {
  const ks = (lines: string) => kustomization('one', `${lines}  path: ./a\n`);
  it('are given where a Kustomization leaves things behind, or makes them anew', () => {
    check('advice/no-prune', ks('  prune: false\n         ^^^^^ hint advice/no-prune\n'));
    check('advice/force', ks('  force: true\n  ^^^^^ hint advice/force\n'));
  });
  it('are not given otherwise', () => {
    check('advice/no-prune', ks('  prune: true\n'));
    check('advice/force', ks('  force: false\n'));
    check('advice/force', object('HelmRelease', `spec:\n${chart}  upgrade:\n    force: true\n`));
  });
});

describe('advice/short-timeout', () => {
  const ks = (lines: string) => kustomization('one', `${lines}  path: ./a\n`);
  it('is given where Flux waits longer', () => {
    const text = ks('  timeout: 10s\n           ^^^ information advice/short-timeout\n');
    check('advice/short-timeout', text);
    const plain = ks('  timeout: 10s\n');
    assert.equal(fixed({ 'a.yaml': plain }, 'a.yaml', 'Write 30s'), plain.replace('10s', '30s'));
  });
  it('is not given for 30 seconds, nor for other kinds', () => {
    check('advice/short-timeout', ks('  timeout: 30s\n'));
    check('advice/short-timeout', object('HelmRelease', `spec:\n${chart}  timeout: 10s\n`));
  });
});

describe('advice/short-interval', () => {
  const git = (interval: string) => object('GitRepository', `spec:\n  url: https://a.b/c\n  interval: ${interval}\n`);
  it('is given below a minute', () =>
    check('advice/short-interval', git('30s\n            ^^^ hint advice/short-interval')));
  it('is not given from a minute on, nor for what is no duration', () => {
    check('advice/short-interval', git('1m'));
    check('advice/short-interval', git('${INTERVAL}'));
  });
});

describe('advice/ready-expr', () => {
  const ks = (expr: string, mark = '') =>
    kustomization('one', `  path: ./a\n  dependsOn:\n    - name: two\n      readyExpr: ${expr}\n${mark}`);
  it('is given where the condition is not asked', () =>
    check(
      'advice/ready-expr',
      ks('dep.metadata.labels.v == self.metadata.labels.v', '      ^^^^^^^^^ information advice/ready-expr\n'),
    ));
  it('is not given where it is, or Flux asks it too', () => {
    check('advice/ready-expr', ks("dep.status.conditions.exists(it, it.type == 'Ready' && it.status == 'True')"));
    const patch =
      'patches:\n  - patch: "[{op: add, path: /x, value: --feature-gates=AdditiveCELDependencyCheck=true}]"\n';
    check('advice/ready-expr', { 'ks.yaml': ks('dep.metadata.labels.v == "1"'), 'x/patch.yaml': patch });
  });
});

describe('advice/not-waited', () => {
  const files = (first: string, mark = '', expr = ''): Files => ({
    ...fleet,
    'clusters/home/more.yaml': `${kustomization('first', `  path: ./apps/web\n${source}${first}`)}---\n${kustomization('second', `  path: ./apps/web\n${source}  dependsOn:\n    - name: first\n${mark}${expr}`)}`,
  });
  const quiet = { 'build/two-owners': 'off' } as const;
  const judge = (given: Files) => checkAll(given, { rules: { ...quiet, 'advice/not-waited': 'hint' } });
  it('is given where the other is ready at once', () => judge(files('', '            ^^^^^ hint advice/not-waited\n')));
  it('is not given where it waits, where somebody said that it does not, and where an expression is asked', () => {
    judge(files('  wait: true\n'));
    judge(files('  wait: false\n'));
    judge(
      files(
        '  healthChecks:\n    - { apiVersion: apps/v1, kind: Deployment, name: web, namespace: web }\n  suspend: false\n',
      ),
    );
    judge(files('', '', "      readyExpr: dep.status.conditions.exists(it, it.type == 'Ready')\n"));
  });
});

describe('advice/no-retries', () => {
  const path = 'apps/web/release.yaml';
  const release = fleet[path] ?? '';
  const mark = release.replace('kind: HelmRelease\n', 'kind: HelmRelease\n      ^^^^^^^^^^^ hint advice/no-retries\n');
  const judge = (text: string, others: Files = {}) =>
    checkAll({ ...fleet, ...others, [path]: text }, { rules: { 'advice/no-retries': 'hint' } });
  it('is given where nothing tries again', () => judge(mark));
  it('is not looked for where nobody wants hints, unless it counts for more', () => {
    const repository = repositoryOf({ ...fleet, [path]: release });
    const found = (severity: 'hint' | 'warning') =>
      problemsOf(repository, path, { hints: false, rules: { 'advice/no-retries': severity } }).map((it) => it.code);
    assert.deepEqual(found('hint'), []);
    assert.deepEqual(found('warning'), ['advice/no-retries']);
  });
  it('is not given where something does', () => {
    const strategy = 'strategy: { name: RetryOnFailure }';
    judge(`${release}  install: { ${strategy} }\n  upgrade: { ${strategy} }\n`);
    judge(`${release}  install: { remediation: { retries: 3 } }\n  upgrade: { remediation: { retries: 3 } }\n`);
  });
  it('is not given where a patch of the Kustomization does', () => {
    const patch = `  patches:\n    - target: { kind: HelmRelease }\n      patch: |\n        apiVersion: helm.toolkit.fluxcd.io/v2\n        kind: HelmRelease\n        metadata: { name: any }\n        spec:\n          install: { strategy: { name: RetryOnFailure } }\n          upgrade: { strategy: { name: RetryOnFailure } }\n`;
    judge(release, { 'clusters/home/apps.yaml': `${fleet['clusters/home/apps.yaml'] ?? ''}${patch}` });
  });
  it('can be taken', () => {
    const files = { ...fleet, [path]: release };
    const settings = { rules: { 'advice/no-retries': 'hint' } } as const;
    const text = fixed(files, path, 'Retry on failure', false, settings);
    const strategy = '    strategy:\n      name: RetryOnFailure\n';
    assert.equal(text, release.replace('spec:\n', `spec:\n  install:\n${strategy}  upgrade:\n${strategy}`));
  });
});

describe('advice/hooks-patched', () => {
  const release = (mark: string, more = '') =>
    object('HelmRelease', `spec:\n${chart}${more}  postRenderers:\n${mark}    - kustomize: { images: [] }\n`);
  const since = { fluxVersion: '2.9' };
  it('is given where Flux patches hooks, and nobody said so', () =>
    check('advice/hooks-patched', release('  ^^^^^^^^^^^^^ hint advice/hooks-patched\n'), since));
  it('is not given for an older Flux, an unknown one, and where somebody did', () => {
    check('advice/hooks-patched', release(''), { fluxVersion: '2.8' });
    check('advice/hooks-patched', release(''));
    check('advice/hooks-patched', release('', '  postRenderStrategy: nohooks\n'), since);
  });
  it('can be taken', () => {
    const settings = { ...since, rules: { 'advice/hooks-patched': 'hint', 'reference/missing': 'off' } } as const;
    const text = fixed({ 'a.yaml': release('') }, 'a.yaml', 'Add postRenderStrategy: nohooks', false, settings);
    assert.equal(text, release('', '  postRenderStrategy: nohooks\n'));
  });
});

describe('advice/any-version', () => {
  const oci = (ref: string) => object('OCIRepository', `spec:\n  url: oci://ghcr.io/org/app\n${ref}`);
  it('is given for whatever comes', () => {
    check('advice/any-version', oci('  ref:\n    tag: latest\n         ^^^^^^ hint advice/any-version\n'));
    check('advice/any-version', oci('  ref:\n    semver: "*"\n            ^^^ hint advice/any-version\n'));
    check('advice/any-version', oci('').replace('app\n', 'app\n  ^^^ hint advice/any-version\n'));
    check(
      'advice/any-version',
      object(
        'HelmRelease',
        `spec:\n${chart.replace('chart: app\n', 'chart: app\n      ^^^^^ hint advice/any-version\n')}`,
      ),
    );
    check(
      'advice/any-version',
      object('HelmRelease', `spec:\n${chart}      version: "*"\n               ^^^ hint advice/any-version\n`),
    );
  });
  it('is not given for a version, a range, a digest and charts of Git', () => {
    check('advice/any-version', oci('  ref:\n    tag: "1.2"\n'));
    check('advice/any-version', oci('  ref:\n    tag: latest\n    digest: sha256:abc\n'));
    check('advice/any-version', object('HelmRelease', `spec:\n${chart}      version: 1.x\n`));
    check('advice/any-version', object('HelmRelease', `spec:\n${chart.replace('HelmRepository', 'GitRepository')}`));
  });
});

describe('advice/insecure and advice/helm-oci', () => {
  const helm = (rest: string) => object('HelmRepository', `spec:\n  url: oci://ghcr.io/org\n${rest}`);
  it('are given for registries without TLS, and for charts in registries', () => {
    check('advice/insecure', helm('  type: oci\n  insecure: true\n  ^^^^^^^^ information advice/insecure\n'));
    check('advice/helm-oci', helm('  type: oci\n        ^^^ hint advice/helm-oci\n'));
  });
  it('are not given otherwise', () => {
    check('advice/insecure', helm('  type: oci\n  insecure: false\n'));
    check('advice/helm-oci', object('HelmRepository', 'spec:\n  url: https://charts.example.com\n'));
  });
});

describe('advice/overwritten', () => {
  const from = (kind: string, name: string, mark = '') => `      - kind: ${kind}\n        name: ${name}\n${mark}`;
  const files = (list: string): Files => ({
    ...fleet,
    'clusters/home/first.yaml': entries('  A: b\n  B: c\n').replace('name: settings', 'name: first'),
    'clusters/home/second.yaml': entries('  B: d\n  WORD: e\n').replace('name: settings', 'name: second'),
    'clusters/home/third.yaml': entries('  N: f\n').replace('name: settings', 'name: third'),
    'clusters/home/more.yaml': kustomization(
      'more',
      `  path: ./apps/web\n${source}  postBuild:\n    substituteFrom:\n${list}`,
    ),
  });
  const judge = (list: string) =>
    checkAll(files(list), { rules: { 'advice/overwritten': 'hint', 'build/two-owners': 'off' } });
  it('is given where a later object has the same variable', () =>
    judge(from('ConfigMap', 'first', '              ^^^^^ hint advice/overwritten\n') + from('ConfigMap', 'second')));
  it('is not given where none has', () => judge(from('ConfigMap', 'first') + from('ConfigMap', 'third')));
});

describe('advice/generated', () => {
  const path = 'clusters/home/flux-system/gotk-sync.yaml';
  const header = '# This manifest was generated by flux. DO NOT EDIT.\n';
  const files = (text: string): Files => ({ ...fleet, [path]: text });
  it('is given for what bootstrap takes away again', () =>
    checkAll(
      files(
        `${header}${fleet[path] ?? ''}  decryption:\n  ^^^^^^^^^^ information advice/generated\n    provider: sops\n`,
      ),
    ));
  it('is not given for what bootstrap writes, nor where the file is somebody’s own', () => {
    checkAll(files(`${header}${fleet[path] ?? ''}`));
    checkAll(files(`${fleet[path] ?? ''}  decryption:\n    provider: sops\n`));
  });
});
