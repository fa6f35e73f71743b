import type { Scalar } from 'yaml';
import { substitute } from '../../flux/expand.ts';
import type { Lookup } from '../../flux/expand.ts';
import { isWrittenPlain, plainKind } from '../../flux/rewritten.ts';
import { scalarsIn } from '../readings.ts';
import { ManifestDocument, Section } from '../repository/manifest.ts';
import { textOf } from '../yaml/parse.ts';
import { lookupIn } from './variables.ts';
import type { Scope } from './variables.ts';

/** A document once the variables of a Kustomization are in it. */
export interface Settled {
  /** The nodes keep the places that they have in the file. */
  readonly document: ManifestDocument;
  /** What stands where, by offset in the file; values that cannot be known are as they were, and not among them. */
  readonly values: ReadonlyMap<number, string>;
}

/**
 * The document as Flux sends it once it has put in the variables of a scope, as far as every variable of a value is known; `undefined` where that
 * is none. No scope knows the values of Secrets, so none is here.
 */
export function settledIn(document: ManifestDocument, scope: Scope): Settled | undefined {
  const lookup = lookupIn(scope);
  // Most documents hold nothing that is known: those are not copied.
  const isKnown = (it: Scalar): boolean => valueOf(it, lookup) !== undefined;
  if (![...scalarsIn(document.yaml)].some(({ node, isKey }) => !isKey && isKnown(node))) return undefined;
  const copy = document.yaml.clone();
  const values = new Map<number, string>();
  for (const { node, isKey } of scalarsIn(copy)) {
    const value = isKey ? undefined : valueOf(node, lookup);
    if (value === undefined) continue;
    const { text, ...read } = value;
    values.set(document.span(node).start, text);
    Object.assign(node, read);
    delete node.tag;
  }
  const section = new Section(document.section.text, false, { ...document.section.parsed, document: copy });
  return { document: new ManifestDocument(section, document.start), values };
}

/** The text that stands there, and what Flux reads it as. */
interface Value extends Pick<Scalar, 'value' | 'type'> {
  readonly text: string;
  readonly source: string;
}

/**
 * What becomes of a scalar that has variables; `undefined` where that is not known. kustomize has written the text anew before Flux puts the
 * variables in: whether it then stands in quotes depends on what it says, not on the file.
 */
function valueOf(node: Scalar, lookup: Lookup): Value | undefined {
  const written = textOf(node);
  if (written === undefined || !/\$[{$]/.test(written)) return undefined;
  const { text, missing, error } = substitute(written, lookup);
  if (text === undefined || missing.length > 0 || error !== undefined) return undefined;
  const asText: Value = { text, value: text, source: text, type: 'QUOTE_DOUBLE' };
  if (!isWrittenPlain(written)) return written.includes('\n') || !/["'\\]/.test(text) ? asText : undefined;
  const kind = plainKind(text);
  if (kind === 'number') return { text, value: Number(text), source: text, type: 'PLAIN' };
  if (kind === 'null') return { text, value: null, source: 'null', type: 'PLAIN' };
  if (kind === 'text') return isWrittenPlain(text) ? asText : undefined;
  const value = /^(?:y|yes|on|true)$/i.test(text);
  return { text, value, source: String(value), type: 'PLAIN' };
}
