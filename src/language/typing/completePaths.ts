import { isSeq } from 'yaml';
import { isKustomizationPath, kustomizeFacts } from '../build/builds.ts';
import { isElsewhere } from '../build/locality.ts';
import { isApplied } from '../build/placement.ts';
import { rootsOf } from '../build/roots.ts';
import type { Offer } from './completion.ts';
import { isSamePath } from '../repository/cursor.ts';
import type { Cursor } from '../repository/cursor.ts';
import { isKustomize } from '../repository/facts.ts';
import { textOf } from '../yaml/parse.ts';
import { folderOf, isYamlPath, joinPath, nameOf, relativePath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/** Fields that hold a folder from the root of the source. */
const pathFields: readonly { readonly kind: string; readonly path: readonly string[] }[] = [
  { kind: 'Kustomization', path: ['spec', 'path'] },
  { kind: 'ImageUpdateAutomation', path: ['spec', 'update', 'path'] },
];

/** Folders for `spec.path`: first those that kustomize can build at once, then the others; none where the source surely is another repository. */
export function completePath(cursor: Cursor): readonly Offer[] {
  const { fluxKind, path, repository, document } = cursor;
  if (!pathFields.some((it) => (it.kind === fluxKind || fluxKind === '') && isSamePath(it.path, path))) return [];
  const [kind, name = ''] = ['kind', 'name'].map((key) => textOf(document.nodeAt(['spec', 'sourceRef', key])));
  if (kind === 'GitRepository' && isElsewhere(repository, name)) return [];
  return [...repository.folders.all()]
    .filter((folder) => !isPartOfChart(repository, folder))
    .map((folder) => {
      const ready = repository.builds.fileOf(folder) !== undefined;
      const label = `./${folder}`;
      const detail = ready ? 'has a kustomization file' : 'all manifests in it';
      return { label, kind: 'folder', insert: label, detail, sort: `${ready ? 0 : 1}${label}` };
    });
}

/** Charts of this repository, where the chart comes from a Git repository or a bucket. */
export function completeChart(cursor: Cursor): readonly Offer[] {
  const { fluxKind, path, document, repository } = cursor;
  if (fluxKind !== 'HelmRelease' || !isSamePath(['spec', 'chart', 'spec', 'chart'], path)) return [];
  const source = textOf(document.nodeAt(['spec', 'chart', 'spec', 'sourceRef', 'kind']));
  if (source !== 'GitRepository' && source !== 'Bucket') return [];
  return [...repository.folders.all()]
    .filter((folder) => repository.isFile(`${folder}/Chart.yaml`) && !isPartOfChart(repository, folder))
    .map((folder) => ({ label: `./${folder}`, kind: 'folder', insert: `./${folder}`, detail: 'chart', sort: folder }));
}

/** Entries of a kustomization file: what lies beside it and below it, and folders beside its own folder; nothing that it lists already. */
export function completeEntry(cursor: Cursor): readonly Offer[] {
  const { manifest, document, path, repository } = cursor;
  const [list, position] = path;
  if (!isKustomizationPath(manifest.path) || !isKustomize(document.facts) || path.length !== 2) return [];
  if ((list !== 'resources' && list !== 'components') || typeof position !== 'number') return [];
  const folder = folderOf(manifest.path);
  const taken = takenEntries(cursor, list, position);
  const files = list === 'resources' ? [...repository.paths()].filter((it) => isEntryFile(repository, folder, it)) : [];
  const folders = [...repository.folders.all()].filter((it) => isEntryFolder(repository, folder, it));
  return [...files, ...folders]
    .filter((it) => !taken.has(it))
    .filter((it) => repository.isFile(it) || isComponent(repository, it) === (list === 'components'))
    .map((it) => {
      const entry = relativePath(folder, it);
      const kind = repository.isFile(it) ? 'value' : 'folder';
      const isOrphan = isLost(repository, it);
      const sort = `${isOrphan ? 0 : 1}${entry.startsWith('..') ? 1 : 0}${entry}`;
      return { label: entry, kind, insert: entry, ...(isOrphan && { detail: 'nothing applies it yet' }), sort };
    });
}

/** Whether nothing takes in a file, or the kustomization file of a folder. */
function isLost(repository: Repository, path: string): boolean {
  if (repository.isFile(path)) return rootsOf(repository, path).length === 0;
  const file = repository.builds.fileOf(path)?.path ?? '';
  return !isApplied(repository, file) && [...repository.builds.listers(path)].length === 0;
}

/** kustomize takes a Component under `components` alone, and nothing else there. */
export function isComponent(repository: Repository, folder: string): boolean {
  const file = repository.builds.fileOf(folder);
  return file !== undefined && kustomizeFacts(file)?.header.kind?.value === 'Component';
}

function takenEntries({ document, manifest }: Cursor, list: string, except: number): ReadonlySet<string> {
  const items = document.nodeAt([list]);
  const count = isSeq(items) ? items.items.length : 0;
  const taken = new Set<string>();
  for (let at = 0; at < count; at++) {
    const entry = at === except ? undefined : textOf(document.nodeAt([list, at]));
    const path = entry === undefined ? undefined : joinPath(folderOf(manifest.path), entry);
    if (path !== undefined) taken.add(path);
  }
  return taken;
}

function isEntryFile(repository: Repository, folder: string, path: string): boolean {
  if (!isYamlPath(path) || isKustomizationPath(path) || repository.builds.isPatch(path)) return false;
  const home = folderOf(path);
  // A file one level down belongs to the kustomization file there, when there is one.
  return home === folder || (home !== '' && folderOf(home) === folder && !repository.builds.fileOf(home));
}

function isEntryFolder(repository: Repository, folder: string, path: string): boolean {
  if (path === folder || folder.startsWith(`${path}/`) || !repository.builds.fileOf(path)) return false;
  const parent = folderOf(path);
  const isBelow = parent === folder || folderOf(parent) === folder;
  const isBeside = folder !== '' && (parent === folderOf(folder) || folderOf(parent) === folderOf(folder));
  return nameOf(path) !== '' && (isBelow || isBeside);
}

function isPartOfChart(repository: Repository, folder: string): boolean {
  for (let at = folderOf(folder); at !== ''; at = folderOf(at)) if (repository.isFile(`${at}/Chart.yaml`)) return true;
  return false;
}
