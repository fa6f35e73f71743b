import { isFluxGroup } from '../../flux/kind.ts';
import type { Facts } from './facts.ts';
import type { Manifest } from './manifest.ts';
import { Multimap } from './multimap.ts';

/** Which files mention a name where Flux objects name others, or in an image marker: whoever looks for the uses of a name reads these alone. */
export class MentionIndex {
  readonly #files = new Multimap<string, string>();
  readonly #byManifest = new Map<Manifest, readonly string[]>();

  add(manifest: Manifest): void {
    const names = [...new Set(manifest.documents.flatMap((it) => [...namesIn(it.facts)]))];
    if (names.length === 0) return;
    this.#byManifest.set(manifest, names);
    for (const it of names) this.#files.add(it, manifest.path);
  }

  remove(manifest: Manifest): void {
    for (const it of this.#byManifest.get(manifest) ?? []) this.#files.remove(it, manifest.path);
    this.#byManifest.delete(manifest);
  }

  /** The paths of the files that mention a name: some of them mean something else by it. */
  files(name: string): Iterable<string> {
    return this.#files.get(name);
  }
}

function* namesIn({ header, fields, markers }: Facts): Generator<string> {
  for (const { value } of markers) yield value.slice(value.indexOf(':') + 1);
  if (!isFluxGroup(header.group)) return;
  for (const [path, { value }] of fields) if (path.startsWith('spec.') && path.endsWith('.name')) yield value;
}
