import { kinds } from '../../flux/kinds.ts';
import { candidatesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import type { Cursor } from '../repository/cursor.ts';
import type { Repository } from '../repository/repository.ts';
import { generatedBeside } from '../variables/variableSources.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import type { Offer } from './completion.ts';

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
      .filter((it) => !isSymbolic(it.name))
      .map((it) => {
        const { manifest, document, declared } = it.declaration;
        return {
          kind: declared.kind,
          name: it.name,
          ...(it.namespace !== undefined && { namespace: it.namespace }),
          path: manifest.path,
          document: manifest.documents.indexOf(document),
          waitsFor: dependenciesOf(it),
        };
      }),
  );
}

/** The objects of a kind: of a name that Flux has, of Flux's own; of any other, of every group. */
function* everyOfKind(repository: Repository, kind: string): Generator<Candidate> {
  const own = kinds.find((it) => it.kind === kind);
  for (const group of own ? [own.group] : repository.objects.groupsOf(kind))
    for (const it of repository.objects.ofKind(group, kind)) yield* candidatesOf(repository, it);
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
