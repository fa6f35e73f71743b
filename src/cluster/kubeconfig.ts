import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { plainText } from '../flux/plain.ts';
import type { Contexts } from './contexts.ts';
import { mapping, text } from './values.ts';

/** A named entry with the folder of its file, against which relative paths in it count. */
export interface Entry {
  readonly folder: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The merged content of some kubeconfig files. Holds credentials: it never leaves the client. */
export interface Kubeconfig {
  readonly current?: string;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  readonly problems: readonly string[];
  /** Whether none of the files exists. */
  readonly missing: boolean;
}

/**
 * Reads and merges as kubectl does: the first file to name something wins, files of a list that do not exist are passed over. Never throws:
 * whatever is wrong becomes a problem, and the rest is still there. Reads only.
 */
export function readKubeconfig(files: readonly string[], parse: (text: string) => unknown): Kubeconfig {
  const problems: string[] = [];
  const parts = files.flatMap((file) => {
    const read = readPart(file, parse);
    if (typeof read === 'string') problems.push(read);
    return typeof read === 'object' ? [read] : [];
  });
  const missing = parts.length === 0 && problems.length === 0;
  if (missing) {
    problems.push(`There is no kubeconfig: ${files.map((it) => plainText(it, 200)).join(', ')} does not exist.`);
  }
  const current = parts.map((it) => text(it.body['current-context'])).find((it) => it !== undefined);
  return {
    contexts: merge(parts, 'contexts', 'context'),
    clusters: merge(parts, 'clusters', 'cluster'),
    users: merge(parts, 'users', 'user'),
    problems,
    missing,
    ...(current === undefined ? {} : { current }),
  };
}

/** What may leave the client: names, servers and namespaces. */
export function contextsOf(config: Kubeconfig): Contexts {
  const rows = [...config.contexts].map(([name, { body }]) => {
    const cluster = text(body['cluster']) ?? '';
    const namespace = text(body['namespace']);
    const server = text(config.clusters.get(cluster)?.body['server']) ?? '';
    return { name, cluster, server, user: text(body['user']) ?? '', ...(namespace === undefined ? {} : { namespace }) };
  });
  const problem = config.problems[0] ?? (rows.length === 0 ? 'The kubeconfig has no contexts.' : undefined);
  const current = config.contexts.has(config.current ?? '') ? config.current : undefined;
  return {
    rows,
    ...(current === undefined ? {} : { current }),
    ...(config.missing ? { missing: true } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}

const largest = 16 * 1024 * 1024;

/** The file's content, a sentence why it cannot be read, or `undefined` when it does not exist. */
function readPart(file: string, parse: (text: string) => unknown): Entry | string | undefined {
  const name = plainText(file, 200);
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (!found.isFile()) return `The kubeconfig ${name} is not a file.`;
    if (found.size > largest) return `The kubeconfig ${name} is too big to be one.`;
    const content = readFileSync(file, 'utf8');
    if (content.trim() === '') return `The kubeconfig ${name} is empty.`;
    const body: unknown = parse(content);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      return { folder: dirname(file), body: body as Record<string, unknown> };
    }
    return `The kubeconfig ${name} holds no mapping.`;
  } catch (error) {
    // Only the first line: parsers print the lines around an error after it, and here those can be secrets.
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return `The kubeconfig ${name} cannot be read: ${plainText(why, 200)}.`;
  }
}

function merge(parts: readonly Entry[], list: string, field: string): ReadonlyMap<string, Entry> {
  const merged = new Map<string, Entry>();
  for (const part of parts) {
    const items: unknown = part.body[list];
    for (const item of Array.isArray(items) ? items : []) {
      const name = text(mapping(item)['name']);
      if (name === undefined || merged.has(name)) continue;
      merged.set(name, { folder: part.folder, body: mapping(mapping(item)[field]) });
    }
  }
  return merged;
}
