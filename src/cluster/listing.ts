import type { Kind } from '../flux/kind.ts';
import type { FluxObject } from '../flux/objects.ts';
import { ApiError } from './api.ts';
import type { Api } from './api.ts';

/** Parsing a page of ordinary objects takes some 6 ms, so that the editor never stands still while thousands are listed. */
const usual = 250;
/** The first page tells how large objects are: it is small. Most clusters have no more of a kind. */
const first = 50;
/** What a page should not exceed, in characters of JSON: some 6 ms of parsing as well, for objects that are larger than most. */
const worthwhile = 512 * 1024;
/** Pages of a list that restarts its own tokens would go on for ever. */
const most = 10_000;

/**
 * All pages of a list, each as small as its objects are large. A list whose next page the server has forgotten rejects with `gone`, and one
 * that does not end with `malformed`.
 */
export async function listAll(
  api: Pick<Api, 'list'>,
  kind: Kind,
  scope: { readonly namespace?: string },
  signal: AbortSignal,
): Promise<{ readonly items: readonly FluxObject[]; readonly resourceVersion: string }> {
  const items: FluxObject[] = [];
  let token: string | undefined;
  let limit: number = first;
  for (let count = 0; count < most; count++) {
    const next = token === undefined ? {} : { continue: token };
    const page = await api.list(kind, { ...scope, limit, ...next }, signal);
    items.push(...page.items);
    if (page.continue === undefined) return { items, resourceVersion: page.resourceVersion };
    token = page.continue;
    limit = limitAfter(page.items.length, page.size);
  }
  throw new ApiError('malformed', 200, `The list of ${kind.kind} objects does not end.`);
}

/** So many objects as fit into a page, when all are as large as these are on average. */
function limitAfter(count: number, size = 0): number {
  if (count === 0 || size === 0) return usual;
  return Math.max(1, Math.min(usual, Math.floor(worthwhile / (size / count))));
}
