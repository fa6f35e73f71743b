import { isMap, isScalar, isSeq } from 'yaml';
import { isSelected, stepsTo } from '../build/fields.ts';
import { placesOf } from '../build/nameReferences.ts';
import type { Place } from '../build/nameReferences.ts';
import { mayName } from '../build/referenceTables.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { valueAt } from '../repository/values.ts';
import type { Value } from '../repository/values.ts';
import { textOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** The name of another object in one of Kubernetes' own kinds. */
export interface Naming {
  readonly place: Place;
  readonly path: readonly Step[];
  readonly word: Value;
}

/**
 * The names of other objects in a document of a Kubernetes kind, as far as kustomize knows them; without those that a variable makes, and those of what
 * may be missing. Parses the document where it looks as if there were any.
 */
export function* namingsIn(document: ManifestDocument): Generator<Naming> {
  const { group, version, kind } = document.header;
  const places = placesOf(kind?.value ?? '');
  if (places.length === 0 || !mayName.test(document.section.text) || document.section.isBroken) return;
  for (const place of places) {
    if (!isSelected(place.spec, { group, version, kind: kind?.value ?? '' })) continue;
    for (const path of pathsTo(document.yaml.contents, stepsTo(place.spec), [])) {
      const word = valueAt(document, path);
      if (word !== undefined && word.text !== '' && !isSymbolic(word.text) && !isOther(document, place, path))
        yield { place, path, word };
    }
  }
}

/** Whether the mapping around a name says that it is of another kind, or may be missing. */
function isOther(document: ManifestDocument, { target }: Place, path: readonly Step[]): boolean {
  const beside = (key: string): string | undefined => textOf(document.nodeAt([...path.slice(0, -1), key]));
  const said = path.at(-1) === 'name' ? beside('kind') : undefined;
  return (said !== undefined && said !== target.kind) || beside('optional') === 'true';
}

/** The paths to the scalars that are at a place, in every item of the lists on the way. */
function* pathsTo(
  node: unknown,
  [step, ...rest]: readonly string[],
  path: readonly Step[],
): Generator<readonly Step[]> {
  if (isSeq(node)) {
    const steps = step === undefined ? [] : [step, ...rest];
    for (const [index, item] of node.items.entries()) yield* pathsTo(item, steps, [...path, index]);
  } else if (isMap(node)) {
    const key = step ?? 'name';
    yield* pathsTo(node.get(key, true), rest, [...path, key]);
  } else if (isScalar(node) && step === undefined) yield path;
}
