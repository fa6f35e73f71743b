import { at, text, withValue } from './body.ts';
import type { Body } from './body.ts';
import { nameHash } from './hash.ts';
import { withReferences } from './nameReferences.ts';
import { after } from './object.ts';
import type { BuiltObject } from './object.ts';
import type { Application, BuildProblem, Retagging, Vague } from './problem.ts';
import type { Accumulated } from './target.ts';
import { withCommonMetadata } from './transform.ts';
import { groupBy } from '../../flux/groups.ts';

/** What a folder builds, as far as texts tell. */
export interface Built {
  readonly folder: string;
  /** In the order in which kustomize writes them. */
  readonly objects: readonly BuiltObject[];
  readonly problems: readonly BuildProblem[];
  /** What cannot be computed: with `objects` among it there may be more than is listed. */
  readonly vague: readonly Vague[];
  readonly applications: readonly Application[];
  readonly retaggings: readonly Retagging[];
  /** The objects that come from a file, and the problems in it. The first question costs the size of the build. */
  readonly objectsFrom: (path: string) => readonly BuiltObject[];
  /** The same of one document of the file, counted from zero. */
  readonly objectsAt: (path: string, document: number) => readonly BuiltObject[];
  readonly problemsIn: (path: string) => readonly BuildProblem[];
}

/** What is done once, at the outermost kustomization: hashes behind names, references that follow, and Flux's common metadata. */
export function finished(folder: string, { objects, references, findings }: Accumulated, spec: Body): Built {
  const named = objects.map(hashed);
  const linked = withReferences(named, references);
  const kept = linked.filter((it) => !isLocal(it));
  const { problems, vague, applications, retaggings } = findings;
  const all = withCommonMetadata(kept, spec['commonMetadata']);
  const objectsFrom = grouped(all, (it) => it.origin.path);
  const byDocument = grouped(all, (it) => `${it.origin.path}\n${it.origin.document}`);
  const objectsAt = (path: string, document: number): readonly BuiltObject[] => byDocument(`${path}\n${document}`);
  const problemsIn = grouped(problems, (it) => it.place.path);
  const found = { problems, vague, applications, retaggings };
  return { folder, objects: all, ...found, objectsFrom, objectsAt, problemsIn };
}

/** The name of what is not known in full, for whose content a file is missing, ends with `*`. */
function hashed(object: BuiltObject): BuiltObject {
  if (!object.hashed) return object;
  const { identity } = object;
  const name = `${identity.name}-${object.vague ? '*' : nameHash(object.body())}`;
  const change = { identity: { ...identity, name }, before: [...object.before, identity] };
  return after(object, change, (body) => withValue(body, ['metadata', 'name'], name));
}

/** Objects with this annotation serve tools alone, and are not applied. */
function isLocal(object: BuiltObject): boolean {
  if (!object.mayBeLocal) return false;
  return text(at(object.body(), 'metadata', 'annotations', 'config.kubernetes.io/local-config')) === 'true';
}

function grouped<T>(all: readonly T[], pathOf: (it: T) => string): (path: string) => readonly T[] {
  let groups: ReadonlyMap<string, readonly T[]> | undefined;
  return (path) => (groups ??= groupBy(all, pathOf)).get(path) ?? [];
}
