import { at, isBody } from '../build/body.ts';
import { builtFrom } from '../build/built.ts';
import type { Declaration } from '../repository/objects.ts';
import type { Facts } from '../repository/facts.ts';
import type { Word } from '../repository/header.ts';
import { candidatesOf } from '../build/lookup.ts';
import { mentionsAbove } from '../build/patching.ts';
import { nameOf } from '../repository/paths.ts';
import { wayUp } from '../build/roots.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';

/** Where an entry stands: what it takes to find its spans again after edits elsewhere in its file. */
export interface EntryPlace {
  readonly path: string;
  /** Zero-based number of the document in the file. */
  readonly document: number;
  /** The entry's path in the index, such as `data.CLUSTER`. */
  readonly field: string;
}

/** One entry of a ConfigMap, a Secret, or a generator. */
export interface SourceEntry {
  readonly name: string;
  /** Absent where it is secret, or takes more than one line to tell. */
  readonly value?: string;
  readonly place: EntryPlace;
}

/** A ConfigMap or Secret as the files show it. */
export interface VariableSource {
  readonly entries: readonly SourceEntry[];
  /** Whether it may have entries that no file shows. */
  readonly open: boolean;
}

/**
 * The ConfigMaps or Secrets of a name that files declare or generate, patches of them included; none when no file shows any. `undefined`
 * among the namespaces stands for any.
 */
export function variableSources(
  repository: Repository,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  namespaces: ReadonlySet<string | undefined>,
): readonly VariableSource[] {
  const found: (VariableSource & { readonly isPatch: boolean })[] = [];
  for (const declaration of repository.objects.named('', kind, name)) {
    const { manifest, document } = declaration;
    const places = [...candidatesOf(repository, declaration)];
    const isPatch = places.length === 0;
    const fits = places.some(
      (it) =>
        it.name === name && (it.namespace === undefined || namespaces.has(undefined) || namespaces.has(it.namespace)),
    );
    if (!fits && !isPatch) continue;
    const entries = entriesOf(document.facts, manifest.path, manifest.documents.indexOf(document), kind === 'Secret');
    if (isPatch) found.push({ entries, open: entries.length === 0, isPatch });
    else if (mentionsAbove(repository, manifest.path, kind))
      found.push({ ...patchedEntries(repository, declaration, entries), isPatch });
    else found.push({ entries, open: false, isPatch });
  }
  // A patch alone makes no object.
  const declared = found.every((it) => it.isPatch) ? [] : found;
  return [...declared, ...(generated(repository).get(`${kind}/${name}`) ?? [])];
}

/** The entries of an object that patches may change, as builds leave them. Reads the object and its patches. */
function patchedEntries(
  repository: Repository,
  { manifest, document, declared }: Declaration,
  written: readonly SourceEntry[],
): VariableSource {
  const index = manifest.documents.indexOf(document);
  const objects = builtFrom(repository, manifest.path, index);
  const open = objects.length === 0 || objects.some((it) => it.vague);
  const entries = new Map<string, SourceEntry>();
  for (const object of objects) {
    for (const list of ['data', 'stringData']) {
      const content = at(object.body(), list);
      for (const [name, value] of Object.entries(isBody(content) ? content : {})) {
        const field = `${list}.${name}`;
        const old = entries.get(name) ?? written.find((it) => it.place.field === field);
        const place = old?.place ?? { path: manifest.path, document: index, field };
        const isKnown = declared.kind !== 'Secret' && (entries.get(name)?.value ?? value) === value;
        entries.set(name, { name, place, ...(isKnown && typeof value === 'string' && { value }) });
      }
    }
  }
  return {
    entries: open ? [...entries.values(), ...written.filter((it) => !entries.has(it.name))] : [...entries.values()],
    open,
  };
}

function entriesOf(facts: Facts, path: string, document: number, secret: boolean): readonly SourceEntry[] {
  const entries: SourceEntry[] = [];
  for (const [field, word] of facts.fields) {
    const prefix = /^(data|stringData)\./.exec(field)?.[0];
    if (prefix === undefined) continue;
    const value = secret || word.hidden === true ? {} : { value: word.value };
    entries.push({ name: field.slice(prefix.length), ...value, place: { path, document, field } });
  }
  return entries;
}

/** What the generators of all kustomization files make, by kind and name. The hash behind the name is left out. */
function generated(repository: Repository): ReadonlyMap<string, readonly VariableSource[]> {
  return repository.remember('generated', () => {
    const all = new Map<string, VariableSource[]>();
    for (const manifest of repository.builds.kustomizationFiles()) {
      manifest.documents.forEach(({ facts }, document) => {
        for (const [list, kind] of generators) {
          for (let at = 0; facts.fields.has(`${list}.${at}.name`); at++) {
            const name = literalOf(facts.fields.get(`${list}.${at}.name`)?.value ?? '') ?? '';
            const made = `${facts.fields.get('namePrefix')?.value ?? ''}${name}${facts.fields.get('nameSuffix')?.value ?? ''}`;
            const key = `${kind}/${made}`;
            all.set(key, [...(all.get(key) ?? []), generatedBy(facts, `${list}.${at}`, manifest.path, document)]);
          }
        }
      });
    }
    return all;
  });
}

/** The names of what the generators of the builds that take in a file make. */
export function* generatedBeside(repository: Repository, kind: string, path: string): Generator<string> {
  const files = new Set(wayUp(repository, path).folders.map((it) => repository.builds.fileOf(it)?.path));
  for (const [key, sources] of generated(repository)) {
    if (!key.startsWith(`${kind}/`)) continue;
    if (sources.some(({ entries }) => entries.some(({ place }) => files.has(place.path))))
      yield key.slice(kind.length + 1);
  }
}

const generators = [
  ['configMapGenerator', 'ConfigMap'],
  ['secretGenerator', 'Secret'],
] as const;

function generatedBy(facts: Facts, generator: string, path: string, document: number): VariableSource {
  const entries: SourceEntry[] = [];
  let open = false;
  for (const [field, word] of facts.fields) {
    if (!field.startsWith(`${generator}.`)) continue;
    const list = field.slice(generator.length + 1);
    if (list.startsWith('env')) open = true;
    const entry = list.startsWith('literals.') ? literalIn(word) : list.startsWith('files.') ? fileIn(word) : undefined;
    const isSecret = generator.startsWith('secret');
    if (entry && isSecret) entries.push({ name: entry.name, place: { path, document, field } });
    else if (entry) entries.push({ ...entry, place: { path, document, field } });
  }
  return { entries, open };
}

function literalIn({ value }: Word): { readonly name: string; readonly value: string } {
  const equals = value.indexOf('=');
  const text = value.slice(equals + 1);
  return { name: value.slice(0, equals), value: /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text };
}

function fileIn({ value }: Word): { readonly name: string } {
  const equals = value.indexOf('=');
  return { name: equals > 0 ? value.slice(0, equals) : nameOf(value) };
}
