import type { Random } from '../random.ts';
import type { Place } from './places.ts';

/** What is done to a repository to make it faulty, and where that must be found. */
export interface Seed {
  /** The row of the table that made it. */
  readonly fault: string;
  /** What was done, in words. */
  readonly label: string;
  /** New texts by path; `undefined` deletes the file. */
  readonly changes: ReadonlyMap<string, string | undefined>;
  /** Any of these is the right place; without a line, the file is all that can be said. */
  readonly found: readonly { readonly path: string; readonly line?: number }[];
  readonly codes: RegExp;
}

/** What a row of the table gets. */
export interface Ground {
  readonly places: readonly Place[];
  readonly texts: ReadonlyMap<string, string>;
  /** All values: a typo must not hit one of them. */
  readonly taken: ReadonlySet<string>;
  readonly random: Random;
}

/** Writes a value at a place; the fault is to be found in its line, or `near` it. */
export function written(
  ground: Ground,
  it: Place,
  { fault, codes, near = 0 }: { readonly fault: string; readonly codes: RegExp; readonly near?: number },
  value: string,
): Seed {
  const text = ground.texts.get(it.path) ?? '';
  const changed = text.slice(0, it.span.start) + value + text.slice(it.span.end);
  const line = lineAt(changed, it.span.start);
  const lines = Array.from({ length: 2 * near + 1 }, (_, at) => line - near + at);
  return {
    fault,
    label: `${it.path}: ${it.field} ${it.value} -> ${value}`,
    changes: new Map([[it.path, changed]]),
    found: lines.map((one) => ({ path: it.path, line: one })),
    codes,
  };
}

/** From one. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** The slip of a finger: two letters swapped, one lost, one doubled, one beside it. Never something that is there already. */
export function slip(text: string, { random, taken }: Ground): string | undefined {
  const letters = [...text.matchAll(/[a-z]/gi)].map((it) => it.index).filter((it) => it > 0);
  if (letters.length < 2) return undefined;
  for (let attempt = 0; attempt < 20; attempt++) {
    const at = random.oneOf(letters);
    const letter = text[at] ?? '';
    const [next = ''] = text.slice(at + 1);
    const made = random.oneOf([
      text.slice(0, at) + next + letter + text.slice(at + 2),
      text.slice(0, at) + text.slice(at + 1),
      text.slice(0, at) + letter + text.slice(at),
      text.slice(0, at) + (letter === 'e' ? 'r' : 'e') + text.slice(at + 1),
    ]);
    if (made !== text && !taken.has(made) && /^[./a-zA-Z0-9].*[a-z0-9]$/i.test(made)) return made;
  }
  return undefined;
}
