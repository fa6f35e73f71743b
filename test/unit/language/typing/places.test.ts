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

  it('begins an empty document also key by key', () => {
    for (const empty of ['api|', '# ours\n\nap|\n', `${bucket}---\na|\n---\n${bucket}`])
      typing(empty).offers('apiVersion', 'kind', 'HelmRelease');
    const { all } = typing('|');
    assert.ok(all.findIndex((it) => it.label === 'apiVersion') > all.findIndex((it) => it.label === 'HelmRelease'));
    typing('image: nginx\nap|\n', {}, 'values.yaml').offersOnly();
  });

  it('offers pairs in the order of their use', () => {
    const [first, second] = typing('apiVersion: |').labels;
    assert.equal(first, 'kustomize.toolkit.fluxcd.io/v1 Kustomization');
    assert.equal(second, 'helm.toolkit.fluxcd.io/v2 HelmRelease');
  });

  it('knows kinds that no schema describes from other files', () => {
    const rule = 'apiVersion: rules.example.com/v1\nkind: Rule\nmetadata:\n  name: a\n';
    typing('apiVersion: rules.example.com/v1\nkind: |\n', { 'rule.yaml': rule }).offersOnly('Rule');
    typing('apiVersion: |\nkind: Rule\n', { 'rule.yaml': rule }).offersOnly('rules.example.com/v1');
    // What is typed here is nobody else's.
    typing('apiVersion: rules.example.com/v1\nkind: Ru|\nmetadata:\n  name: a\n').offersOnly();
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

describe('completion in flow style', () => {
  it('offers the items of a list', () => {
    const files = { 'a.yaml': `${head}`, 'b.yaml': bucket };
    const listed = (text: string): string => typing(text, files, 'kustomization.yaml').taking('b.yaml');
    assert.equal(listed('resources: [|]\n'), 'resources: [b.yaml]\n');
    assert.equal(listed('resources: [a.yaml, |]\n'), 'resources: [a.yaml, b.yaml]\n');
    assert.equal(listed('resources: [\n  a.yaml,\n  |\n]\n'), 'resources: [\n  a.yaml,\n  b.yaml\n]\n');
    assert.equal(listed('resources: ["b|"]\n'), 'resources: ["b.yaml"]\n');
    const waiting = `${head}spec:\n  dependsOn: [{|}]\n`.replace('name: apps', 'name: web');
    assert.match(typing(waiting, files).taking('apps'), /\[\{name: apps\}\]/);
  });

  it('writes nothing there that takes several lines', () => {
    const pair = 'helm.toolkit.fluxcd.io/v2 HelmRelease';
    assert.equal(typing('{"apiVersion": "|"}').taking(pair), '{"apiVersion": "helm.toolkit.fluxcd.io/v2"}');
    assert.equal(typing('apiVersion: "|"\n').taking(pair), 'apiVersion: "helm.toolkit.fluxcd.io/v2"\n');
    for (const text of ['{|}', '{kind: |}'])
      for (const it of typing(text).all) assert.ok(!it.insert.includes('\n'), it.label);
  });

  it('takes keys below for those of others where the bracket is not closed yet', () => {
    typing(`${head}spec:\n  sourceRef: {kind: GitRepository, |\n  prune: true\n  name: a\n`).offers('name');
    typing('apiVersion: v1\nkind: ConfigMap\nmetadata: {|\ndata:\n  name: a\n').offers('name', 'labels');
    assert.ok(!typing(`${head}spec:\n  sourceRef: {|,\n    name: a}\n`).labels.includes('name'));
  });
});

describe('completion of objects in a ResourceSet', () => {
  it('knows what they begin with before they say their kind', () => {
    const set = 'apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nspec:\n  resources:\n';
    typing(`${set}    - |\n`).offersOnly('apiVersion', 'kind', 'metadata');
    typing(`${set}    - apiVersion: v1\n      |\n      metadata:\n        name: a\n`).offersOnly('kind');
    typing(`${set}    - apiVersion: helm.toolkit.fluxcd.io/v2\n      kind: |\n`).offersOnly('HelmRelease');
    typing(`${set}    - apiVersion: example.com/v1\n      kind: Thing\n      metadata:\n        |`).offers('labels');
    typing(`${set}    - apiVersion: example.com/v1\n      kind: Thing\n      spec:\n        |`).offersOnly();
  });
});

describe('completion of paths of other repositories', () => {
  const git = (name: string, url: string): string =>
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n  url: ${url}\n`;
  const files = {
    'a.yaml': git('flux-system', 'https://example.com/me/fleet'),
    'b.yaml': git('other', 'https://example.com/them/thing'),
    'apps/kustomization.yaml': 'resources: []\n',
  };
  const from = (name: string): string =>
    `${head}  namespace: flux-system\nspec:\n  path: |\n  sourceRef:\n    kind: GitRepository\n    name: ${name}\n`;

  it('offers no folder of this one', () => {
    typing(from('other'), files).offersOnly();
    typing(from('flux-system'), files).offers('./apps');
    typing(from('unheard'), files).offers('./apps');
  });
});
