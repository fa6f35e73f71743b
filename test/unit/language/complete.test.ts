import { strict as assert } from 'node:assert';
import { completing, Offers, place } from '../cursor.ts';
import type { Files } from '../cursor.ts';

const source = (kind: string, name: string, namespace = 'flux-system'): string =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
const kustomization = (name: string, ...dependsOn: readonly string[]): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n  dependsOn:\n${dependsOn.map((it) => `    - name: ${it}\n`).join('')}`;
const inSpec = (spec: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n  namespace: flux-system\nspec:\n${spec}`;

const sources: Files = {
  'sources/fleet.yaml': source('GitRepository', 'fleet'),
  'sources/infra.yaml': source('GitRepository', 'infra', 'tenant'),
  'sources/files.yaml': source('Bucket', 'files'),
};

describe('completion of references', () => {
  it('offers kinds in text that has no header yet', () => {
    completing('sourceRef:\n  kind: Gi|').offers('GitRepository');
  });

  it('offers what stands in the cluster alone, last and said so, and never twice', () => {
    const live = (kind: string) =>
      kind === 'GitRepository'
        ? [
            { name: 'fleet', namespace: 'flux-system' },
            { name: 'other', namespace: 'flux-system' },
          ]
        : [];
    const offered = (spec: string) =>
      new Offers(place(inSpec(spec), sources, undefined, { live })).all.map((it) => `${it.label}: ${it.detail ?? ''}`);
    assert.deepEqual(offered(`  sourceRef:\n    kind: GitRepository\n    name: |`), [
      'fleet: GitRepository in flux-system',
      'infra: GitRepository in tenant',
      'flux-system: GitRepository of flux bootstrap',
      'other: GitRepository in flux-system, only in the cluster',
    ]);
    assert.ok(!offered(`  dependsOn:\n    - name: |`).join().includes('cluster'));
  });

  it('offers the names of the chosen kind, those of the own namespace first', () => {
    completing(inSpec('  sourceRef:\n    kind: GitRepository\n    name: |\n'), sources).offersOnly(
      'fleet',
      'infra',
      'flux-system',
    );
    completing(inSpec('  sourceRef:\n    kind: Bucket\n    name: fi|\n'), sources).offersOnly('files');
  });

  it('says where an object is', () => {
    const [first] = completing(inSpec('  sourceRef:\n    kind: GitRepository\n    name: |'), sources).all;
    assert.equal(first?.detail, 'GitRepository in flux-system');
  });

  it('replaces the whole name, and only the name', () => {
    const offers = completing(
      inSpec('  sourceRef:\n    kind: GitRepository\n    name: fl|et # ours\n  prune: true\n'),
      sources,
    );
    assert.equal(
      offers.taking('fleet'),
      inSpec('  sourceRef:\n    kind: GitRepository\n    name: fleet # ours\n  prune: true\n'),
    );
  });

  it('sets a blank after a colon, keeps quotes and closes them', () => {
    assert.match(
      completing(inSpec('  sourceRef:\n    kind: Bucket\n    name:|'), sources).taking('files'),
      /name: files$/,
    );
    assert.match(
      completing(inSpec('  sourceRef:\n    kind: Bucket\n    name: "f|"'), sources).taking('files'),
      /name: "files"$/,
    );
    assert.match(
      completing(inSpec('  sourceRef:\n    kind: Bucket\n    name: "f|'), sources).taking('files'),
      /name: "files"$/,
    );
  });

  it('works in flow style, with CRLF and in later documents', () => {
    completing(inSpec('  sourceRef: {kind: GitRepository, name: |}\n'), sources).offers('fleet', 'infra');
    assert.match(
      completing(inSpec('  sourceRef: {kind: GitRepository, name: fl|}\n'), sources).taking('fleet'),
      /\{kind: GitRepository, name: fleet\}/,
    );
    const crlf = inSpec('  sourceRef:\n    kind: GitRepository\n    name: fl|\n  prune: true\n').replaceAll(
      '\n',
      '\r\n',
    );
    assert.ok(completing(crlf, sources).taking('fleet').includes('name: fleet\r\n  prune'));
    completing(`a: 1\n---\n${inSpec('  sourceRef:\n    kind: Bucket\n    name: |')}\n---\nb: 1\n`, sources).offersOnly(
      'files',
    );
  });

  it('offers only names of a namespace that is given', () => {
    completing(
      inSpec('  sourceRef:\n    kind: GitRepository\n    name: |\n    namespace: tenant\n'),
      sources,
    ).offersOnly('infra', 'flux-system');
  });

  it('offers the namespaces that have such an object', () => {
    completing(
      inSpec('  sourceRef:\n    kind: GitRepository\n    name: infra\n    namespace: |\n'),
      sources,
    ).offersOnly('tenant', 'flux-system');
  });

  it('quotes names that YAML would read as something else', () => {
    const files = { 'a.yaml': source('GitRepository', '"123"') };
    assert.match(
      completing(inSpec('  sourceRef:\n    kind: GitRepository\n    name: |'), files).taking('123'),
      /name: "123"$/,
    );
  });

  it('offers no names with variables in them, and none that stand in patches or charts', () => {
    const files: Files = {
      'a.yaml': source('Bucket', '${NAME}'),
      'p/kustomization.yaml': 'patches:\n  - path: patch.yaml\n',
      'p/patch.yaml': source('Bucket', 'patched'),
      'c/Chart.yaml': 'name: c\n',
      'c/templates/x.yaml': source('Bucket', 'templated'),
    };
    completing(inSpec('  sourceRef:\n    kind: Bucket\n    name: |'), files).offersOnly();
  });
});

describe('completion of dependsOn', () => {
  const files: Files = {
    'a.yaml': kustomization('a'),
    'b.yaml': kustomization('b', 'apps'),
    'c.yaml': kustomization('c', 'b'),
  };

  it('leaves out the object itself and whatever waits for it already', () => {
    completing(inSpec('  dependsOn:\n    - name: |\n'), files).offersOnly('a');
  });

  it('begins an entry that has no key', () => {
    assert.match(completing(inSpec('  dependsOn:\n    - |\n'), files).taking('a'), /- name: a\n/);
    assert.match(completing(inSpec('  dependsOn:\n    -|\n'), files).taking('a'), /- name: a\n/);
  });

  it('offers releases to a release', () => {
    const release = (name: string, spec = ''): string =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: ${name}\n  namespace: shop\n${spec}`;
    completing(release('web', 'spec:\n  dependsOn:\n    - name: |'), { ...files, 'r.yaml': release('api') }).offersOnly(
      'api',
    );
  });
});

describe('completion of paths', () => {
  const files: Files = {
    'apps/base/web/kustomization.yaml': 'resources: [cm.yaml]\n',
    'apps/base/web/cm.yaml': 'kind: ConfigMap\n',
    'apps/staging/kustomization.yaml': 'resources: []\n',
    'charts/lite/Chart.yaml': 'name: lite\n',
    'charts/lite/templates/a.yaml': '{{ x }}\n',
    'docs/README.md': '',
  };

  it('offers folders, those with a kustomization file first', () => {
    completing(inSpec('  path: |\n'), files).offersOnly(
      './apps/base/web',
      './apps/staging',
      './apps',
      './apps/base',
      './charts',
      './charts/lite',
      './docs',
    );
  });

  it('replaces what is typed of a path', () => {
    assert.match(
      completing(inSpec('  path: ./apps/ba|\n'), files).taking('./apps/staging'),
      /path: \.\/apps\/staging\n/,
    );
  });

  it('offers charts to a release from Git', () => {
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: |\n      sourceRef:\n        kind: GitRepository\n';
    completing(release, files).offersOnly('./charts/lite');
  });

  it('offers entries of a kustomization file that it does not list yet', () => {
    completing(
      'resources:\n  - cm.yaml\n  - |\n',
      { ...files, 'apps/base/web/b.yaml': 'a: 1\n' },
      'apps/base/web/kustomization.yaml',
    ).offersOnly('b.yaml');
    completing('resources:\n  - ../|\n', files, 'apps/staging/kustomization.yaml').offers('../base/web');
    completing('resources:\n  - |  # The shop\n', files, 'apps/staging/kustomization.yaml').offers('../base/web');
  });
});

describe('completion of kinds', () => {
  it('offers the kinds of a group', () => {
    completing('apiVersion: helm.toolkit.fluxcd.io/v2\nkind: |\n').offersOnly('HelmRelease');
  });

  it('offers the version of a kind', () => {
    completing('apiVersion: |\nkind: HelmRelease\n').offersOnly('helm.toolkit.fluxcd.io/v2');
  });

  it('offers both together where neither is there', () => {
    const text = completing('apiVersion: h|').taking('helm.toolkit.fluxcd.io/v2 HelmRelease');
    assert.equal(text, 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease');
  });

  it('knows the file of kustomize', () => {
    const [first] = completing('apiVersion: |', {}, 'kustomization.yaml').labels;
    assert.equal(first, 'kustomize.config.k8s.io/v1beta1 Kustomization');
  });
});

describe('completion stays silent', () => {
  const silent: Readonly<Record<string, string>> = {
    'in comments': inSpec('  path: # |'),
    'on keys': inSpec('  pa|th: x\n'),
    'in objects of others': 'apiVersion: apps/v1\nkind: Kustomization\nspec:\n  sourceRef:\n    name: |\n',
    'in other fields': inSpec('  interval: |\n'),
    'in a text that is not YAML': '{{ [ |',
  };
  for (const [where, text] of Object.entries(silent)) {
    it(where, () => void completing(text, sources).offersOnly());
  }

  it('nowhere in a half-typed file with an exception', () => {
    const text = inSpec(
      '  path: ./apps\n  sourceRef:\n    kind: GitRepository\n    name: "fl\n  dependsOn: [{name: a}, {na\n',
    );
    for (let at = 0; at <= text.length; at += 3) completing(`${text.slice(0, at)}|${text.slice(at)}`, sources);
    for (let at = 0; at <= text.length; at += 3) completing(`${text.slice(0, at)}|`, sources);
  });
});
