import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isPlainRead, isYamlPath } from './language/repository/paths.ts';
import { largestText } from './language/repository/repository.ts';
import type { Repository, Unreadable } from './language/repository/repository.ts';

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
 * All files below a folder as a repository has them, relative and with `/`, in an order that is always the same. `.git` and `node_modules` are left out; links are followed only inside the
 * root, those to folders once. What cannot be read is added to the troubles, not thrown. `listed` is told how many there are after each folder. Nothing else runs meanwhile: for thousands of small
 * files the way through the thread pool costs several times the reading.
 */
export async function namesBelow(
  root: string,
  troubles: Trouble[],
  listed: (count: number) => void = () => undefined,
): Promise<readonly string[]> {
  const names: string[] = [];
  const seen = new Set<string>();
  const base = await realpath(root);
  const queue = [{ path: root, name: '', real: base }];
  for (const folder of queue) {
    if (seen.has(folder.real)) continue;
    seen.add(folder.real);
    const entries = attempt(() => readdirSync(folder.path, { withFileTypes: true }), folder.path, troubles) ?? [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder.path}${sep}${entry.name}`;
      const name = folder.name === '' ? entry.name : `${folder.name}/${entry.name}`;
      // What is no link is where its folder is.
      const real = entry.isSymbolicLink() ? targetOf(path) : `${folder.real}${sep}${entry.name}`;
      if (real === undefined || !isInside(base, real)) continue;
      const kind = entry.isSymbolicLink() ? attempt(() => statSync(path), path, []) : entry;
      if (kind?.isFile() === true) names.push(name);
      else if (kind?.isDirectory() === true && entry.name !== '.git' && entry.name !== 'node_modules')
        queue.push({ path, name, real });
    }
    listed(names.length);
  }
  return names;
}

/** Where a link leads in the end; `undefined` for one that leads nowhere. */
function targetOf(link: string): string | undefined {
  try {
    return realpathSync.native(link);
  } catch {
    return undefined;
  }
}

/** Puts all files below a folder into a repository, and tells what could not be read. */
export async function readFolder(root: string, repository: Repository): Promise<readonly Trouble[]> {
  const troubles: Trouble[] = [];
  const reader = new TextReader(root);
  readInto(repository, root, await namesBelow(root, troubles), troubles, (name) => reader.read(name));
  repository.setGitConfig(await gitConfig(root));
  return troubles;
}

/** The settings of the Git repository at a folder, with its remotes; empty where there is none. A linked worktree has those of the main one. */
export async function gitConfig(root: string): Promise<string> {
  const at = join(root, '.git');
  const own = await readFile(join(at, 'config'), 'utf8').catch(() => undefined);
  if (own !== undefined) return own;
  const link = await readFile(at, 'utf8').catch(() => '');
  const main = /^gitdir: (.+[\\/]\.git)[\\/]worktrees[\\/][^\\/]+$/m.exec(link)?.[1];
  return main === undefined ? '' : readFile(join(resolve(root, main), 'config'), 'utf8').catch(() => '');
}

/** Gives the text of a file by its name, or why it has none. Throws what the file system throws. */
export type ReadText = (name: string) => { readonly text: string } | Unreadable;

/** Puts files below a root into a repository: YAML with its text, everything else by name. */
export function readInto(
  repository: Repository,
  root: string,
  names: readonly string[],
  troubles: Trouble[],
  readText: ReadText,
): void {
  for (const name of names) {
    const isPlain = isPlainRead(name);
    const read =
      isPlain || isYamlPath(name) ? attempt(() => readText(name), `${root}${sep}${name}`, troubles) : 'unread';
    if (read === undefined) continue;
    if (read === 'unread') repository.setName(name);
    else if (typeof read === 'string') repository.setName(name, read);
    else if (isPlain) repository.setPlain(name, read.text);
    else repository.set(name, read.text);
  }
}

/** The path of a file as a repository has it. */
export function nameBelow(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** Reads files below a root, by their names. */
export class TextReader {
  readonly #root: string;
  /** Nearly all files fit in here, and are read without asking for their size. */
  readonly #room = Buffer.allocUnsafeSlow(64 * 1024);

  constructor(root: string) {
    this.#root = root;
  }

  /** The text of a file, or why it has none. Throws what the file system throws. */
  read(name: string): { readonly text: string } | Unreadable {
    const path = `${this.#root}${sep}${name}`;
    const bytes = this.#small(path) ?? large(path);
    if (bytes === 'too-large') return bytes;
    const text = decode(bytes);
    return text === undefined ? 'binary' : { text };
  }

  /** The bytes of a file that is short, until the next is read; `undefined` for others, and for what cannot be read. */
  small(name: string): Uint8Array | undefined {
    try {
      return this.#small(`${this.#root}${sep}${name}`);
    } catch {
      return undefined;
    }
  }

  /** The bytes of a file that is shorter than the room; they are there until the next is read. */
  #small(path: string): Uint8Array | undefined {
    const file = openSync(path, 'r');
    try {
      let length = 0;
      do {
        const more = readSync(file, this.#room, length, this.#room.length - length, null);
        if (more === 0) break;
        length += more;
        // A file system that gives less than there is gives whole blocks.
      } while (length % 512 === 0 && length < this.#room.length);
      return length < this.#room.length ? this.#room.subarray(0, length) : undefined;
    } finally {
      closeSync(file);
    }
  }
}

function large(path: string): Uint8Array | 'too-large' {
  // UTF-8 has at most three bytes for one UTF-16 unit: longer files are too large whatever they hold.
  return statSync(path).size > 3 * largestText ? 'too-large' : readFileSync(path);
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
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    // Node.js cannot say the name back to the system then.
    const isMisread = code === 'ENOENT' && path.includes('\u{FFFD}');
    troubles.push({ path, reason: isMisread ? 'its name is no UTF-8' : code });
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
