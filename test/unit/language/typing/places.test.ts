import { strict as assert } from 'node:assert';
import { typing } from './typing.ts';

const head = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n';
const bucket = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: Bucket\nmetadata:\n  name: files\n';

describe('completion where the cursor stands at another column than its neighbours', () => {
  const between = `${head}spec:\n  interval: 5m\n|\n  prune: true\n`;

  it('joins the mapping around it, indentation included', () => {
    assert.equal(
      typing(between)
        .taking('suspend')
        .replace(/\$\{.*\}/, 'true'),
      between.replace('|', '  suspend: true'),
    );
    assert.equal(
      typing(between).expanding('sourceRef'),
      between.replace(
        '|',
        '  sourceRef:\n    kind: <GitRepository|OCIRepository|Bucket|ExternalArtifact>\n    name: <>',
      ),
    );
  });

  it('replaces a tab by blanks', () => {
    assert.equal(typing(`${head}spec:\n\tpru|\n`).taking('prune').split('\n').at(-2)?.replace(/\$.*/, ''), '  prune: ');
  });

  it('gives lines that nobody holds to the key alone', () => {
    const text = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nsp|\n  interval: 5m\n';
    const offers = typing(text);
    offers.offersOnly('metadata', 'spec');
    assert.equal(offers.taking('spec'), text.replace('sp|', 'spec:'));
  });

  it('offers one more item between items, and no key', () => {
    typing('resources:\n- a.yaml\n|\n- b.yaml\n', {}, 'kustomization.yaml').offersOnly('- …');
  });
});

describe('completion of the header', () => {
  it('offers the other half, with what fits', () => {
    assert.equal(
      typing('apiVersion: helm.toolkit.fluxcd.io/v2\n|\nmetadata:\n  name: a\n').expanding('kind'),
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: <HelmRelease>\nmetadata:\n  name: a\n',
    );
    assert.match(
      typing('ap|\nkind: HelmRelease\n').expanding('apiVersion'),
      /^apiVersion: <helm.toolkit.fluxcd.io\/v2>\n/,
    );
    typing('apiVersion: v1\nk|\n').offersOnly('kind', 'metadata');
  });

  it('puts first what has the fields that are there, and what people write', () => {
    assert.equal(typing('apiVersion: v1\nkind: |\ndata:\n  a: b\n').labels[0], 'ConfigMap');
    const labels = typing('apiVersion: v1\nkind: |\n').labels;
    assert.ok(labels.indexOf('Service') < labels.indexOf('Binding'));
    const images = 'apiVersion: image.toolkit.fluxcd.io/v1\nkind: |\nspec:\n  git: {}\n';
    assert.equal(typing(images).labels[0], 'ImageUpdateAutomation');
  });

  it('offers nothing of the kind in other YAML', () => {
    typing('image: nginx\n|\n', {}, 'values.yaml').offersOnly();
  });

  it('begins the metadata with the name', () => {
    assert.equal(
      typing('apiVersion: v1\nkind: ConfigMap\nmeta|').expanding('metadata'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: <>',
    );
  });

  it('knows the metadata of kinds that nobody describes', () => {
    const thing = 'apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  ';
    assert.deepEqual(typing(`${thing}|`).labels.slice(0, 4), ['name', 'namespace', 'labels', 'annotations']);
    typing(`${thing}annotations:\n    |`).offers('kustomize.toolkit.fluxcd.io/prune');
    typing(`${thing}name: a\nspec:\n  |`).offersOnly();
  });
});

describe('completion in quotes', () => {
  const release =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec:\n      version: ';

  it('writes the text between them, and the second one where it is missing', () => {
    assert.equal(typing(`${release}"|"\n      chart: a\n`).taking('*'), `${release}"*"\n      chart: a\n`);
    assert.equal(typing(`${release}'|\n      chart: a\n`).taking('*'), `${release}'*'\n      chart: a\n`);
  });

  it('offers nothing behind them', () => {
    typing(`${release}"1.0"|\n      chart: a\n`).offersOnly();
    typing(`${release}1.0 |\n      chart: a\n`).offersOnly();
  });
});

describe('completion of an item', () => {
  const alert = 'apiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Alert\nspec:\n  eventSources:\n';

  it('offers all that it cannot be without at once', () => {
    assert.match(typing(`${alert}    -|\n`).expanding('kind, name'), /\n {4}- kind: <.*>\n {6}name: <>\n$/);
    assert.ok(!typing(`${alert}    - |\n      name: x\n`).labels.includes('kind, name'));
  });

  it('offers versions of those kinds alone that it may be of', () => {
    const { labels } = typing(`${alert}    - apiVersion: |\n`);
    assert.ok(labels.includes('kustomize.toolkit.fluxcd.io/v1'), labels.join());
    assert.ok(!labels.includes('apps/v1'), labels.join());
  });

  it('offers keys that stand below it nowhere again', () => {
    assert.ok(!typing(`${alert}    -|\n      name: x\n`).labels.includes('name'));
  });

  it('is nothing at the root of a document', () => {
    const sources = { 'a.yaml': `${head}`, 'b.yaml': bucket };
    typing('-|\napiVersion: v1\nkind: LimitRange\n', sources).offersOnly();
  });
});

describe('completion where objects of any kind are named', () => {
  const checks = `${head}spec:\n  healthChecks:\n    - `;

  it('offers kinds, and what goes with the kind that stands there', () => {
    assert.deepEqual(typing(`${checks}kind: |`).labels.slice(0, 3), ['Deployment', 'StatefulSet', 'DaemonSet']);
    typing(`${checks}kind: CronJob\n      apiVersion: |`).offersOnly('batch/v1');
    typing(`${checks}apiVersion: batch/v1\n      kind: |`).offersOnly('Job', 'CronJob');
    typing('patches:\n  - target:\n      kind: Deployment\n      group: |', {}, 'kustomization.yaml').offersOnly(
      'apps',
    );
  });

  it('leaves fields of their own kinds alone', () => {
    typing(`${head}spec:\n  sourceRef:\n    kind: |`).offersOnly(
      'GitRepository',
      'OCIRepository',
      'Bucket',
      'ExternalArtifact',
    );
    typing('apiVersion: v1\nkind: ConfigMap\ndata:\n  kind: |').offersOnly();
  });

  it('puts the default first, and knows the types of Secrets', () => {
    assert.equal(typing('apiVersion: v1\nkind: Service\nspec:\n  ports:\n    - protocol: |').labels[0], 'TCP');
    assert.equal(typing('apiVersion: v1\nkind: Secret\ntype: |').labels[0], 'Opaque');
  });

  it('begins a text of several lines where people write one', () => {
    assert.equal(
      typing(`${head}spec:\n  patches:\n    - pat|`).expanding('patch'),
      `${head}spec:\n  patches:\n    - patch: |\n        <>`,
    );
  });
});
