import type { BundleReader } from './schema.ts';

/**
 * What the fields of the kinds do, in our words: the files of `src/schemas/texts`, each read when a kind first needs it.
 *
 * A file is named after a group and kind, `apps.Deployment` (`core` for the group without a name), or after a definition that many share,
 * such as `podSpec`. Its `fields` say what each path is about, its `shared` which definition speaks for everything below a path.
 */
export class Texts {
  readonly #read: BundleReader;
  readonly #files = new Map<string, TextNode | undefined>();

  /** Without a reader there are no texts. */
  constructor(read: BundleReader = () => undefined) {
    this.#read = read;
  }

  /**
   * The text of a field as Markdown; `undefined` where nobody wrote one. In the path a number, or `[]`, is an item of a list. Costs the
   * length of the path once the file is read. What a kind says of a field goes before what a shared definition says; kinds without a file
   * have the texts that all objects share, and items without a text that of their list.
   */
  find(group: string, kind: string, path: readonly (string | number)[]): string | undefined {
    const root = this.#file(textFile(group, kind)) ?? this.#file('object');
    if (root === undefined) return undefined;
    const found = this.#follow(root, path, 0);
    return found ?? (isItem(path.at(-1)) ? this.#follow(root, path.slice(0, -1), 0) : undefined);
  }

  #follow(node: TextNode, path: readonly (string | number)[], depth: number): string | undefined {
    const step = path[depth];
    const next = step === undefined ? undefined : childOf(node, step);
    const own = step === undefined ? node.text : next && this.#follow(next, path, depth + 1);
    if (own !== undefined || node.shared === undefined) return own;
    const shared = this.#file(node.shared);
    return shared && this.#follow(shared, path, depth);
  }

  #file(name: string): TextNode | undefined {
    if (!this.#files.has(name)) {
      const json = this.#read(`texts/${name}.json`);
      this.#files.set(name, json === undefined ? undefined : treeOf(JSON.parse(json) as TextFile));
    }
    return this.#files.get(name);
  }
}

/** One file of texts. A path is `spec.list[].name`; `*` is any key of a map and `.` the value itself. */
export interface TextFile {
  readonly shared?: Readonly<Record<string, string>>;
  readonly fields?: Readonly<Record<string, string>>;
}

/** The name of a kind's file of texts, without folder and ending. */
export function textFile(group: string, kind: string): string {
  return `${group === '' ? 'core' : group}.${kind}`;
}

/** The steps of a path as the files write it: `spec.list[].name` is `spec`, `list`, `[]`, `name`; a key with dots is `labels["a.b/c"]`. */
export function stepsOf(path: string): string[] {
  return [...path.matchAll(/\["([^"]+)"\]|\[\]|[^.[\]]+/g)].map(([step, quoted]) => quoted ?? step);
}

interface TextNode {
  text?: string;
  shared?: string;
  readonly children: Map<string, TextNode>;
}

function treeOf(file: TextFile): TextNode {
  const root: TextNode = { children: new Map() };
  for (const [path, text] of Object.entries(file.fields ?? {})) nodeAt(root, path).text = text;
  for (const [path, name] of Object.entries(file.shared ?? {})) nodeAt(root, path).shared = name;
  return root;
}

function nodeAt(root: TextNode, path: string): TextNode {
  let node = root;
  for (const step of stepsOf(path)) {
    const child: TextNode = node.children.get(step) ?? { children: new Map() };
    node.children.set(step, child);
    node = child;
  }
  return node;
}

function isItem(step: string | number | undefined): boolean {
  return step === '[]' || typeof step === 'number';
}

function childOf(node: TextNode, step: string | number): TextNode | undefined {
  return typeof step === 'number' ? node.children.get('[]') : (node.children.get(step) ?? node.children.get('*'));
}
