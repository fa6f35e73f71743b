import { substitute } from '../../flux/expand.ts';
import type { Applier } from '../build/builds.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic, literalOf } from '../yaml/symbolic.ts';
import { lookupIn, scopeBy, scopesOf } from './variables.ts';

/** A text of a document with its variables put in. */
export interface Put {
  readonly text: string;
  /** The Kustomization that puts them in; absent where only their defaults are known. */
  readonly applier?: string;
}

/**
 * What a text of a document becomes where all Kustomizations that apply the document make the same of it; where one may have variables that no file
 * shows, or nobody applies it, what the defaults in it say. `undefined` where neither is known.
 */
export function putIn(repository: Repository, path: string, document: ManifestDocument, text: string): Put | undefined {
  if (!text.includes('$')) return isSymbolic(text) ? undefined : { text };
  const scopes = scopesOf(repository, path, document).filter((it) => it.runs !== 'no');
  const [first] = scopes;
  if (first === undefined || scopes.some((it) => it.open || !it.sure)) {
    const literal = literalOf(text);
    return literal === undefined ? undefined : { text: literal };
  }
  const texts = new Set(
    scopes.map((scope) => {
      const { text: put, missing, error } = substitute(text, lookupIn(scope));
      return missing.length > 0 || error !== undefined ? undefined : put;
    }),
  );
  const [only] = texts;
  return texts.size === 1 && only !== undefined ? { text: only, applier: first.applier.name } : undefined;
}

/** What a text becomes in what one Kustomization applies; `undefined` where that is not known, or Flux refuses it. */
export function putBy(repository: Repository, applier: Applier, text: string): string | undefined {
  if (!text.includes('$')) return text;
  const scope = scopeBy(repository, applier);
  if (scope.runs !== 'yes') return scope.runs === 'no' ? text : undefined;
  const { text: put, missing, error } = substitute(text, lookupIn(scope));
  return missing.length > 0 || error !== undefined ? undefined : put;
}
