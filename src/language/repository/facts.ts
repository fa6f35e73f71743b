import { kustomizeGroup } from '../../flux/kind.ts';
import { declaredBy } from './declares.ts';
import type { Declared } from './declares.ts';
import { headerOf } from './header.ts';
import type { Header, Word } from './header.ts';
import { scanOutline } from '../yaml/outline.ts';
import type { Leaf, Want } from '../yaml/outline.ts';
import { headerWant, kustomizeWant, wanted } from '../yaml/wanted.ts';

/** What the index knows of one document. */
export interface Facts {
  readonly header: Header;
  /** Whether the document is a patch by its own look (`$patch`, or the placeholder name `_`). */
  readonly patch: boolean;
  readonly declares: readonly Declared[];
  /** The fields that `wanted` lists for the kind, by dotted path. */
  readonly fields: ReadonlyMap<string, Word>;
  /** Which of `tellingWords` a document that patches others mentions anywhere: what it may do to them, without reading it. */
  readonly mentions: readonly TellingWord[];
  /** Names in `${…}` anywhere in the text, each once. */
  readonly uses: readonly string[];
  /** The policies that markers for image automation name, each as `namespace:name`, quotes and what follows the name left out. */
  readonly markers: readonly Word[];
}

/** What patches may put into other objects that decides about variables. */
const tellingWords = ['postBuild', 'ConfigMap', 'Secret', 'kustomize.toolkit.fluxcd.io/substitute'] as const;
export type TellingWord = (typeof tellingWords)[number];

/**
 * The facts of a document. `outline` parses, and is called only where looking at lines is not enough. `isKustomizeFile` says that the file has
 * one of kustomize's names, in which `apiVersion` and `kind` may be left out.
 */
export function factsOf(text: string, isKustomizeFile: boolean, outline: (want: Want) => readonly Leaf[]): Facts {
  return new TextFacts(text, isKustomizeFile, outline);
}

/** Each fact is read from the text when somebody asks for it, and kept: whoever judges one file alone needs few. */
class TextFacts implements Facts {
  readonly header: Header;
  readonly patch: boolean;
  readonly #text: string;
  readonly #isKustomizeFile: boolean;
  readonly #outline: (want: Want) => readonly Leaf[];
  #declares: readonly Declared[] | undefined;
  #fields: ReadonlyMap<string, Word> | undefined;
  #mentions: readonly TellingWord[] | undefined;
  #uses: readonly string[] | undefined;
  #markers: readonly Word[] | undefined;

  constructor(text: string, isKustomizeFile: boolean, outline: (want: Want) => readonly Leaf[]) {
    this.#text = text;
    this.#isKustomizeFile = isKustomizeFile;
    this.#outline = outline;
    const top = this.#read(headerWant);
    this.header = headerOf(top, '', isKustomizeFile);
    this.patch = top.has('$patch') || this.header.name?.value === '_';
  }

  get fields(): ReadonlyMap<string, Word> {
    return (this.#fields ??= this.#wanted());
  }

  get declares(): readonly Declared[] {
    return (this.#declares ??= this.patch ? none : [...declaredBy(this.header, this.fields)]);
  }

  get mentions(): readonly TellingWord[] {
    return (this.#mentions ??= mentionsIn(this.#text, kindOf(this.header)));
  }

  get uses(): readonly string[] {
    return (this.#uses ??= usesIn(this.#text));
  }

  get markers(): readonly Word[] {
    return (this.#markers ??= markersIn(this.#text));
  }

  #wanted(): ReadonlyMap<string, Word> {
    const { group, kind } = this.header;
    const isBare = this.#isKustomizeFile && group === kustomizeGroup && kind === undefined;
    const want = isBare ? kustomizeWant : wanted.get(kindOf(this.header));
    return want === undefined ? noFields : this.#read(want);
  }

  #read(want: Want): ReadonlyMap<string, Word> {
    return new Map((scanOutline(this.#text, want) ?? this.#outline(want)).map((it) => [it.path, it]));
  }
}

const none: readonly never[] = [];
const noFields: ReadonlyMap<string, Word> = new Map();

function kindOf({ group, kind }: Header): string {
  return `${group}/${kind?.value ?? ''}`;
}

const patchers = /^(\/|kustomize\.config\.k8s\.io\/.*|kustomize\.toolkit\.fluxcd\.io\/Kustomization|.*\/FluxInstance)$/;

/** JSON patches have no kind, and neither have kustomization files sometimes. */
function mentionsIn(text: string, kind: string): readonly TellingWord[] {
  if (!patchers.test(kind)) return none;
  const patches = kind === '/' || /^\s*patches\w*:/m.test(text);
  // A Kustomization's own field is no patch.
  const others = patches ? text.replace(/^ {1,4}postBuild:/m, '') : text;
  return tellingWords.filter((it) => (patches || it.includes('/')) && others.includes(it));
}

/** `# {"$imagepolicy": "namespace:name:tag"}` (image-automation-controller v1.2, pkg/update/setters.go). */
function markersIn(text: string): readonly Word[] {
  if (!text.includes('$imagepolicy')) return none;
  return Array.from(text.matchAll(/"\$imagepolicy"\s*:\s*"([^":\n]*:[^":\n]*)/g), (it) => {
    const value = it[1] ?? '';
    const end = it.index + it[0].length;
    return { value, span: { start: end - value.length, end } };
  });
}

function usesIn(text: string): readonly string[] {
  if (!text.includes('${')) return none;
  return [...new Set(Array.from(text.matchAll(/\$\{#?([\w.-]+)/g), (it) => it[1] ?? ''))];
}

/** The items of a list of scalars, such as `resources` or `spec.components`, that are not empty. Costs the fields of the document. */
export function* itemsOf(
  { fields }: Pick<Facts, 'fields'>,
  list: string,
): Generator<{ readonly at: number; readonly word: Word }> {
  const start = `${list}.`;
  for (const [path, word] of fields) {
    if (!path.startsWith(start)) continue;
    const rest = path.slice(start.length);
    if (/^\d+$/.test(rest)) yield { at: Number(rest), word };
  }
}

/** Whether the document is in kustomize's own format; its group alone decides, a bare one has no header at all. */
export function isKustomize(facts: Facts): boolean {
  const { group, kind, apiVersion } = facts.header;
  return group === kustomizeGroup || (apiVersion === undefined && kind === undefined);
}

/** Whether two documents have the same facts, wherever they stand. */
export function sameFacts(a: Facts, b: Facts | undefined): boolean {
  if (a === b) return true;
  if (b === undefined || a.patch !== b.patch || a.fields.size !== b.fields.size) return false;
  for (const [path, word] of a.fields) if (b.fields.get(path)?.value !== word.value) return false;
  if (a.mentions.join() !== b.mentions.join() || a.uses.join() !== b.uses.join()) return false;
  if (a.markers.map((it) => it.value).join() !== b.markers.map((it) => it.value).join()) return false;
  const headers = [a.header, b.header].map((it) =>
    [it.apiVersion, it.kind, it.name, it.namespace].map((one) => one?.value ?? ''),
  );
  return headers[0]?.join('\n') === headers[1]?.join('\n');
}
