/** Pure functions on paths relative to the repository's root: `/` between names, no leading `./`, the root is the empty string. */

/** The folder of a path; the empty string for a name in the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Folder and every folder above it, the nearest first, the root (empty string) last. */
export function* foldersUpward(folder: string): Generator<string> {
  for (let at = folder; at !== ''; at = folderOf(at)) yield at;
  yield '';
}

/** `path` as seen from `folder`, or `undefined` when it leaves the root, is absolute, or is no plain path. */
export function joinPath(folder: string, path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const plain = path.startsWith('./') ? path.slice(2) : path;
  if (!/^$|^[./]|\/(?:[./]|$)/.test(plain)) return folder === '' ? plain : `${folder}/${plain}`;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A `spec.path` as Flux reads it: from the source's root, a leading `/` means nothing, and `..` cannot leave it. */
export function rootedPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** How a kustomization file in `folder` would name `path`. */
export function relativePath(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  const up = from.slice(same).map(() => '..');
  return [...up, ...to.slice(same)].join('/');
}

/** Whether the file may hold manifests, by its name: what kustomize-controller's scan takes, and kustomize's own file. */
export function isYamlPath(path: string): boolean {
  return /\.ya?ml$/.test(path) || nameOf(path) === 'Kustomization';
}

/** The file at the root of a repository in which its people agree on settings, for the editor and the command line alike. */
export const settingsFile = '.fluxwright.yaml';

/** Whether a file is no YAML and its text matters nevertheless: what a source leaves out, and what a chart takes for values. */
export function isPlainRead(path: string): boolean {
  const name = nameOf(path);
  return name === '.sourceignore' || name === 'values.schema.json';
}
