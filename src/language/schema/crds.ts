import type { Manifest, ManifestDocument, Section } from '../repository/manifest.ts';
import { parseOne } from '../yaml/parse.ts';
import { descriptionIn } from './crdTexts.ts';
import { sizeOf, versionsIn, withoutDescriptions } from './crd.ts';
import type { KindName, KindSchema, Schema } from './schema.ts';

/** A CustomResourceDefinition as a file has it. */
interface Definition {
  readonly path: string;
  readonly document: ManifestDocument;
  readonly names: readonly KindName[];
  readonly schemas: Map<string, KindSchema | undefined>;
}

/**
 * The CustomResourceDefinitions of a repository by the kinds that they define. Which kinds and versions is known from the lines; a schema is
 * parsed when somebody asks for it, and kept as long as its text stays the same.
 */
export class CrdIndex {
  readonly #byPath = new Map<string, readonly Definition[]>();
  readonly #byKind = new Map<string, Set<Definition>>();
  /** Kinds that a file defines or has defined. */
  readonly #touched = new Map<string, Set<string>>();
  readonly #parsed = new WeakMap<Section, ReadonlyMap<string, Schema>>();

  add(manifest: Manifest): void {
    const found = manifest.documents.flatMap((document) => definitionIn(manifest.path, document));
    if (found.length === 0) return;
    this.#byPath.set(manifest.path, found);
    const touched = this.#touched.get(manifest.path) ?? new Set();
    this.#touched.set(manifest.path, touched);
    for (const it of found) {
      const key = keyOf(it);
      touched.add(key);
      const all = this.#byKind.get(key) ?? new Set();
      this.#byKind.set(key, all.add(it));
    }
  }

  remove(path: string): void {
    for (const it of this.#byPath.get(path) ?? []) this.#byKind.get(keyOf(it))?.delete(it);
    this.#byPath.delete(path);
  }

  /**
   * The schema of a kind in a version that is served. `isReal` tells whether a file holds objects: patches and templates do not count. Of
   * several that differ, as the files of two clusters may, the one that names most fields: nothing that any of them knows is called wrong.
   */
  find(group: string, version: string, kind: string, isReal: (path: string) => boolean): KindSchema | undefined {
    const all = [...(this.#byKind.get(`${group}/${kind}`) ?? [])].filter((it) => isReal(it.path));
    const found = all.map((it) => this.#schemaOf(it, version)).filter((it) => it !== undefined);
    if (found.length < 2) return found[0];
    return found.reduce((best, it) => (sizeOf(it.schema) > sizeOf(best.schema) ? it : best));
  }

  /** Every kind in every version that is served. */
  kinds(isReal: (path: string) => boolean): readonly KindName[] {
    return [...this.#byKind.values()]
      .flatMap((all) => [...all])
      .filter((it) => isReal(it.path))
      .flatMap((it) => it.names);
  }

  /** What the CRD that gave a schema says of a field of it; see `descriptionIn`. */
  describe({ group, version, kind, origin }: KindSchema, path: readonly string[]): string | undefined {
    if (origin.from !== 'file') return undefined;
    const all = this.#byPath.get(origin.path) ?? [];
    const found = all.find((it) => keyOf(it) === `${group}/${kind}` && it.names.some((one) => one.version === version));
    return found && descriptionIn(found.document.section.text, version, path);
  }

  /** `group/Kind` of what a file defines, or has defined before it was changed. */
  touchedBy(path: string): ReadonlySet<string> {
    return this.#touched.get(path) ?? new Set();
  }

  #schemaOf(it: Definition, version: string): KindSchema | undefined {
    if (it.schemas.has(version)) return it.schemas.get(version);
    const name = it.names.find((one) => one.version === version);
    const schema = name && this.#versionsOf(it.document.section).get(version);
    const found = schema && {
      ...name,
      schema,
      definitions: {},
      normalised: false,
      origin: { from: 'file', path: it.path } as const,
    };
    it.schemas.set(version, found);
    return found;
  }

  #versionsOf(section: Section): ReadonlyMap<string, Schema> {
    const known = this.#parsed.get(section);
    if (known !== undefined) return known;
    // Parsed apart, so that the tree is not kept: a CRD is large, and mostly nobody looks at it.
    const versions = versionsIn(parseOne(withoutDescriptions(section.text)).document);
    this.#parsed.set(section, versions);
    return versions;
  }
}

function keyOf({ names: [first] }: Definition): string {
  return `${first?.group ?? ''}/${first?.kind ?? ''}`;
}

function definitionIn(path: string, document: ManifestDocument): readonly Definition[] {
  const { header, fields, patch } = document.facts;
  if (header.kind?.value !== 'CustomResourceDefinition' || header.apiVersion?.value !== crdVersion || patch) return [];
  const read = (field: string) => fields.get(`spec.${field}`)?.value;
  const [group, kind, scope] = [read('group'), read('names.kind'), read('scope')];
  if (group === undefined || kind === undefined) return [];
  const namespaced = scope === 'Namespaced' ? true : scope === 'Cluster' ? false : undefined;
  const versions = [...fields.keys()].flatMap((it) => /^spec\.versions\.(\d+)\.name$/.exec(it)?.[1] ?? []);
  const served = versions.filter((at) => read(`versions.${at}.served`) !== 'false');
  const isStored = (at: string) => read(`versions.${at}.storage`) === 'true';
  const ordered = [...served.filter(isStored), ...served.filter((at) => !isStored(at))];
  const names = ordered.map((at) => ({ group, version: read(`versions.${at}.name`) ?? '', kind, namespaced }));
  return names.length === 0 ? [] : [{ path, document, names, schemas: new Map() }];
}

/** Older ones are no longer served by any Kubernetes since 1.22. */
const crdVersion = 'apiextensions.k8s.io/v1';
