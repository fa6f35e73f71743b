import { allOfKind } from '../build/lookup.ts';
import { textOf } from '../yaml/parse.ts';
import { folderOf, nameOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import { clustersOf, reachOf } from './reach.ts';
import type { Reach } from './reach.ts';
import { layoutOf } from './scaffold.ts';
import type { SourceReference } from './request.ts';

/** What somebody who makes a new app can choose from. All lists are sorted, best first or by name. */
export interface AppChoices {
  /** Empty where apps do not belong to one cluster. */
  readonly clusters: readonly { readonly name: string; readonly reason: string }[];
  readonly namespaces: readonly string[];
  /** Sources that charts can come from. */
  readonly sources: readonly (SourceReference & { readonly url: string })[];
  /** Folders with a chart in this repository, as `spec.chart.spec.chart` wants them. */
  readonly charts: readonly string[];
  /** What an app can depend on, as `namespace/name`. */
  readonly dependencies: readonly string[];
  /** What kind those are: Kustomizations where each app has its own, HelmReleases elsewhere. */
  readonly dependencyKind: 'Kustomization' | 'HelmRelease';
}

/**
 * What there is in a cluster, or in any when none is given. Costs the number of files and objects: for a dialog, not for a keystroke.
 */
export function appChoices(repository: Repository, cluster?: string): AppChoices {
  const layouts = layoutOf(repository);
  const reach = reachOf(repository, cluster, clustersOf(layouts));
  const best = layouts[0];
  const clusters = new Map<string, string>();
  for (const { cluster: name, reason } of best?.cluster === undefined ? [] : layouts) {
    if (name !== undefined && !clusters.has(name)) clusters.set(name, reason);
  }
  const dependencyKind = best?.form === 'namespaced' || best?.form === 'entry' ? 'Kustomization' : 'HelmRelease';
  return {
    clusters: [...clusters].map(([name, reason]) => ({ name, reason })),
    namespaces: namespacesIn(repository, reach),
    sources: ['HelmRepository', 'OCIRepository', 'GitRepository', 'Bucket'].flatMap((kind) =>
      sourcesOf(repository, kind, reach),
    ),
    charts: chartsIn(repository),
    dependencies: idsOf(repository, dependencyKind, reach),
    dependencyKind,
  };
}

function namespacesIn(repository: Repository, reach: Reach): readonly string[] {
  const names = [...repository.objects.ofKind('', 'Namespace')]
    .filter(reach)
    .flatMap((it) => literalOf(it.declared.name.value) ?? []);
  return [...new Set(names)].sort();
}

function sourcesOf(
  repository: Repository,
  kind: string,
  reach: Reach,
): readonly (SourceReference & { readonly url: string })[] {
  const found = new Map<string, SourceReference & { readonly url: string }>();
  for (const it of allOfKind(repository, kind)) {
    if (it.namespace === undefined || literalOf(it.name) === undefined || !reach(it.declaration)) continue;
    const url = textOf(it.declaration.document.nodeAt(['spec', 'url'])) ?? it.declaration.manifest.path;
    found.set(`${it.namespace}/${it.name}`, { kind, name: it.name, namespace: it.namespace, url });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, source]) => source);
}

/** A chart inside a chart is a dependency of that one and nothing to install. */
function chartsIn(repository: Repository): readonly string[] {
  const folders = [...repository.paths()].filter((it) => nameOf(it) === 'Chart.yaml').map(folderOf);
  return folders
    .filter((it) => it !== '' && !folders.some((other) => it.startsWith(`${other}/charts/`)))
    .map((it) => `./${it}`)
    .sort();
}

function idsOf(repository: Repository, kind: string, reach: Reach): readonly string[] {
  const names = [...allOfKind(repository, kind)].flatMap(({ namespace, name, declaration }) =>
    namespace === undefined || literalOf(name) === undefined || !reach(declaration) ? [] : [`${namespace}/${name}`],
  );
  return [...new Set(names)].sort();
}
