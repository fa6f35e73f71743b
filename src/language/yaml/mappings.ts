import type { Facts } from '../repository/facts.ts';
import type { Step } from './parse.ts';

/**
 * The mappings of a document that stand at a pattern, in which `*` is each item of a list, and have the key: by the index, which must keep that
 * key for the kind. Costs nothing but for lists, where it costs the fields of the document.
 */
export function* mappingsWith({ fields }: Facts, pattern: readonly string[], key: string): Generator<readonly Step[]> {
  const star = pattern.indexOf('*');
  if (star < 0) {
    if (fields.has(`${pattern.join('.')}.${key}`)) yield pattern;
    return;
  }
  const start = `${pattern.slice(0, star).join('.')}.`;
  for (const path of fields.keys()) {
    if (!path.startsWith(start) || !path.endsWith(`.${key}`)) continue;
    const steps = path.slice(0, -key.length - 1).split('.');
    const isThere = steps.length === pattern.length && pattern.every((it, at) => it === '*' || it === steps[at]);
    if (isThere) yield steps.map((it, at) => (pattern[at] === '*' ? Number(it) : it));
  }
}
