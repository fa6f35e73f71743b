import { diagnose } from '../../src/language/diagnose.ts';
import type { Diagnosis } from '../../src/language/diagnose.ts';
import { fixesFor } from '../../src/language/fixes.ts';
import { buildAt } from '../../src/language/build/show.ts';
import { fateOf } from '../../src/language/build/owners.ts';
import { complete } from '../../src/language/typing/complete.ts';
import { foldsIn } from '../../src/language/yaml/folding.ts';
import { hoverAt } from '../../src/language/hover.ts';
import { definitionsAt } from '../../src/language/references/define.ts';
import { namedAt } from '../../src/language/references/uses.ts';
import { symbolsIn } from '../../src/language/references/symbols.ts';
import type { Repository } from '../../src/language/repository/repository.ts';
import { tokensIn } from '../../src/language/variables/tokens.ts';
import { worked } from '../bench/measure.ts';
import { Random } from '../truth/random.ts';
import { mutation } from '../unit/language/schema/mutated.ts';

/** What went wrong with one changed file, with what it takes to see it again. */
export interface Trouble {
  readonly path: string;
  readonly text: string;
  readonly what: string;
}

export interface Outcome {
  readonly troubles: readonly Trouble[];
  /** The most processor time that the judgement of one changed file took, in milliseconds. */
  readonly slowest: number;
}

const settings = { rules: {}, external: [] };

/**
 * Changes `count` times one file of a repository, asks everything that an editor asks of a file, and puts the file back. Trouble is whatever throws, points outside the text, or takes
 * the processor three times in a row longer than `limit` milliseconds, or in a long text as much more as it is longer than 200,000 characters. The same changes for the same seed.
 */
export function mutateFiles(repository: Repository, count: number, seed: string, limit: number): Outcome {
  const random = new Random(seed);
  const paths = [...repository.manifests()].map((it) => it.path);
  const troubles: Trouble[] = [];
  let slowest = 0;
  for (let made = 0; made < count; made++) {
    const path = random.oneOf(paths);
    const healthy = repository.text(path) ?? '';
    const text = mutation(healthy, random);
    const offset = random.below(text.length + 1);
    let what: string | undefined;
    try {
      const allowed = limit * Math.max(1, text.length / 200_000);
      const time = leastTime(repository, path, [healthy, text], allowed);
      slowest = Math.max(slowest, time);
      if (time > allowed) what = `takes ${time.toFixed(0)} ms`;
      ask(repository, path, offset);
    } catch (error) {
      what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    if (what !== undefined) troubles.push({ path, text, what });
    repository.set(path, healthy);
  }
  return { troubles, slowest };
}

/** What a judgement takes at least: the first one may wait for the compiler or for the memory of those before. */
function leastTime(
  repository: Repository,
  path: string,
  [healthy, text]: readonly [string, string],
  limit: number,
): number {
  let least = Infinity;
  for (let tries = 0; tries < 3 && least > limit; tries++) {
    repository.set(path, healthy);
    let found: readonly Diagnosis[] = [];
    const time = worked(() => {
      repository.set(path, text);
      found = diagnose(repository, path, settings);
    });
    least = Math.min(least, time);
    found.forEach((it) => assertInside(it.span, text));
  }
  return least;
}

function ask(repository: Repository, path: string, offset: number): void {
  const text = repository.text(path) ?? '';
  for (const it of diagnose(repository, path, settings)) tryFixes(repository, path, it);
  for (const it of complete(repository, path, offset)) assertInside(it.replace, text);
  for (const it of tokensIn(repository, path)) assertInside(it.span, text);
  hoverAt(repository, path, offset);
  definitionsAt(repository, path, offset);
  namedAt(repository, path, offset);
  symbolsIn(repository, path);
  foldsIn(text);
  fateOf(repository, path);
  buildAt(repository, path, offset);
}

function tryFixes(repository: Repository, path: string, it: Diagnosis): void {
  for (const { edits } of fixesFor(repository, path, it))
    for (const edit of edits) assertInside(edit.span, repository.text(edit.path) ?? '');
}

function assertInside(span: { readonly start: number; readonly end: number }, text: string): void {
  if (!(span.start >= 0 && span.start <= span.end && span.end <= text.length))
    throw new Error(`${span.start} to ${span.end} is not in a text of ${text.length}`);
}
