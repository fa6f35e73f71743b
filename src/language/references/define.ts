import { cursorAt } from '../repository/cursor.ts';
import { isYamlPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { markerAt } from './markers.ts';
import { pathAt } from './paths.ts';
import { targetAt } from './targets.ts';
import type { Location } from '../yaml/text.ts';
import { locationOf, variableAt } from '../variables/variablesAt.ts';

/**
 * Where the thing named at an offset is declared: the object of a reference or of an image marker, the file or folder of a path (of a
 * folder its kustomization file, else its first manifest). Empty where nothing is named or nothing declares it.
 */
export function definitionsAt(repository: Repository, path: string, offset: number): readonly Location[] {
  const variable = variableAt(repository, path, offset);
  if (variable && variable.origins.length > 0) {
    return variable.origins.flatMap((it) => locationOf(repository, it.place) ?? []);
  }
  const cursor = cursorAt(repository, path, offset);
  const named = markerAt(repository, path, offset) ?? (cursor && !cursor.onKey ? targetAt(cursor) : undefined);
  if (named) {
    return named.found.map(({ declaration }) => {
      const { manifest, document, declared } = declaration;
      return { path: manifest.path, span: document.shift(declared.name.span) };
    });
  }
  const target = pathAt(repository, path, offset)?.target;
  return target === undefined ? [] : placesOf(repository, target);
}

/** What to open for a file or a folder: of a folder its kustomization file, its chart, else its first manifest. Empty for what is not there. */
export function placesOf(repository: Repository, path: string): readonly Location[] {
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
