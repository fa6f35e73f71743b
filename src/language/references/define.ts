import { cursorAt } from '../repository/cursor.ts';
import type { Cursor } from '../repository/cursor.ts';
import { entryLists, isKustomizationPath } from '../build/builds.ts';
import { isKustomize } from '../repository/facts.ts';
import { textOf } from '../yaml/parse.ts';
import { folderOf, isYamlPath, joinPath, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import { targetAt } from './targets.ts';
import type { Location } from '../yaml/text.ts';
import { locationOf, variableAt } from '../variables/variablesAt.ts';

/**
 * Where the thing named at an offset is declared: the object of a reference, the folder of a path (its kustomization file, else its first
 * manifest), the file or folder of an entry in a kustomization file. Empty where nothing is named or nothing declares it.
 */
export function definitionsAt(repository: Repository, path: string, offset: number): readonly Location[] {
  const variable = variableAt(repository, path, offset);
  if (variable && variable.origins.length > 0) {
    return variable.origins.flatMap((it) => locationOf(repository, it.place) ?? []);
  }
  const cursor = cursorAt(repository, path, offset);
  if (!cursor || cursor.onKey) return [];
  const target = targetAt(cursor);
  if (target) {
    return target.found.map(({ declaration }) => {
      const { manifest, document, declared } = declaration;
      return { path: manifest.path, span: document.shift(declared.name.span) };
    });
  }
  const named = folderNamed(cursor) ?? entryNamed(cursor);
  return named === undefined ? [] : placesOf(repository, named);
}

/** The folder that `spec.path` (or the chart in this repository) names, as the source's root is the repository's. */
export function folderNamed({ document, path, fluxKind }: Cursor): string | undefined {
  const at = path.join('.');
  const isFolder =
    (fluxKind === 'Kustomization' && at === 'spec.path') ||
    (fluxKind === 'ImageUpdateAutomation' && at === 'spec.update.path') ||
    (fluxKind === 'HelmRelease' && at === 'spec.chart.spec.chart');
  const text = isFolder ? textOf(document.nodeAt(path)) : undefined;
  const literal = text === undefined ? undefined : literalOf(text);
  return literal === undefined || literal === '' ? undefined : rootedPath(literal);
}

const patchPath = /^patches(StrategicMerge\.\d+|(Json6902)?\.\d+\.path)$/;

function entryNamed({ document, manifest, path }: Cursor): string | undefined {
  if (!isKustomizationPath(manifest.path) || !isKustomize(document.facts)) return undefined;
  const [list, position] = path;
  const isEntry =
    path.length === 2 && typeof position === 'number' && (entryLists as readonly unknown[]).includes(list);
  if (!isEntry && !patchPath.test(path.join('.'))) return undefined;
  const text = textOf(document.nodeAt(path));
  return text === undefined || text.includes('\n') ? undefined : joinPath(folderOf(manifest.path), text);
}

function placesOf(repository: Repository, path: string): readonly Location[] {
  const span = { start: 0, end: 0 };
  if (repository.isFile(path)) return [{ path, span }];
  const kustomization = repository.builds.fileOf(path);
  if (kustomization) return [{ path: kustomization.path, span }];
  const chart = `${path}/Chart.yaml`;
  if (repository.isFile(chart)) return [{ path: chart, span }];
  const first = firstManifest(repository, path);
  return first === undefined ? [] : [{ path: first, span }];
}

/** Files of the folder itself before those of folders in it, each by name. */
function firstManifest(repository: Repository, folder: string): string | undefined {
  const inside = [...repository.paths()].filter((it) => it.startsWith(`${folder}/`) && isYamlPath(it));
  const depth = (it: string): number => it.split('/').length;
  return inside.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))[0];
}
