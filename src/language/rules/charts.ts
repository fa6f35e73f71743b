import { namespacesOf } from '../build/lookup.ts';
import { fetchesSame, locality } from '../build/locality.ts';
import { folderOf, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule, Subject } from '../rule.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** Charts in this repository (RULES.md rule 51). */
export const missingCharts: Rule = function* (it) {
  const { repository, document } = it;
  const kind = document.facts.header.kind?.value;
  if (kind !== 'HelmRelease' && kind !== 'HelmChart') return;
  const spec = kind === 'HelmRelease' ? ['spec', 'chart', 'spec'] : ['spec'];
  const chart = document.facts.fields.get([...spec, 'chart'].join('.'));
  if (chart === undefined || isSymbolic(chart.value) || !isLocalSource(it, spec)) return;
  const folder = rootedPath(chart.value);
  if (folder === '' || repository.isFile(folder) || repository.isFile(`${folder}/Chart.yaml`)) return;
  const folders = [...repository.paths()].flatMap((path) =>
    path.endsWith('/Chart.yaml') ? [`./${folderOf(path)}`] : [],
  );
  yield {
    code: 'helm/chart-missing',
    path: chart.value,
    isFolder: repository.folders.has(folder),
    similar: similar(chart.value, folders),
    span: document.shift(chart.span),
  };
};

/** Whether a chart template, at a path of the document, takes its chart from this repository for certain. */
export function isLocalSource({ repository, document, manifest }: Subject, spec: readonly string[]): boolean {
  const [kind, name, namespace] = ['kind', 'name', 'namespace'].map(
    (it) => document.facts.fields.get([...spec, 'sourceRef', it].join('.'))?.value,
  );
  if (kind !== 'GitRepository' || name === undefined || isSymbolic(name)) return false;
  const namespaces = namespace === undefined ? namespacesOf(repository, manifest.path, document) : new Set([namespace]);
  return isHere(repository, name, namespaces);
}

/** Whether a GitRepository is surely this repository: some Kustomization builds from it, or from one that fetches the same, what is here. */
function isHere(repository: Repository, name: string, namespaces: ReadonlySet<string | undefined>): boolean {
  for (const applier of repository.builds.appliers()) {
    const { fields, header } = applier.document.facts;
    const namespace = fields.get('spec.sourceRef.namespace')?.value ?? header.namespace?.value;
    const other = fields.get('spec.sourceRef.name')?.value;
    const isIt = other === name && namespaces.has(namespace);
    if (other === undefined || (!isIt && !fetchesSame(repository, name, other))) continue;
    const here = locality(repository, applier);
    if (here?.sure === true && here.base === '') return true;
  }
  return false;
}
