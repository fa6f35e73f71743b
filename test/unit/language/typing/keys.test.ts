import { strict as assert } from 'node:assert';
import { typing } from './typing.ts';

const head = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n';
const release = 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\n';
const bucket = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: Bucket\nmetadata:\n  name: files\n';
const files = { 'sources/files.yaml': bucket };

describe('completion of keys', () => {
  it('offers what is required first, then what people write, then the rest, nothing twice', () => {
    const { labels } = typing(`${head}spec:\n  prune: true\n  |\n`);
    assert.deepEqual(labels.slice(0, 5), ['interval', 'sourceRef', 'path', 'wait', 'targetNamespace']);
    assert.ok(labels.includes('namePrefix'));
    assert.ok(!labels.includes('prune'));
    assert.equal(new Set(labels).size, labels.length);
  });

  it('offers the top of a document in its order, never the status', () => {
    const { labels } = typing('apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n|');
    assert.deepEqual(labels, ['metadata', 'spec']);
  });

  it('offers what people write in metadata, and nothing that only the cluster writes', () => {
    const { labels } = typing('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  |');
    assert.deepEqual(labels.slice(0, 4), ['name', 'namespace', 'labels', 'annotations']);
    for (const it of ['uid', 'managedFields', 'creationTimestamp']) assert.ok(!labels.includes(it));
  });

  it('writes what an object cannot be without', () => {
    assert.equal(
      typing(`${head}spec:\n  sou|\n`).expanding('sourceRef'),
      `${head}spec:\n  sourceRef:\n    kind: <GitRepository|OCIRepository|Bucket|ExternalArtifact>\n    name: <>\n`,
    );
  });

  it('proposes what the repository has', () => {
    assert.equal(
      typing(`${head}spec:\n  sou|\n`, files).expanding('sourceRef'),
      `${head}spec:\n  sourceRef:\n    kind: <Bucket|GitRepository|OCIRepository|ExternalArtifact>\n    name: <files>\n`,
    );
  });

  it('begins a list with its first item', () => {
    assert.equal(
      typing(`${head}spec:\n  dep|\n`).expanding('dependsOn'),
      `${head}spec:\n  dependsOn:\n    - name: <>\n`,
    );
    assert.equal(
      typing('resources:\n- a.yaml\ncom|', {}, 'kustomization.yaml').expanding('components'),
      'resources:\n- a.yaml\ncomponents:\n- <>',
    );
  });

  it('indents as the file does', () => {
    const wide = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n    name: x\nspec:\n    tem|\n';
    assert.match(typing(wide).expanding('template'), /\n {4}template:\n {8}spec:\n {12}containers:\n/);
  });

  it('indents below an item as deep as its keys', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n    - env|';
    assert.match(typing(text).expanding('env'), /\n {4}- env:\n {8}- name: <>$/);
  });

  it('changes only the word of a key that has its colon', () => {
    assert.equal(typing(`${head}spec:\n  inter|: 5m\n`).taking('interval'), `${head}spec:\n  interval: 5m\n`);
  });

  it('opens a choice of what a value may be', () => {
    assert.match(typing(`${head}spec:\n  pru|\n`).expanding('prune'), /prune: <true\|false>\n$/);
    assert.match(typing(`${head}spec:\n  inter|\n`).expanding('interval'), /interval: <1m\|5m\|10m\|.*>\n$/);
  });

  it('asks again where the value is not offered with the key', () => {
    const again = (label: string): boolean =>
      typing(`${head}spec:\n  |\n`).all.find((it) => it.label === label)?.again === true;
    assert.ok(again('path'));
    assert.ok(!again('prune'));
  });

  it('works in flow style', () => {
    const offers = typing(`${head}spec:\n  sourceRef: {kind: Bucket, |}\n`);
    assert.ok(!offers.labels.includes('kind'));
    assert.equal(offers.expanding('name'), `${head}spec:\n  sourceRef: {kind: Bucket, name: <>}\n`);
  });

  it('goes into lists, embedded templates and maps', () => {
    const pod =
      'apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n';
    typing(`${pod}          |`).offers('containers', 'restartPolicy');
    assert.equal(typing(`${pod}          containers:\n            - |`).labels[1], 'name');
    assert.deepEqual(typing('apiVersion: v1\nkind: ConfigMap\ndata:\n  |').labels, []);
  });

  it('begins one more item at the column of the dashes', () => {
    const text = `${head}spec:\n  dependsOn:\n    - name: a\n    |\n`;
    assert.deepEqual(typing(text).labels, ['- name']);
    assert.equal(typing(text).expanding('- name'), `${head}spec:\n  dependsOn:\n    - name: a\n    - name: <>\n`);
  });

  it('works in half-typed text', () => {
    typing(`${release}spec:\n  chart:\n    spec:\n      chart: "a\n      |\n  values: {a: [\n`).offers(
      'version',
      'sourceRef',
    );
  });

  it('knows the file of kustomize without its header', () => {
    const { labels } = typing('resources:\n  - a.yaml\n|', {}, 'kustomization.yaml');
    assert.deepEqual(labels.slice(0, 3), ['namespace', 'components', 'patches']);
  });

  it('knows the objects that a ResourceSet makes', () => {
    const set = 'apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nspec:\n  resources:\n';
    const inner = '    - apiVersion: source.toolkit.fluxcd.io/v1\n      kind: GitRepository\n      spec:\n        |';
    typing(set + inner).offers('url', 'ref');
  });

  it('takes the newest version where the document names an old one, or none', () => {
    typing('apiVersion: kustomize.toolkit.fluxcd.io/v1beta2\nkind: Kustomization\nspec:\n  |').offers('prune');
    typing('kind: GitRepository\nspec:\n  |').offers('url');
  });

  it('puts deprecated keys last and marks them', () => {
    const offers = typing('apiVersion: v1\nkind: Pod\nspec:\n  |');
    for (const it of offers.all.filter((one) => one.deprecated)) assert.ok(it.sort.startsWith('4'), it.label);
  });
});

describe('completion of values', () => {
  it('offers the values of an enum, the default marked', () => {
    const offers = typing(`${head}spec:\n  deletionPolicy: |\n`);
    offers.offers('Orphan', 'Delete');
    assert.equal(typing(`${release}spec:\n  driftDetection:\n    mode: |`).labels.length, 3);
  });

  it('offers true and false as they are', () => {
    assert.match(typing(`${head}spec:\n  prune: |\n`).taking('true'), /prune: true\n$/);
  });

  it('offers lengths of time, without hours where there are none', () => {
    typing(`${head}spec:\n  interval: |\n`).offers('10m', '1h');
    assert.ok(!typing(`${bucket}spec:\n  timeout: |\n`).labels.some((it) => it.endsWith('h')));
  });

  it('offers items of a list of words', () => {
    typing('apiVersion: v1\nkind: PersistentVolumeClaim\nspec:\n  accessModes:\n    - |').offers('ReadWriteOnce');
    typing(`${head}spec:\n  sourceRef:\n    kind: |\n`).offers('GitRepository');
  });
});

describe('completion of values that belong on the next lines', () => {
  it('begins them behind the colon, without a blank at its end', () => {
    assert.equal(
      typing(`${head}spec:\n  sourceRef: |\n`).expanding('kind, name'),
      `${head}spec:\n  sourceRef:\n    kind: <GitRepository|OCIRepository|Bucket|ExternalArtifact>\n    name: <>\n`,
    );
    assert.equal(
      typing(`${head}spec:\n  dependsOn:|\n  prune: true\n`).expanding('- name'),
      `${head}spec:\n  dependsOn:\n    - name: <>\n  prune: true\n`,
    );
    assert.match(typing('apiVersion: v1\nkind: Pod\nspec:\n  securityContext: |').expanding('…'), /:\n {4}<>$/);
  });

  it('is silent where they are there already, and where a scalar belongs', () => {
    assert.deepEqual(typing(`${head}spec:\n  sourceRef: |\n    kind: Bucket\n`).labels, []);
    assert.deepEqual(typing(`${head}spec:\n  dependsOn: |\n  - name: a\n`).labels, []);
    assert.deepEqual(typing(`${head}spec:\n  targetNamespace: |\n`).labels, []);
  });
});

describe('completion of whole objects', () => {
  it('begins a file', () => {
    const text = typing('|').expanding('HelmRelease');
    assert.match(text, /^apiVersion: helm.toolkit.fluxcd.io\/v2\nkind: HelmRelease\nmetadata:\n {2}name: <app>\n/);
    assert.match(typing('helmrel|').expanding('HelmRelease'), /^apiVersion: helm/);
    assert.match(
      typing('a: 1\n---\n# next\nDepl|\n').expanding('Deployment'),
      /^a: 1\n---\n# next\napiVersion: apps\/v1\n/,
    );
  });

  it('begins a file behind its kind', () => {
    const offers = typing('kind: Helm|\n');
    assert.match(offers.expanding('HelmRelease'), /^apiVersion: helm.toolkit.fluxcd.io\/v2\nkind: HelmRelease\n/);
    assert.equal(offers.labels.filter((it) => it === 'HelmRelease').length, 1);
    assert.equal(offers.all.find((it) => it.label === 'HelmRelease')?.filter, 'kind: HelmRelease');
  });

  it('names the source that there is', () => {
    const source = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata:\n  name: podinfo\n';
    assert.match(typing('|', { 'a.yaml': source }).expanding('HelmRelease'), /name: <podinfo>\n {8}namespace/);
  });

  it('keeps to what kustomize reads in its own file', () => {
    const { labels } = typing('|', {}, 'apps/kustomization.yaml');
    assert.ok(labels.includes('kustomization file'));
    assert.ok(!labels.includes('HelmRelease'));
  });

  it('is not offered beside anything', () => {
    assert.ok(!typing('a: 1\n|').labels.includes('HelmRelease'));
    assert.ok(!typing('|\nb: 1\n').labels.includes('HelmRelease'));
  });
});

describe('completion of labels and annotations', () => {
  const object = (rest: string): string => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n${rest}`;

  it('offers the switches of Flux, with their values', () => {
    const offers = typing(object('  annotations:\n    prune|\n'));
    assert.match(
      offers.expanding('kustomize.toolkit.fluxcd.io/prune'),
      /\n {4}kustomize\.toolkit\.fluxcd\.io\/prune: <disabled>\n$/,
    );
    typing(object('  annotations:\n    kustomize.toolkit.fluxcd.io/ssa: |\n')).offers(
      'Merge',
      'IfNotPresent',
      'Ignore',
    );
  });

  it('offers the labels that everybody uses, and those of the kind', () => {
    typing(object('  labels:\n    |\n')).offers('app.kubernetes.io/name', 'pod-security.kubernetes.io/enforce');
    assert.ok(
      !typing('apiVersion: v1\nkind: Secret\nmetadata:\n  labels:\n    |').labels.some((it) => /^pod-/.test(it)),
    );
    assert.deepEqual(typing('apiVersion: v1\nkind: ConfigMap\ndata:\n  |').labels, []);
  });
});

describe('completion of headers', () => {
  it('offers the kinds of Kubernetes too, each with its API version', () => {
    typing('a: 1\nkind: |').offers('HelmRelease', 'Deployment', 'Ingress', 'Component');
    assert.deepEqual(typing('apiVersion: |\nkind: Deployment\n').labels, ['apps/v1']);
    assert.ok(typing('apiVersion: apps/v1\nkind: |\n').labels.includes('StatefulSet'));
    assert.ok(!typing('apiVersion: apps/v1\nkind: |\n').labels.includes('Service'));
    assert.equal(
      typing('metadata:\n  name: x\napiVersion: batch|').taking('batch/v1 CronJob'),
      'metadata:\n  name: x\napiVersion: batch/v1\nkind: CronJob',
    );
  });

  it('sets the blank behind a bare dash', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    -|';
    assert.match(typing(text).expanding('name'), /\n {4}- name: <>$/);
  });
});
