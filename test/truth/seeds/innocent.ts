import { isAlias, isMap, isScalar, parseAllDocuments, visit } from 'yaml';
import type { Document } from 'yaml';
import { basename } from 'node:path/posix';

/** All texts of a repository by path. */
export type Texts = ReadonlyMap<string, string>;

/** Changes that change nothing for Flux. Each gives all files anew, and where a file has another name, which one it had. */
export const innocent: Readonly<Record<string, (texts: Texts) => Texts>> = {
  'Windows line ends': each((text) => text.replaceAll(/\r?\n/g, '\r\n')),
  'no line end at the end': each((text) => text.trimEnd()),
  'a byte order mark and a document start': each((text) => (/^(---|%)/.test(text) ? text : `---\n${text}`)),
  'empty lines and comments': each((text) => text.replaceAll(/^(?=[a-z])/gim, '\n# a note: "of" {nothing}\n')),
  'wider indentation': each(rewritten((it) => it.toString({ indent: 4, lineWidth: 0 }))),
  'lists at the column of their key': each(rewritten((it) => it.toString({ indentSeq: false, lineWidth: 0 }))),
  'double quotes': each(quoted('"')),
  'single quotes': each(quoted("'")),
  'keys of objects in another order': each(rewritten(reordered)),
  'flow style': each(rewritten(inFlow)),
  'anchors and aliases': each(rewritten(anchored)),
  'files with another name, and their entries': renamed,
  'objects with another name, and their references': called,
};

type Change = (text: string, path: string) => string;

function each(change: Change): (texts: Texts) => Texts {
  return (texts) => new Map([...texts].map(([path, text]) => [path, isYaml(path) ? change(text, path) : text]));
}

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** Every document as `write` has it; a file with a document that is none stays. */
function rewritten(write: (document: Document.Parsed) => string): Change {
  return (text) => {
    const documents = parseAllDocuments(text);
    if (!Array.isArray(documents) || documents.some((it) => it.errors.length > 0 || !isMap(it.contents))) return text;
    return documents.map((it) => `---\n${write(it).replace(/^---\n/, '')}`).join('');
  };
}

/** Values that are text in quotes, which keeps them text. What is no text to YAML 1.1, as Flux's library has it, stays as it is. */
function quoted(quote: '"' | "'"): Change {
  return rewritten((document) => {
    visit(document, {
      Scalar: (key, node) => {
        if (key !== 'value' || node.type !== 'PLAIN' || typeof node.value !== 'string') return;
        if (/^[a-z][\w./-]{3,}$/i.test(node.value)) node.type = quote === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
      },
    });
    return document.toString({ lineWidth: 0 });
  });
}

function reordered(document: Document.Parsed): string {
  // An alias must stay behind its anchor.
  if (isMap(document.contents) && !/[&*]\w/.test(document.toString())) document.contents.items.reverse();
  return document.toString({ lineWidth: 0 });
}

/** Comments would be lost on a line of JSON, and those of image automation mean something. */
function inFlow(document: Document.Parsed): string {
  const text = document.toString({ lineWidth: 0 });
  if (/imagepolicy|flux:|fluxwright/.test(text) || isFoldedOver(document)) return text;
  visit(document, {
    Map: (key, node) => void (key !== null && (node.flow = true)),
    Seq: (_, node) => void (node.flow = true),
  });
  return document.toString({ lineWidth: 0 });
}

/** The writer puts long texts of blocks into quotes, which is the same text; comments inside would end the line. */
function isFoldedOver(document: Document.Parsed): boolean {
  let found = false;
  visit(document, {
    Node: (_, node) => void (found ||= node.comment !== undefined || node.commentBefore !== undefined),
  });
  return found;
}

/** The second of two equal texts of a document is an alias of the first. */
function anchored(document: Document.Parsed): string {
  const seen = new Map<string, number>();
  visit(document, {
    Alias: () => visit.BREAK,
    Scalar: (key, node) => {
      if (key !== 'value' || typeof node.value !== 'string' || node.value.length < 6 || node.comment) return;
      if (node.type !== 'PLAIN' || node.anchor !== undefined || isAlias(node)) return;
      if (seen.has(node.value)) return document.createAlias(firstOf(document, node.value), `a${seen.get(node.value)}`);
      seen.set(node.value, seen.size);
      return;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function firstOf(document: Document.Parsed, value: string) {
  let first;
  visit(document, {
    Scalar: (key, node) => {
      if (key !== 'value' || node.value !== value) return;
      first = node;
      return visit.BREAK;
    },
  });
  if (!isScalar(first)) throw new Error(`no ${value}`);
  return first;
}

/** Files that a kustomization file lists are called otherwise, there and in the list. */
function renamed(texts: Texts): Texts {
  const result = new Map(texts);
  for (const [path, text] of texts) {
    if (!/(^|\/)kustomization\.yaml$/.test(path)) continue;
    const folder = path.slice(0, path.length - 'kustomization.yaml'.length);
    for (const [, entry = ''] of text.matchAll(/^ *- (?:\.\/)?([\w-]+\.yaml)$/gm)) {
      const old = result.get(folder + entry);
      if (old === undefined || basename(entry).startsWith('gotk-') || usedTwice(texts, entry)) continue;
      result.delete(folder + entry);
      result.set(`${folder}moved-${entry}`, old);
      result.set(path, (result.get(path) ?? '').replaceAll(new RegExp(`(?<=[ /])${entry}$`, 'gm'), `moved-${entry}`));
    }
  }
  return result;
}

/**
 * Sources and what is waited for have another name, wherever a name is written; but for those that are also of a namespace or in a marker, and
 * for the chart by whose name we know that it makes a FluxInstance.
 */
function called(texts: Texts): Texts {
  const named = /^kind: (?:\w+Repository|Kustomization|HelmRelease|Provider)\s*\nmetadata:\s*\n +name: ([a-z][\w-]+)\s*$/gm;
  const names = new Set([...texts.values()].flatMap((text) => [...text.matchAll(named)].map(([, name = '']) => name)));
  for (const text of texts.values())
    for (const [, name = ''] of text.matchAll(/(?:\bnamespace: |kind: Namespace\s*\nmetadata:\s*\n +name: |imagepolicy": "[\w-]+:)([\w-]+)/g))
      names.delete(name);
  names.delete('flux-instance');
  const change = each((text) =>
    text.replaceAll(/(?<=\bname: ["']?)([a-z][\w-]+)(?=["']?[ ,}]*$)/gm, (name) => (names.has(name) ? `${name}-too` : name)),
  );
  return change(texts);
}

/** By another way than an entry of the folder: as a file of values, of a patch elsewhere. */
function usedTwice(texts: Texts, entry: string): boolean {
  return [...texts.values()].some((text) => new RegExp(`\\.\\./([\\w./-]*/)?${entry}|[\\w-]/${entry}|=${entry}`).test(text));
}
