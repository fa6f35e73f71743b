import { diagnose } from '../../../src/language/diagnose.ts';
import type { Repository } from '../../../src/language/repository/repository.ts';
import { Random } from '../random.ts';
import { placesIn } from './places.ts';
import type { Ground, Seed } from './seed.ts';
import { structureSeeds } from './structure.ts';
import { valueSeeds } from './values.ts';
import { groupBy } from '../../../src/flux/groups.ts';

/** At most `each` faults of each row, chosen by `seed`. */
export function seedsFor(repository: Repository, seed: string, each: number): readonly Seed[] {
  const random = new Random(seed);
  const places = placesIn(repository);
  const texts = new Map([...repository.manifests()].map(({ path, text }) => [path, text]));
  const taken = new Set(places.map(({ value }) => value));
  const ground: Ground = { places, texts, taken, random };
  const all = [...valueSeeds(ground), ...structureSeeds(ground)];
  return [...groupBy(all, ({ fault }) => fault).values()].flatMap((it) => some(it, each, random));
}

/** What was found of a fault. */
export interface Harvest {
  readonly seed: Seed;
  readonly isFound: boolean;
  /** What is new in the files where it should be found. */
  readonly said: readonly string[];
}

/** Makes the repository faulty, looks, and makes it well again. */
export function sow(repository: Repository, seed: Seed): Harvest {
  const paths = [...new Set(seed.found.map(({ path }) => path))];
  const before = new Set(paths.flatMap((path) => tellOf(repository, path).map(({ key }) => key)));
  const old = [...seed.changes.keys()].map((path) => [path, repository.text(path)] as const);
  for (const [path, text] of seed.changes) put(repository, path, text);
  const fresh = paths.flatMap((path) => tellOf(repository, path)).filter(({ key }) => !before.has(key));
  for (const [path, text] of old) put(repository, path, text);
  const isFound = fresh.some(
    (it) =>
      seed.codes.test(it.code) &&
      seed.found.some(({ path, line }) => path === it.path && (line === undefined || line === it.line)),
  );
  return { seed, isFound, said: fresh.map((it) => `${it.path}:${it.line} ${it.code}`) };
}

function put(repository: Repository, path: string, text: string | undefined): void {
  if (text === undefined) repository.delete(path);
  else repository.set(path, text);
}

function tellOf(repository: Repository, path: string) {
  const lines = repository.manifest(path)?.lines;
  return diagnose(repository, path, { rules: {}, external: [] }).map(({ code, message, span }) => ({
    path,
    code,
    line: (lines?.position(span.start).line ?? 0) + 1,
    key: `${path} ${code} ${message}`,
  }));
}

function some<T>(list: readonly T[], count: number, random: Random): readonly T[] {
  const left = [...list];
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) chosen.push(...left.splice(random.below(left.length), 1));
  return chosen;
}
