import { kustomizeGroup } from '../../flux/kind.ts';
import { groupOf, versionOf } from '../../flux/objects.ts';
import type { Span } from '../yaml/text.ts';

/** A scalar and its place, counted from the start of its document. */
export interface Word {
  readonly value: string;
  readonly span: Span;
  /** Of an entry of a mapping: where its key stands. */
  readonly key?: Span;
  /** Whether an entry has a value that the index does not keep; `value` is empty then. */
  readonly hidden?: true;
}

/** Which object a document says it is. Parts that are missing are absent. */
export interface Header {
  readonly apiVersion?: Word;
  readonly kind?: Word;
  readonly name?: Word;
  readonly namespace?: Word;
  /** Group of the API version; empty for the core group and for a missing one. */
  readonly group: string;
  /** Version without group; empty for a missing one. */
  readonly version: string;
}

/** A header of the parts that are there. */
export function headerWith(parts: Words, group: string, version: string): Header {
  const made: { -readonly [K in keyof Header]: Header[K] } = { group, version };
  if (parts.apiVersion) made.apiVersion = parts.apiVersion;
  if (parts.kind) made.kind = parts.kind;
  if (parts.name) made.name = parts.name;
  if (parts.namespace) made.namespace = parts.namespace;
  return made;
}

interface Words {
  readonly apiVersion: Word | undefined;
  readonly kind: Word | undefined;
  readonly name: Word | undefined;
  readonly namespace: Word | undefined;
}

/**
 * The header of the object whose fields have a prefix, such as `items.0.`; empty for the document itself. Of a file with one of its names kustomize
 * takes group and kind for granted, each where it is missing (api/types FixKustomization).
 */
export function headerOf(fields: ReadonlyMap<string, Word>, prefix: string, isKustomizeFile = false): Header {
  const get = (path: string): Word | undefined => fields.get(prefix + path);
  const [apiVersion, kind, name, namespace] = [
    get('apiVersion'),
    get('kind'),
    get('metadata.name'),
    get('metadata.namespace'),
  ];
  const text = apiVersion?.value ?? '';
  const isOwn = isKustomizeFile && apiVersion === undefined && /^(?:Kustomization|Component|)$/.test(kind?.value ?? '');
  return headerWith({ apiVersion, kind, name, namespace }, isOwn ? kustomizeGroup : groupOf(text), versionOf(text));
}
