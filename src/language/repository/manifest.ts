import type { Document, Node } from 'yaml';
import { nameOf } from './paths.ts';
import { kustomizationFileNames } from '../../flux/kind.ts';
import type { FluxInUse } from '../../flux/versions.ts';
import { embeddedHeaders } from './declares.ts';
import { factsOf } from './facts.ts';
import type { Facts } from './facts.ts';
import { headerWith } from './header.ts';
import type { Header, Word } from './header.ts';
import { pathAtOffset } from '../yaml/locate.ts';
import type { Located } from '../yaml/locate.ts';
import { outlineOf } from '../yaml/outlineOf.ts';
import { nodeAt, parseOne, spanOf } from '../yaml/parse.ts';
import type { Parsed, Step } from '../yaml/parse.ts';
import type { KindSchema } from '../schema/schema.ts';
import { piecesOf } from '../yaml/items.ts';
import { LineIndex } from '../yaml/text.ts';
import type { Span } from '../yaml/text.ts';
import { splitDocuments } from '../yaml/split.ts';

/** What a document alone is judged by. */
export interface Judges {
  readonly schema: KindSchema | undefined;
  readonly flux: FluxInUse;
}

/** The text between two `---`, or of an item of a list, which knows nothing of its place in the file, so that it outlives edits elsewhere. */
export class Section {
  readonly text: string;
  /** Known at once, from the lines alone where they are plain. */
  readonly facts: Facts;
  /** By what the rules that look at one document found nothing in it, and nothing that anything elsewhere could change. */
  spotlessBy: Judges | undefined;
  #parsed: Parsed | undefined;
  #memory: Map<string, unknown> | undefined;

  /** `parsed`: what to take the text for, where that is not what it says itself. */
  constructor(text: string, isKustomizeFile: boolean, parsed?: Parsed) {
    this.text = text;
    this.#parsed = parsed;
    this.facts = factsOf(text, isKustomizeFile, (want) => outlineOf(this.parsed.document, want));
  }

  /** Parsed when first asked for, then kept until released. */
  get parsed(): Parsed {
    return (this.#parsed ??= parseOne(this.text));
  }

  get isParsed(): boolean {
    return this.#parsed !== undefined;
  }

  /** Computes something from this text alone, once. */
  remember<T>(what: string, compute: () => T): T {
    const memory = (this.#memory ??= new Map<string, unknown>());
    const old = memory.get(what);
    if (old !== undefined || memory.has(what)) return old as T;
    const made = compute();
    memory.set(what, made);
    return made;
  }

  /** Whether the text is no YAML. */
  get isBroken(): boolean {
    return this.remember('broken', () => this.parsed.errors.length > 0);
  }

  /** Notes that a reading that takes nothing but YAML has taken the text: `isBroken` needs no parse then. */
  noteWhole(): void {
    this.remember('broken', () => false);
  }

  release(): void {
    this.#parsed = undefined;
  }
}

/** An object and where in its document it stands; the spans are those of the file. */
export interface PlacedObject {
  /** Empty for the document itself. */
  readonly path: readonly Step[];
  readonly header: Header;
}

/** One YAML document in its file, or an item of one that is a list: see `piecesOf`. All spans and offsets taken and given are those of the file. */
export class ManifestDocument {
  readonly section: Section;
  /** Offset of the document in the file. */
  readonly start: number;
  #header: Header | undefined;

  constructor(section: Section, start: number) {
    this.section = section;
    this.start = start;
  }

  get end(): number {
    return this.start + this.section.text.length;
  }

  get facts(): Facts {
    return this.section.facts;
  }

  /** The header with the spans of the file; values without quotes. */
  get header(): Header {
    return (this.#header ??= this.#placed(this.facts.header));
  }

  /** The objects that stand in the document: the one that it is and, of a List or a ResourceSet, those that it holds. */
  *objects(): Generator<PlacedObject> {
    yield { path: [], header: this.header };
    for (const [path, header] of embeddedHeaders(this.facts.header, this.facts.fields)) {
      const steps = path.split('.').map((it) => (/^\d+$/.test(it) ? Number(it) : it));
      yield { path: steps, header: this.#placed(header) };
    }
  }

  #placed({ apiVersion, kind, name, namespace, group, version }: Header): Header {
    const placed = (word: Word | undefined): Word | undefined => word && this.place(word);
    const parts = {
      apiVersion: placed(apiVersion),
      kind: placed(kind),
      name: placed(name),
      namespace: placed(namespace),
    };
    return headerWith(parts, group, version);
  }

  /** The document of the `yaml` package. Ranges in it count from `start`: use `span` to place them. */
  get yaml(): Document {
    return this.section.parsed.document;
  }

  /** The node at a path such as `['spec', 'dependsOn', 0, 'name']`, through aliases and merge keys. */
  nodeAt(path: readonly Step[]): Node | undefined {
    return nodeAt(this.yaml, path);
  }

  /** Where a node stands in the file, quotes included, without comments and blanks after it. */
  span(node: Node): Span {
    return this.shift(spanOf(node));
  }

  /** What stands at an offset of the file: see `Located`. Empty values count as far as the end of their line. */
  locate(offset: number): Located {
    return pathAtOffset(this.yaml, this.section.text, offset - this.start);
  }

  /** Moves a span of the section to the file. */
  shift(span: Span): Span {
    return { start: span.start + this.start, end: span.end + this.start };
  }

  place(word: Word): Word {
    return { value: word.value, span: this.shift(word.span) };
  }
}

/** One file of the repository. Immutable: an edit makes another one, which shares the sections that did not change. */
export class Manifest {
  readonly path: string;
  readonly text: string;
  readonly documents: readonly ManifestDocument[];
  #lines: LineIndex | undefined;

  constructor(path: string, text: string, before?: Manifest) {
    this.path = path;
    this.text = text;
    const old = before && new Map(before.documents.map((it) => [it.section.text, it.section]));
    const isKustomizeFile = (kustomizationFileNames as readonly string[]).includes(nameOf(path));
    this.documents = splitDocuments(text)
      .flatMap((span) => piecesOf(text, span))
      .map((it) => new ManifestDocument(old?.get(it.text) ?? new Section(it.text, isKustomizeFile), it.start));
  }

  get lines(): LineIndex {
    return (this.#lines ??= new LineIndex(this.text));
  }

  /** The document that holds an offset; at a border the later one. */
  documentAt(offset: number): ManifestDocument | undefined {
    return this.documents.findLast((it) => it.start <= offset) ?? this.documents[0];
  }
}
