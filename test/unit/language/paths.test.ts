import assert from 'node:assert/strict';
import { editsForMoves } from '../../../src/language/references/moves.ts';
import { fileOfLink, linksIn } from '../../../src/language/references/links.ts';
import type { Repository } from '../../../src/language/repository/repository.ts';
import { defining, hovering, repositoryOf } from '../cursor.ts';
import { fleet, kustomization } from './fleet.ts';

const files = {
  ...(fleet as Record<string, string>),
  'charts/lite/Chart.yaml': 'name: lite\n',
  'charts/lite/values-prod.yaml': 'a: 1\n',
  'clusters/home/lite.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: lite, namespace: flux-system}
spec:
  chart:
    spec:
      chart: ./charts/lite
      valuesFiles:
        - charts/lite/values-prod.yaml
        - charts/lite/missing.yaml
      sourceRef: {kind: GitRepository, name: flux-system}
`,
  'clusters/home/parts.yaml': kustomization(
    'parts',
    '  path: ./apps/web\n  components:\n    - ../../parts/tls\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n',
  ),
  'parts/tls/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n',
  'site/kustomization.yaml': `resources:
  - ../apps/web
  - ./page.yaml
  - "deep/"
  - https://git.example.com/other//apps?ref=v1
patches:
  - path: ./patch.yaml
  - patch: >
      - op: remove
        path: /page.yaml
configMapGenerator:
  - name: site
    files:
      - page.html
      - home.html=page.html
    envs: [site.env]
replacements:
  - path: replaced.yaml
`,
  'site/page.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: page\n',
  'site/patch.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: page\ndata: {}\n',
  'site/replaced.yaml': '[]\n',
  'site/page.html': '',
  'site/site.env': '',
  'site/deep/kustomization.yaml': 'resources: []\n',
};

/** The links of a file, as the text and where it leads. */
function links(repository: Repository, path: string): readonly string[] {
  const text = repository.text(path) ?? '';
  return linksIn(repository, path).map((it) => {
    const line = it.line === undefined ? '' : `:${it.line}`;
    return `${text.slice(it.span.start, it.span.end)} → ${fileOfLink(repository, it) ?? 'nothing'}${line}`;
  });
}

describe('links', () => {
  const repository = repositoryOf(files);

  it('lead from every path of a kustomization file to what is there', () => {
    assert.deepEqual(links(repository, 'site/kustomization.yaml'), [
      '../apps/web → apps/web/kustomization.yaml',
      './page.yaml → site/page.yaml',
      'deep/ → site/deep/kustomization.yaml',
      './patch.yaml → site/patch.yaml',
      'page.html → site/page.html',
      'page.html → site/page.html',
      'site.env → site/site.env',
      'replaced.yaml → site/replaced.yaml',
    ]);
  });

  it('lead from Flux objects to folders, charts, values and components', () => {
    assert.deepEqual(links(repository, 'clusters/home/apps.yaml'), ['./apps/web → apps/web/kustomization.yaml']);
    assert.deepEqual(links(repository, 'clusters/home/lite.yaml'), [
      './charts/lite → charts/lite/Chart.yaml',
      'charts/lite/values-prod.yaml → charts/lite/values-prod.yaml',
    ]);
    assert.deepEqual(links(repository, 'clusters/home/parts.yaml'), [
      './apps/web → apps/web/kustomization.yaml',
      '../../parts/tls → parts/tls/kustomization.yaml',
    ]);
  });

  it('are none where the files are those of a chart repository or of another Git repository', () => {
    const lite = files['clusters/home/lite.yaml'];
    const apps = repositoryOf(files).text('clusters/home/apps.yaml') ?? '';
    const other = repositoryOf({
      ...files,
      'clusters/home/lite.yaml': lite.replace('kind: GitRepository', 'kind: HelmRepository'),
      'clusters/home/apps.yaml': apps.replace(/name: flux-system\n$/, 'name: else\n'),
      'clusters/home/else.yaml':
        'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: else\n  namespace: flux-system\nspec:\n  url: https://git.example.com/else\n',
    });
    assert.deepEqual(links(other, 'clusters/home/lite.yaml'), []);
    assert.deepEqual(links(other, 'clusters/home/apps.yaml'), []);
  });

  it('lead from addresses of this repository to its files, at their line', () => {
    const own = repositoryOf({
      ...files,
      'notes.yaml': `# https://github.com/Me/Fleet/blob/main/apps/web/release.yaml#L3, and
# https://github.com/me/fleet/tree/feature/x/apps/web.
# https://gitlab.com/me/fleet/-/blob/main/apps/web/release.yaml https://github.com/me/fleet2/blob/main/apps/web
# https://github.com/me/fleet/issues/1 https://github.com/me/fleet//apps/web?ref=v1
`,
    });
    own.setGitConfig('[remote "origin"]\n  url = git@github.com:me/fleet.git\n');
    assert.deepEqual(links(own, 'notes.yaml'), [
      'https://github.com/Me/Fleet/blob/main/apps/web/release.yaml#L3 → apps/web/release.yaml:3',
      'https://github.com/me/fleet/tree/feature/x/apps/web → apps/web/kustomization.yaml',
      'https://github.com/me/fleet//apps/web?ref=v1 → apps/web/kustomization.yaml',
    ]);
  });

  it('are definitions too, and are told on hover', () => {
    const site = files['site/kustomization.yaml'];
    const at = (words: string, marked: string) => site.replace(words, marked);
    const here = 'site/kustomization.yaml';
    assert.deepEqual(defining(at('=page', '=pa|ge'), files, here), ['site/page.html']);
    assert.deepEqual(defining(at('replaced.', 'repl|aced.'), files, here), ['site/replaced.yaml']);
    assert.equal(
      hovering(at('./page.yaml', './pa|ge.yaml'), files, here),
      'File `site/page.yaml`\n\n- ConfigMap `page`',
    );
    assert.match(hovering(at('../apps/web', '../apps/w|eb'), files, here), /^Folder `apps\/web`, built from/);
    assert.doesNotMatch(hovering(at('https://git', 'https://g|it'), files, here), /no folder/);
  });
});

/** The lines that a move changes, as `path: line`. */
function moved(repository: Repository, ...moves: readonly (readonly [from: string, to: string])[]): readonly string[] {
  const edits = editsForMoves(
    repository,
    moves.map(([from, to]) => ({ from, to })),
  );
  return edits.map(({ path, span, text }) => {
    const old = repository.text(path) ?? '';
    const start = old.lastIndexOf('\n', span.start - 1) + 1;
    const end = old.indexOf('\n', span.end);
    return `${path}: ${(old.slice(start, span.start) + text + old.slice(span.end, end)).trim()}`;
  });
}

describe('moves', () => {
  const repository = repositoryOf(files);

  it('of a file change the entries that name it, in their own manner', () => {
    assert.deepEqual(moved(repository, ['site/page.yaml', 'site/main/home.yaml']), [
      'site/kustomization.yaml: - ./main/home.yaml',
    ]);
    assert.deepEqual(moved(repository, ['site/page.yaml', 'home.yaml']), ['site/kustomization.yaml: - ../home.yaml']);
    assert.deepEqual(moved(repository, ['site/patch.yaml', 'site/patches/all.yaml']), [
      'site/kustomization.yaml: - path: ./patches/all.yaml',
    ]);
  });

  it('of a file of a generator keep the key that others read', () => {
    assert.deepEqual(moved(repository, ['site/page.html', 'site/start.html']), [
      'site/kustomization.yaml: - page.html=start.html',
      'site/kustomization.yaml: - home.html=start.html',
    ]);
    assert.deepEqual(moved(repository, ['site/page.html', 'site/a/page.html']), [
      'site/kustomization.yaml: - a/page.html',
      'site/kustomization.yaml: - home.html=a/page.html',
    ]);
  });

  it('of a folder change what leads into it and out of it', () => {
    assert.deepEqual(moved(repository, ['apps/web', 'apps/shop/web']), [
      'clusters/home/apps.yaml: path: ./apps/shop/web',
      'clusters/home/parts.yaml: path: ./apps/shop/web',
      'clusters/home/parts.yaml: - ../../../parts/tls',
      'site/kustomization.yaml: - ../apps/shop/web',
    ]);
    assert.deepEqual(moved(repository, ['site/deep', 'site/down']), ['site/kustomization.yaml: - "down/"']);
    assert.deepEqual(moved(repository, ['site', 'pages/site']), ['site/kustomization.yaml: - ../../apps/web']);
    assert.deepEqual(moved(repository, ['charts', 'helm']), [
      'clusters/home/lite.yaml: chart: ./helm/lite',
      'clusters/home/lite.yaml: - helm/lite/values-prod.yaml',
    ]);
  });

  it('of several files at once are one change', () => {
    assert.deepEqual(moved(repository, ['site/page.yaml', 'web/page.yaml'], ['site/patch.yaml', 'web/patch.yaml']), [
      'site/kustomization.yaml: - ../web/page.yaml',
      'site/kustomization.yaml: - path: ../web/patch.yaml',
    ]);
  });

  it('of a folder before a variable change the part that is known', () => {
    const symbolic = repositoryOf({
      ...files,
      'clusters/home/more.yaml': kustomization(
        'more',
        '  path: ./apps/${NAME}/x\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n',
      ),
    });
    const found = moved(symbolic, ['apps', 'workloads']).filter((it) => it.includes('more.yaml'));
    assert.deepEqual(found, ['clusters/home/more.yaml: path: ./workloads/${NAME}/x']);
  });

  it('of what nothing names, and of names that only look alike, change nothing', () => {
    assert.deepEqual(moved(repository, ['clusters/home/lite.yaml', 'clusters/home/light.yaml']), []);
    assert.deepEqual(moved(repository, ['sit', 'seat'], ['apps/we', 'apps/us']), []);
    assert.deepEqual(moved(repository, ['site/page.yaml', 'site/page.yaml']), []);
  });
});
