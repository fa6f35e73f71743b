import assert from 'node:assert/strict';
import { fixed } from '../fixed.ts';
import { object } from './object.ts';

const path = 'a.yaml';

/** Checks what a fix makes of the text of an object. */
function becomes(kind: string, before: string, title: string, after: string, preferred = true): void {
  assert.equal(fixed({ [path]: object(kind, before) }, path, title, preferred), object(kind, after));
  const windows = object(kind, before).replaceAll('\n', '\r\n');
  assert.equal(fixed({ [path]: windows }, path, title, preferred), object(kind, after).replaceAll('\n', '\r\n'));
}

describe('fixes of Flux objects', () => {
  const ref = '  chartRef:\n    kind: OCIRepository\n    name: ${NAME}\n';

  it('leave one chart', () => {
    const both = `spec:\n  chart:\n    spec:\n      chart: app\n${ref}  interval: 1h\n`;
    becomes('HelmRelease', both, 'Remove chart', `spec:\n${ref}  interval: 1h\n`, false);
    becomes('HelmRelease', both, 'Remove chartRef', both.replace(ref, ''), false);
  });

  it('name an OCIRepository by chartRef', () => {
    const before =
      'spec:\n  chart:\n    spec:\n      chart: app\n      sourceRef:\n        kind: OCIRepository\n        name: app-${X}\n        namespace: flux\n  interval: 1h\n';
    const named = before.replace('app-${X}', 'app');
    const after = 'spec:\n  chartRef:\n    kind: OCIRepository\n    name: app\n    namespace: flux\n  interval: 1h\n';
    const files = { 'b.yaml': object('OCIRepository', 'spec: {interval: 1h, url: "oci://ghcr.io/org/app"}\n') };
    const source = files['b.yaml'].replace('name: one', 'name: app').replace('namespace: apps', 'namespace: flux');
    const all = { [path]: object('HelmRelease', named), 'b.yaml': source };
    assert.equal(fixed(all, path, 'Use chartRef instead of chart', false), object('HelmRelease', after));
  });

  it('write ranges', () => {
    const range = (text: string) =>
      `spec:\n  chart:\n    spec:\n      chart: app\n      version: ${text}\n      sourceRef:\n        kind: HelmRepository\n        name: \${NAME}\n`;
    becomes('HelmRelease', range('">=1.0<2"'), 'Write ">=1.0 <2"', range('">=1.0 <2"'));
    becomes('HelmRelease', range("'>1 and <2'"), 'Write ">1, <2"', range("'>1, <2'"));
  });

  it('replace what is deprecated', () => {
    const skip = (line: string) => `spec:\n${ref}  install:\n    ${line} # why\n    createNamespace: true\n`;
    becomes('HelmRelease', skip('skipCRDs: true'), 'Use crds: Skip', skip('crds: Skip'));
    becomes(
      'HelmRelease',
      skip('skipCRDs: false'),
      'Remove skipCRDs',
      `spec:\n${ref}  install:\n    createNamespace: true\n`,
    );
    becomes(
      'Alert',
      'spec:\n  summary: a "b"\n  eventSources: []\n',
      'Use eventMetadata.summary',
      'spec:\n  eventMetadata:\n    summary: a "b"\n  eventSources: []\n',
    );
  });

  it('switch drift detection on and write pointers', () => {
    const drift = (text: string) => `spec:\n${ref}  driftDetection:\n${text}`;
    const ignore = '    ignore:\n      - paths: [/spec/replicas]\n';
    becomes('HelmRelease', drift(ignore), 'Enable drift detection', drift(`    mode: enabled\n${ignore}`));
    const mode = (text: string) => drift(`    mode: warn\n    ignore:\n      - paths: [${text}]\n`);
    becomes('HelmRelease', mode('spec.replicas'), 'Change to "/spec/replicas"', mode('/spec/replicas'));
  });

  it('bring addresses right', () => {
    const git = (url: string) => `spec:\n  interval: 1h\n  url: ${url}\n  secretRef:\n    name: key\n`;
    becomes(
      'GitRepository',
      git('git@github.com:org/repo.git'),
      'Write ssh://git@github.com/org/repo.git',
      git('ssh://git@github.com/org/repo.git'),
    );
    const oci = (url: string, more = '') => `spec:\n  interval: 1h\n  url: "${url}"\n${more}`;
    becomes(
      'OCIRepository',
      oci('oci://ghcr.io/org/app:1.10'),
      'Move the tag to ref',
      oci('oci://ghcr.io/org/app', '  ref:\n    tag: "1.10"\n'),
    );
    becomes(
      'OCIRepository',
      oci('oci://ghcr.io/org/app:latest', '  ref:\n    semver: 1.x\n'),
      'Remove the tag from the URL',
      oci('oci://ghcr.io/org/app', '  ref:\n    semver: 1.x\n'),
      false,
    );
    becomes('HelmRepository', oci('oci://ghcr.io/org'), 'Add type: oci', oci('oci://ghcr.io/org', '  type: oci\n'));
    becomes(
      'HelmRepository',
      'spec: {interval: 1h, url: "oci://ghcr.io/org"}\n',
      'Add type: oci',
      'spec: {interval: 1h, url: "oci://ghcr.io/org", type: oci}\n',
    );
    const image = (name: string) => `spec:\n  interval: 1h\n  image: ${name}\n`;
    becomes(
      'ImageRepository',
      image('https://ghcr.io/org/app:1'),
      'Change to "ghcr.io/org/app"',
      image('ghcr.io/org/app'),
    );
  });

  it('take away what has no effect', () => {
    const git = (refs: string) => `spec:\n  interval: 1h\n  url: https://example.com/r\n  ref:\n${refs}`;
    becomes('GitRepository', git('    branch: main\n    tag: v1\n'), 'Remove branch', git('    tag: v1\n'));
    const inFlow = git('    {branch: main, tag: v1}\n');
    becomes('GitRepository', inFlow, 'Remove branch', inFlow.replace('branch: main, ', ''));
    const policy = 'spec:\n  imageRepositoryRef:\n    name: ${NAME}\n  policy:\n    semver:\n      range: 1.x\n';
    becomes('ImagePolicy', `${policy}    numerical:\n      order: asc\n`, 'Remove numerical', policy);
    const ks = 'spec:\n  wait: true\n  prune: true\n';
    becomes('Kustomization', `${ks}  healthChecks:\n    - kind: Job\n      name: a\n`, 'Remove healthChecks', ks);
    const filter = (extract: string) =>
      `${policy}  filterTags:\n    pattern: ^(?P<ts>[0-9]+)\n    extract: ${extract}\n`;
    becomes('ImagePolicy', filter("'$stamp'"), 'Use group "ts"', filter("'$ts'"));
  });

  it('add what makes expressions count', () => {
    const exprs = '  healthCheckExprs:\n    - apiVersion: a/v1\n      kind: B\n      current: "true"\n';
    becomes('Kustomization', `spec:\n${exprs}`, 'Add wait: true', `spec:\n  wait: true\n${exprs}`);
  });
});
