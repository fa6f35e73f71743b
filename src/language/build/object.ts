import type { Body } from './body.ts';
import type { Identity } from './identity.ts';

/** The document that an object comes from: the file, the document's place in it from zero, and the item where that is a list or a generator. */
export interface Origin {
  readonly path: string;
  readonly document: number;
  readonly item?: number;
  /** Set for what a generator of a kustomization file makes. */
  readonly generator?: 'configMapGenerator' | 'secretGenerator';
}

/** An object at one step of a build. Never changed: each step makes another one. */
export interface BuiltObject {
  readonly origin: Origin;
  readonly identity: Identity;
  /** What it was before, the first one as its file says. Patches and references may use any of them. */
  readonly before: readonly Identity[];
  readonly prefix: string;
  readonly suffix: string;
  /** For generated ones: how it goes together with an object that is there already, and whether a hash will be put behind its name. */
  readonly behavior?: 'create' | 'merge' | 'replace';
  readonly hashed: boolean;
  /** Whether something that cannot be computed may change its content, or makes it. */
  readonly vague: boolean;
  /** Whether its file speaks of the annotation for objects that are not applied. */
  readonly mayBeLocal?: boolean;
  /** The content. Parses the file that it comes from, through the cache of that file; keeps what it made until that file changes. */
  readonly body: () => Body;
}

/** The same object after one more step. `step` must not change what it is given. */
export function after(
  object: BuiltObject,
  change: Partial<Omit<BuiltObject, 'body' | 'origin'>>,
  step?: (body: Body) => Body,
): BuiltObject {
  if (step === undefined) return { ...object, ...change };
  let input: Body | undefined;
  let output: Body = {};
  const body = (): Body => {
    const now = object.body();
    if (now !== input) [input, output] = [now, step(now)];
    return output;
  };
  return { ...object, ...change, body };
}

/** The identity as the object's file says. */
export function originalOf(object: BuiltObject): Identity {
  return object.before[0] ?? object.identity;
}

/** All identities that an object has had, the present one last. */
export function identitiesOf(object: BuiltObject): readonly Identity[] {
  return object.before.length === 0 ? [object.identity] : [...object.before, object.identity];
}
