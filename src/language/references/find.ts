import { kindOf } from '../../flux/kinds.ts';
import { candidatesOf } from '../build/lookup.ts';
import type { Repository } from '../repository/repository.ts';
import type { Location } from '../yaml/text.ts';

/** An object of the repository as it will be in a cluster. */
export interface Found {
  readonly kind: string;
  readonly name: string;
  /** Absent where no file says it. */
  readonly namespace?: string;
  /** Whether a word of the query stands in the kind or the name as it is, and not with letters between. */
  readonly near: boolean;
  /** Its name in the file. */
  readonly place: Location;
}

/**
 * The objects whose kind, name and namespace, read one after the other, have the letters of a query in its order; blanks and case do not count. An empty
 * query asks for the objects of Flux. Gives `undefined` after each declaration that is none, so that whoever asks can stop or rest in
 * between. Only what may fit is built.
 */
export function* find(repository: Repository, query: string): Generator<Found | undefined> {
  const letters = query.replaceAll(/\s/g, '').toLowerCase();
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((it) => it !== '');
  const namespaces = namespacesIn(repository);
  for (const manifest of repository.manifests()) {
    if (repository.isTemplate(manifest.path) || repository.builds.isPatch(manifest.path)) continue;
    for (const declaration of repository.objects.in(manifest)) {
      yield undefined;
      const { declared, document } = declaration;
      if (letters === '' && kindOf(declared.group, declared.kind) === undefined) continue;
      const left = unmatched(letters, `${declared.kind} ${declared.name.value}`);
      const mayFit = left === '' || repository.builds.mayRename || namespaces.some((it) => unmatched(left, it) === '');
      if (!mayFit) continue;
      for (const { name, namespace } of candidatesOf(repository, declaration)) {
        if (unmatched(letters, `${declared.kind} ${name} ${namespace ?? ''}`) !== '') continue;
        const place = { path: manifest.path, span: document.shift(declared.name.span) };
        const near = words.some((it) => `${declared.kind} ${name}`.toLowerCase().includes(it));
        yield { kind: declared.kind, name, ...(namespace !== undefined && { namespace }), near, place };
      }
    }
  }
}

/** What is left of some letters when those that a text has are taken away, in their order. */
function unmatched(letters: string, text: string): string {
  let at = 0;
  for (const it of text.toLowerCase()) if (it === letters[at]) at++;
  return letters.slice(at);
}

/** All namespaces that some file names. */
function namespacesIn(repository: Repository): readonly string[] {
  return repository.remember('namespaces that files name', () => {
    const found = new Set<string>();
    const fields = ['namespace', 'spec.targetNamespace'];
    for (const { documents } of repository.manifests()) {
      for (const { facts } of documents) {
        const { namespace } = facts.header;
        if (namespace) found.add(namespace.value);
        for (const it of fields) {
          const word = facts.fields.get(it);
          if (word) found.add(word.value);
        }
      }
    }
    return [...found];
  });
}
