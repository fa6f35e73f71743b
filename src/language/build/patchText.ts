import { parseOne } from '../yaml/parse.ts';
import { splitDocuments } from '../yaml/split.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { hasNothing } from '../yaml/text.ts';
import { at, bodies, isBody, isList, text, valueOf } from './body.ts';
import type { Body } from './body.ts';
import type { Fault } from './problem.ts';

type Meaning = { readonly merges: readonly Body[] } | { readonly operations: readonly Body[] };

/** What a patch's text means: strategic merges, or the operations of a JSON patch. `undefined`: neither. */
export function meaningOf(content: string): Meaning | undefined {
  const parts = splitDocuments(content).map(({ start, end }) => parseOne(content.slice(start, end)));
  if (parts.some((it) => it.errors.length > 0)) return undefined;
  const values = parts.map((it) => valueOf(it.document)).filter((it) => it !== null);
  // Operations are read as kustomization files are, merges as objects are.
  const isJson = !content.startsWith('[') || isValidJson(content);
  const operations =
    isJson && isList(values[0]) && parts[0] !== undefined ? valueOf(parts[0].document, true) : undefined;
  if (operations !== undefined) return { operations: bodies(operations) };
  const merges = values.filter(isBody).filter((it) => Object.keys(it).length > 0);
  const named = merges.every((it) => text(it['kind']) !== undefined && text(at(it, 'metadata', 'name')) !== undefined);
  return merges.length > 0 && named ? { merges } : undefined;
}

/** What begins with a bracket must be JSON to the last quote. */
function isValidJson(content: string): boolean {
  try {
    JSON.parse(content);
    return true;
  } catch {
    return false;
  }
}

/** What may be wrong with the form of a patch. */
export type Form = Extract<Fault, { readonly what: 'patch-form' }>['wrong'];

/** The operations of RFC 6902. */
const operationNames: ReadonlySet<string> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/** Whether there is such an operation. */
export function isOperation({ op }: Body): boolean {
  const name = text(op) ?? '';
  return operationNames.has(name) || isSymbolic(name);
}

/** What is wrong with a patch before anybody knows what it is laid on. */
export function faultOf(patch: { readonly text?: string; readonly target?: Body }): Form | undefined {
  const meaning = patch.text === undefined ? undefined : meaningOf(patch.text);
  if (patch.text === undefined || hasNothing(patch.text)) return undefined;
  if (meaning === undefined) return isSymbolic(patch.text) ? undefined : 'unreadable';
  if (!('operations' in meaning)) return undefined;
  if (patch.target === undefined) return 'no-target';
  const isPlaced = ({ path }: Body): boolean => /^(?:\/|\$\{|$)/.test(text(path) ?? '');
  return meaning.operations.every((it) => isOperation(it) && isPlaced(it)) ? undefined : 'operation';
}
