import { isCollection, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { TextEdit } from '../yaml/text.ts';
import { Refusal } from './refusal.ts';

/**
 * The one insertion that adds an entry to `resources` of a kustomization file. All else stays as it is: comments, quotes, line ends, order.
 * The entry goes among its like (`./x/ks.yaml` beside other `./y/ks.yaml`), in alphabetical place where these are sorted. Throws `Refusal`
 * when the file cannot be read as YAML or already lists the entry.
 */
export function addResource(path: string, text: string, entry: string): TextEdit {
  const document = parseDocument(text, { keepSourceTokens: false, merge: true });
  const root = document.contents;
  if (document.errors.length > 0 || (root !== null && !isMap(root))) {
    throw new Refusal(`${path} is not valid YAML. Repair it first, so that the app can be added to its resources.`);
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (root === null)
    return insertion(path, text.length, `${lineBreak(text, eol)}resources:${eol}  - ${plain(entry)}${eol}`);
  const pair = root.items.find((item) => isScalar(item.key) && item.key.value === 'resources');
  if (!pair) return withNewList(path, text, root, entry, eol);
  const list = pair.value;
  if (isSeq(list) && list.items.length > 0) return intoList(path, text, list, entry, eol);
  if (isCollection(list)) return replacement(path, rangeOf(list), `[${plain(entry)}]`);
  if (list !== null && !(isScalar(list) && list.value === null)) {
    throw new Refusal(`resources of ${path} is not a list. Repair it first, so that the app can be added.`);
  }
  return insertion(path, lineEnd(text, rangeOf(pair.key)[1]), `${eol}  - ${plain(entry)}`);
}

function intoList(path: string, text: string, list: YAMLSeq, entry: string, eol: string): TextEdit {
  const items = list.items.filter((item): item is Scalar<string> => isScalar(item) && typeof item.value === 'string');
  const last = items.at(-1);
  if (!last) throw new Refusal(`resources of ${path} holds no plain names. Add the app by hand.`);
  const written = styled(entry, items);
  if (items.some((item) => tidy(item.value) === tidy(entry))) throw new Refusal(`${path} already lists ${entry}.`);
  if (list.flow) return insertion(path, rangeOf(last)[1], `, ${plain(written)}`);
  const before = predecessor(text, items, written) ?? last;
  const start = rangeOf(before)[0];
  const lead = text.slice(text.lastIndexOf('\n', start) + 1, start);
  // The first dash may stand behind something else on its line; then only the column is of use.
  const indent = /^[ ]*- +$/.test(lead) ? lead : `${' '.repeat(Math.max(0, lead.lastIndexOf('-')))}- `;
  return insertion(path, lineEnd(text, rangeOf(before)[1]), `${eol}${indent}${plain(written)}`);
}

/** The item after which the entry belongs: the last smaller one of its shape where those are sorted, otherwise the last of its shape. */
function predecessor(text: string, items: readonly Scalar<string>[], entry: string): Scalar<string> | undefined {
  const alike = items.filter((item) => shape(item.value) === shape(entry));
  const first = alike[0];
  const last = alike.at(-1);
  if (!first || !last) return undefined;
  const sorted = alike.every((item, index) => index === 0 || (alike[index - 1]?.value ?? '') <= item.value);
  // Comments make groups; which one the app belongs to is for people to say.
  const grouped = text.slice(rangeOf(first)[0], rangeOf(last)[0]).includes('#');
  if (!sorted || grouped) return last;
  const smaller = alike.filter((item) => item.value < entry).at(-1);
  return smaller ?? items[items.indexOf(first) - 1] ?? last;
}

function withNewList(path: string, text: string, root: YAMLMap, entry: string, eol: string): TextEdit {
  if (root.flow) throw new Refusal(`${path} is written on one line. Add the app to its resources by hand.`);
  const end = root.range?.[1] ?? text.length;
  const at = text.slice(0, end).trimEnd().length;
  const line = lineEnd(text, at);
  return insertion(path, line, `${eol}resources:${eol}  - ${plain(entry)}${line === text.length ? eol : ''}`);
}

function styled(entry: string, items: readonly Scalar<string>[]): string {
  const dotted = items.filter((item) => item.value.startsWith('./')).length;
  return dotted * 2 > items.length && !entry.startsWith('.') ? `./${entry}` : entry;
}

/** Entries of one shape point to the same sort of thing: a folder above, a folder below, a file of one name in a folder, a file. */
function shape(entry: string): string {
  const name = tidy(entry).split('/').at(-1) ?? '';
  const up = entry.startsWith('../') ? '../' : '';
  if (!/\.ya?ml$/.test(name)) return `${up}folder`;
  return tidy(entry).includes('/') ? `${up}*/${name}` : `${up}file`;
}

function tidy(entry: string): string {
  return entry.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
}

/** A name as YAML writes it; quoted where its characters would mean something else. */
function plain(entry: string): string {
  return /^[\w.][\w./-]*$/.test(entry) ? entry : JSON.stringify(entry);
}

function lineBreak(text: string, eol: string): string {
  return text === '' || text.endsWith('\n') ? '' : eol;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

function rangeOf(node: Node): readonly [number, number] {
  const range = node.range;
  return range ? [range[0], range[1]] : [0, 0];
}

function insertion(path: string, at: number, text: string): TextEdit {
  return { path, span: { start: at, end: at }, text };
}

function replacement(path: string, [start, end]: readonly [number, number], text: string): TextEdit {
  return { path, span: { start, end }, text };
}
