import { kinds } from '../../flux/kinds.ts';
import { candidatesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { builtAt } from '../build/built.ts';
import { rootsOf } from '../build/roots.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Declaration } from '../repository/objects.ts';
import { folderOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { generatedBeside } from '../variables/variableSources.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import type { Offer } from './completion.ts';

/** So many objects are looked at for one field. */
const mostNear = 500;

/** An object that can be named, as plain data, so that it may be kept from one edit to the next. */
export interface Known {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** File and number of the document: together they tell whether two are the same. */
  readonly path: string;
  readonly document: number;
  /** What it depends on, each as `namespace/name`. */
  readonly waitsFor: readonly string[];
}

/** The objects of a kind that can be named; computed once until an edit changes the facts of a document. */
export function knownTargets({ repository }: Cursor, kind: string): readonly Known[] {
  return repository.remember(`${kind} by name`, () =>
    [...everyOfKind(repository, kind)]
      .flatMap((it) => [...candidatesOf(repository, it)])
      .filter((it) => !isSymbolic(it.name))
      .map(knownOf),
  );
}

/**
 * Those that may be in one of some namespaces: what says so itself, what lies in the same folder, and what is built together with the file at
 * the cursor. Of kinds of which there are thousands nobody waits until all of them are built.
 */
export function nearTargets(
  { repository, manifest }: Cursor,
  kind: string,
  namespaces: ReadonlySet<string | undefined>,
): readonly Known[] {
  const folder = folderOf(manifest.path);
  const roots = rootsOf(repository, manifest.path);
  const together = new Set(roots.flatMap((it) => builtAt(repository, it)?.objects ?? []).map((it) => it.origin.path));
  const isNear = ({ manifest: { path }, declared: { namespace } }: Declaration): boolean =>
    namespace === undefined ? folderOf(path) === folder || together.has(path) : namespaces.has(namespace);
  return [...everyOfKind(repository, kind)]
    .filter((it) => namespaces.has(undefined) || isNear(it))
    .slice(0, mostNear)
    .flatMap((it) => asWritten(repository, it) ?? [...candidatesOf(repository, it)])
    .filter(({ name, namespace }) => {
      const isThere = namespace === undefined || namespaces.has(undefined) || namespaces.has(namespace);
      return isThere && !isSymbolic(name);
    })
    .map(knownOf);
}

/** An object as its file says, where that says all and nothing of the repository gives other names. */
function asWritten(repository: Repository, declaration: Declaration): Candidate | undefined {
  const { builds } = repository;
  const { path } = declaration.manifest;
  const { namespace, name } = declaration.declared;
  if (namespace === undefined || builds.mayRename || builds.isPatch(path) || repository.isTemplate(path))
    return undefined;
  return { declaration, name: name.value, namespace };
}

function knownOf(it: Candidate): Known {
  const { manifest, document, declared } = it.declaration;
  return {
    kind: declared.kind,
    name: it.name,
    ...(it.namespace !== undefined && { namespace: it.namespace }),
    path: manifest.path,
    document: manifest.documents.indexOf(document),
    waitsFor: dependenciesOf(it),
  };
}

/** The declarations of a kind: of a name that Flux has, of Flux's own; of any other, of every group. */
function* everyOfKind({ objects }: Repository, kind: string): Generator<Declaration> {
  const own = kinds.find((it) => it.kind === kind);
  for (const group of own ? [own.group] : objects.groupsOf(kind)) yield* objects.ofKind(group, kind);
}

function dependenciesOf({ declaration, namespace }: Candidate): readonly string[] {
  const { fields } = declaration.document.facts;
  const found: string[] = [];
  for (let at = 0; ; at++) {
    const name = fields.get(`spec.dependsOn.${at}.name`)?.value;
    if (name === undefined) return found;
    found.push(`${fields.get(`spec.dependsOn.${at}.namespace`)?.value ?? namespace ?? ''}/${name}`);
  }
}

/** The names, without their hashes, of what kustomization files generate that build the file at the cursor. */
export function generatedNames({ repository, manifest }: Cursor, kind: string): readonly Offer[] {
  return [...generatedBeside(repository, kind, manifest.path)].map((it) => nameOffer(it, `${kind}, generated`));
}

/** The name of an object in the namespace that counts. */
export function nameOffer(name: string, detail: string): Offer {
  return { label: name, kind: 'object', insert: name, detail, sort: `0${name}` };
}
