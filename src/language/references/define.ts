import { cursorAt } from '../repository/cursor.ts';
import type { Cursor } from '../repository/cursor.ts';
import { mayMeet } from '../build/clusters.ts';
import type { Candidate } from '../build/lookup.ts';
import { textOf } from '../yaml/parse.ts';
import { isYamlPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { generatedAs } from './generated.ts';
import { inlineNameAt } from './inlineNames.ts';
import { markerAt } from './markers.ts';
import { patchedAt } from './patches.ts';
import { pathAt } from './paths.ts';
import { plainAt } from './plain.ts';
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
  const inline = inlineNameAt(repository, path, offset);
  if (inline) return inline.found.map(locate);
  const cursor = cursorAt(repository, path, offset);
  const named =
    markerAt(repository, path, offset)?.found.map(locate) ?? (cursor && !cursor.onKey ? namedBy(cursor) : undefined);
  if (named) return named;
  const target = pathAt(repository, path, offset)?.target;
  return target === undefined ? [] : placesOf(repository, target);
}

/** The last keys of fields that name a Namespace. */
const namespaceKeys: readonly unknown[] = ['namespace', 'targetNamespace', 'storageNamespace'];

function namedBy(cursor: Cursor): readonly Location[] | undefined {
  const { repository, manifest, document, path } = cursor;
  const patched = patchedAt(cursor);
  if (patched) return patched.found.map(locate);
  const named = targetAt(cursor) ?? plainAt(cursor);
  if (named) {
    const [kind = ''] = 'mention' in named ? named.mention.kinds : [named.kind];
    const name = 'mention' in named ? named.mention.name : named.name;
    return named.found.length > 0 ? named.found.map(locate) : generatedAs(repository, manifest.path, kind, name);
  }
  if (!namespaceKeys.includes(path.at(-1))) return undefined;
  const name = textOf(document.nodeAt(path)) ?? '';
  const all = [...repository.objects.named('', 'Namespace', name)].filter(
    (it) => it.document !== document && !repository.builds.isPatch(it.manifest.path),
  );
  const here = all.filter((it) => mayMeet(repository, manifest.path, it.manifest.path));
  return (here.length > 0 ? here : all).map((declaration) => locate({ declaration }));
}

function locate({ declaration: { manifest, document, declared } }: Pick<Candidate, 'declaration'>): Location {
  return { path: manifest.path, span: document.shift(declared.name.span) };
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
