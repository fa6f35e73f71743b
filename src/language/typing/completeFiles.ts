import { pathFields } from '../../flux/paths.ts';
import type { PathField } from '../../flux/paths.ts';
import { isKustomizationPath } from '../build/builds.ts';
import { isSamePath } from '../repository/cursor.ts';
import type { Cursor } from '../repository/cursor.ts';
import { isKustomize } from '../repository/facts.ts';
import { folderOf, isYamlPath, relativePath, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { textOf } from '../yaml/parse.ts';
import type { Offer } from './completion.ts';
import { isComponent } from './completePaths.ts';

/** So many files are offered for one field. */
const most = 500;

/** Files for the fields that name some: patches, sources of generators, values of charts, components of a Flux Kustomization. */
export function completeFile(cursor: Cursor): readonly Offer[] {
  const field = fieldAt(cursor);
  if (field === undefined) return [];
  if (field.start === 'path') return components(cursor);
  if (field.start === 'root') return field.path.includes('valuesFiles') ? valuesFiles(cursor, field) : [];
  const { manifest, repository } = cursor;
  const folder = folderOf(manifest.path);
  const isTaken = field.keyed === true || field.path.some((it) => it === 'envs' || it === 'env') ? anyFile : isSpecial;
  return below(repository, folder)
    .filter((it) => isTaken(repository, it))
    .map((it) => offered(relativePath(folder, it)));
}

/** The field at the cursor, those of kustomization files that list what is built left out. */
function fieldAt({ manifest, document, path, fluxKind }: Cursor): PathField | undefined {
  const isFile = isKustomizationPath(manifest.path) && isKustomize(document.facts);
  const kind = isFile ? 'kustomize' : fluxKind;
  if (path[0] === 'resources' || path[0] === 'components' || path[0] === 'bases') return undefined;
  return pathFields.find((it) => it.from === kind && isSamePath(it.path, path));
}

function anyFile(_: Repository, path: string): boolean {
  return !isKustomizationPath(path);
}

/** YAML that no kustomization file lists as a resource. */
function isSpecial(repository: Repository, path: string): boolean {
  if (isKustomizationPath(path) || !/\.(?:ya?ml|json)$/.test(path)) return false;
  return [...repository.builds.listers(path)].length === 0;
}

function below(repository: Repository, folder: string): readonly string[] {
  const found: string[] = [];
  for (const it of repository.paths()) {
    if (folder === '' ? it.includes('/') : !it.startsWith(`${folder}/`)) continue;
    if (found.push(it) >= most) break;
  }
  return found;
}

function components({ repository, document }: Cursor): readonly Offer[] {
  const folder = rootedPath(textOf(document.nodeAt(['spec', 'path'])) ?? '');
  return [...repository.folders.all()]
    .filter((it) => isComponent(repository, it))
    .map((it) => offered(relativePath(folder, it)));
}

/** The YAML beside a chart of this repository, counted from the root of the source. */
function valuesFiles({ repository, document }: Cursor, { path }: PathField): readonly Offer[] {
  const spec = path.slice(0, path.indexOf('valuesFiles'));
  const kind = textOf(document.nodeAt([...spec, 'sourceRef', 'kind']));
  const chart = rootedPath(textOf(document.nodeAt([...spec, 'chart'])) ?? '');
  if ((kind !== 'GitRepository' && kind !== 'Bucket') || !repository.isFile(`${chart}/Chart.yaml`)) return [];
  return below(repository, chart)
    .filter((it) => isYamlPath(it) && !repository.isTemplate(it) && !it.endsWith('/Chart.yaml'))
    .map((it) => offered(`./${it}`));
}

function offered(path: string): Offer {
  return { label: path, kind: 'value', insert: path, sort: `${path.startsWith('..') ? 1 : 0}${path}` };
}
