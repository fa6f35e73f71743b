import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { isYamlPath, nameOf } from './language/paths.ts';
import { largestText } from './language/repository.ts';
import type { Repository, Unreadable } from './language/repository.ts';

/** What could not be read below a folder, with the reason. */
export interface Trouble {
  readonly path: string;
  readonly reason: string;
}

/** The folder of the Git repository around a path, or `undefined`. */
export async function gitRoot(path: string): Promise<string | undefined> {
  for (let at = path; ; at = dirname(at)) {
    if (await exists(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * The paths of all files below a folder, in an order that is always the same. `.git` and `node_modules` are left out; links are followed only
 * inside the root, those to folders once. What cannot be read is added to the troubles, not thrown. Nothing else runs meanwhile: for thousands
 * of small files the way through the thread pool costs several times the reading.
 */
export async function pathsBelow(root: string, troubles: Trouble[]): Promise<readonly string[]> {
  const paths: string[] = [];
  const seen = new Set<string>();
  const base = await realpath(root);
  const queue = [root];
  for (const folder of queue) {
    const real = attempt(() => realpathSync.native(folder), folder, troubles);
    if (real === undefined || seen.has(real) || !isInside(base, real)) continue;
    seen.add(real);
    const entries = attempt(() => readdirSync(folder, { withFileTypes: true }), folder, troubles) ?? [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const kind = entry.isSymbolicLink() ? attempt(() => statSync(path), path, []) : entry;
      if (kind?.isDirectory() === true && entry.name !== '.git' && entry.name !== 'node_modules') queue.push(path);
      else if (kind?.isFile() === true && (!entry.isSymbolicLink() || isInside(base, realpathSync.native(path))))
        paths.push(path);
    }
  }
  return paths;
}

/** Puts all files below a folder into a repository, and tells what could not be read. */
export async function readFolder(root: string, repository: Repository): Promise<readonly Trouble[]> {
  const troubles: Trouble[] = [];
  readInto(repository, root, await pathsBelow(root, troubles), troubles);
  return troubles;
}

/** Puts files below a root into a repository: YAML with its text, everything else by name. */
export function readInto(repository: Repository, root: string, paths: readonly string[], troubles: Trouble[]): void {
  for (const path of paths) {
    const name = nameBelow(root, path);
    if (nameOf(name) === '.sourceignore')
      attempt(() => repository.setPlain(name, readFileSync(path, 'utf8')), path, troubles);
    else if (!isYamlPath(name)) repository.setName(name);
    else attempt(() => readOne(path, name, repository), path, troubles);
  }
}

/** The path of a file as a repository has it. */
export function nameBelow(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

function readOne(path: string, name: string, repository: Repository): void {
  const text = readText(path);
  if (text === 'binary' || text === 'too-large') repository.setName(name, text);
  else repository.set(name, text.text);
}

/** The text of a file, or why it has none. Throws what the file system throws. */
export function readText(path: string): { readonly text: string } | Unreadable {
  // UTF-8 has at most three bytes for one UTF-16 unit: longer files are too large whatever they hold.
  if (statSync(path).size > 3 * largestText) return 'too-large';
  const text = decode(readFileSync(path));
  return text === undefined ? 'binary' : { text };
}

/** Text in UTF-8 or, with its byte order mark, UTF-16, which are the encodings of YAML; `undefined` for other bytes. The mark stays. */
export function decode(bytes: Uint8Array): string | undefined {
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  if (mark !== 0xfffe && mark !== 0xfeff)
    return isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString() : undefined;
  try {
    return new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function attempt<T>(what: () => T, path: string, troubles: Trouble[]): T | undefined {
  try {
    return what();
  } catch (error) {
    troubles.push({ path, reason: (error as NodeJS.ErrnoException).code ?? String(error) });
    return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isInside(base: string, path: string): boolean {
  return path === base || path.startsWith(base.endsWith(sep) ? base : base + sep);
}
