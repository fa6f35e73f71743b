import type { Declared } from './declares.ts';
import type { Manifest, ManifestDocument } from './manifest.ts';
import { Multimap } from './multimap.ts';

/** An object as a file declares it, before kustomize and Flux name and place it. */
export interface Declaration {
  readonly manifest: Manifest;
  readonly document: ManifestDocument;
  readonly declared: Declared;
}

/** Declarations by kind and by the name written in the file. Patches and templates are in it too: who asks must leave them out. */
export class ObjectIndex {
  readonly #kinds = new Map<string, Multimap<string, Declaration>>();
  readonly #byManifest = new Map<Manifest, readonly Declaration[]>();

  add(manifest: Manifest): void {
    const all = manifest.documents.flatMap((document) =>
      document.facts.declares.map((declared) => ({ manifest, document, declared })),
    );
    if (all.length === 0) return;
    this.#byManifest.set(manifest, all);
    for (const it of all) {
      const key = kindKey(it.declared.group, it.declared.kind);
      const names = this.#kinds.get(key) ?? new Multimap<string, Declaration>();
      this.#kinds.set(key, names);
      names.add(it.declared.name.value, it);
    }
  }

  remove(manifest: Manifest): void {
    for (const it of this.#byManifest.get(manifest) ?? []) {
      this.#kinds.get(kindKey(it.declared.group, it.declared.kind))?.remove(it.declared.name.value, it);
    }
    this.#byManifest.delete(manifest);
  }

  /** Declarations of a kind with this name in the file. */
  named(group: string, kind: string, name: string): Iterable<Declaration> {
    return this.#kinds.get(kindKey(group, kind))?.get(name) ?? [];
  }

  /** The names under which a kind is declared. */
  names(group: string, kind: string): Iterable<string> {
    return this.#kinds.get(kindKey(group, kind))?.keys() ?? [];
  }

  /** The groups in which a kind of that name is declared. Costs the number of kinds. */
  groupsOf(kind: string): readonly string[] {
    return [...this.#kinds.keys()].flatMap((it) => (it.endsWith(`/${kind}`) ? [it.slice(0, -kind.length - 1)] : []));
  }

  /** The kinds that are declared, or were. Costs the number of kinds. */
  *kinds(): Generator<{ readonly group: string; readonly kind: string }> {
    for (const it of this.#kinds.keys()) {
      const slash = it.lastIndexOf('/');
      yield { group: it.slice(0, slash), kind: it.slice(slash + 1) };
    }
  }

  /** All declarations of a kind. */
  *ofKind(group: string, kind: string): Generator<Declaration> {
    for (const name of this.names(group, kind)) yield* this.named(group, kind, name);
  }

  /** All declarations. Costs their number. */
  *all(): Generator<Declaration> {
    for (const list of this.#byManifest.values()) yield* list;
  }

  /** The declarations of one file, in its order. */
  in(manifest: Manifest): readonly Declaration[] {
    return this.#byManifest.get(manifest) ?? [];
  }
}

function kindKey(group: string, kind: string): string {
  return `${group}/${kind}`;
}
