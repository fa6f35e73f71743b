import type { BundleFile, BundleKind } from '../../src/language/schema/bundle.ts';

/** A file of the bundle and the kinds that it describes. */
export interface Described {
  readonly file: string;
  readonly content: BundleFile;
  readonly kinds: readonly BundleKind[];
}

/** JSON with a line for each member down to some depth, so that a change shows where it is and the text stays small. */
export function print(value: unknown, depth = 3): string {
  return `${lines(value, depth, '')}\n`;
}

function lines(value: unknown, depth: number, indent: string): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const members = Array.isArray(value)
    ? value.map((it) => lines(it, depth - 1, inner))
    : Object.entries(value)
        .filter(([, it]) => it !== undefined)
        .map(([key, it]) => `${JSON.stringify(key)}:${lines(it, depth - 1, inner)}`);
  if (members.length === 0) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`;
}
