import type { Check } from './check.ts';
import type { Hints } from './ground.ts';
import type { Step } from '../yaml/parse.ts';
import { similar } from '../similar.ts';
import { placeText } from './place.ts';

/** Looks this deep and at so many fields for the place of a misplaced one. */
const deepest = 6;
const mostFields = 3000;

/**
 * What somebody may have meant who wrote a field that a mapping does not have. Called for problems only. `belongs` are mappings, the nearest
 * first, that can be reached without going through a list.
 */
export function hintsFor(root: Check, path: readonly Step[], field: string, check: Check): Hints {
  const names = Object.keys(check.schema.properties ?? {});
  return { similar: similar(field, names), belongs: placesOf(root, path, field) };
}

function placesOf(root: Check, path: readonly Step[], field: string): readonly string[] {
  const found: { readonly place: readonly string[]; readonly distance: number }[] = [];
  const queue: { readonly check: Check; readonly place: readonly string[] }[] = [{ check: root, place: [] }];
  let looked = 0;
  for (const { check, place } of queue) {
    if (check.schema.properties === undefined || place[0] === 'status' || place[0] === 'metadata') continue;
    if (check.field(field) !== undefined && place.join('.') !== path.join('.'))
      found.push({ place, distance: distance(place, path) });
    if (place.length >= deepest) continue;
    for (const name of Object.keys(check.schema.properties)) {
      if (++looked > mostFields) break;
      const child = check.field(name);
      if (child?.schema.properties !== undefined) queue.push({ check: child, place: [...place, name] });
    }
  }
  const [first, second] = found.sort((a, b) => a.distance - b.distance);
  // Of two places that are equally near nobody knows which is meant.
  return first === undefined || first.distance === second?.distance ? [] : [placeText(first.place)];
}

/** Steps from one mapping to another; up costs more than down. */
function distance(to: readonly string[], from: readonly Step[]): number {
  let common = 0;
  while (common < to.length && to[common] === from[common]) common++;
  return (from.length - common) * 2 + (to.length - common);
}
