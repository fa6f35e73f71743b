import { apiVersionFor, type Resource } from './catalog.ts';
import { without, type Item, type Json } from './json.ts';
import { refuse } from './refusal.ts';
import { selectorOf } from './selectors.ts';
import type { Storage } from './storage.ts';

/** What a list or watch may be limited to. */
export interface Query {
  readonly resource: Resource;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly parameters: URLSearchParams;
}

/** One page of a list. All pages of a list show the objects at the version of the first. */
export function list(storage: Storage, { resource, namespace, parameters }: Query): Json {
  const selects = selectorOf(resource, parameters.get('labelSelector') ?? '', parameters.get('fieldSelector') ?? '');
  const limit = Number(parameters.get('limit') ?? 0);
  const token = readToken(parameters.get('continue') ?? '');
  const version = token?.version ?? versionAsked(storage, parameters);
  const all =
    version === storage.version ? storage.list(resource, namespace) : storage.listAt(version, resource, namespace);
  if (!all) throw refuse.expired(token ? tooOldToContinue : `The resourceVersion for the provided list is too old.`);
  const rest = all.filter((item) => (token ? positionOf(item) > token.after : true) && selects(item));
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const last = items.at(-1);
  // Lists of CRDs always have the field, lists of built-in kinds only when there is more.
  const metadata: Record<string, unknown> = {
    ...(resource.builtIn ? {} : { continue: '' }),
    resourceVersion: String(version),
  };
  if (last && items.length < rest.length) {
    metadata['continue'] = writeToken({ version, after: positionOf(last) });
    // With a selector the real server does not know how many remain, and does not say.
    if (!parameters.get('labelSelector') && !parameters.get('fieldSelector')) {
      metadata['remainingItemCount'] = rest.length - items.length;
    }
  }
  return {
    kind: `${resource.kind}List`,
    apiVersion: apiVersionFor(resource),
    metadata,
    items: items.map(plain(resource)),
  };
}

const tooOldToContinue =
  'The provided continue parameter is too old to display a consistent list result. Start a new list without the continue parameter.';

/** The version of a first page: the latest, unless exactly another one is asked for. */
function versionAsked(storage: Storage, parameters: URLSearchParams): number {
  const asked = versionIn(parameters);
  if (asked > storage.version) throw refuse.tooLarge(asked, storage.version);
  return parameters.get('resourceVersionMatch') === 'Exact' ? asked : storage.version;
}

/** The `resourceVersion` of a request, 0 when there is none. */
export function versionIn(parameters: URLSearchParams): number {
  const text = parameters.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(text))
    throw refuse.bad(`invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(text)}`);
  return Number(text);
}

/** Where a page ends: the version of the list, and the last object on the page. */
interface Token {
  readonly version: number;
  readonly after: string;
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify({ v: 'demo/v1', ...token })).toString('base64url');
}

function readToken(text: string): Token | undefined {
  if (text === '') return undefined;
  try {
    const { version, after } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Token>;
    if (typeof version === 'number' && typeof after === 'string') return { version, after };
  } catch {
    // Not ours: answered below like every other text that is not.
  }
  throw refuse.bad('invalid continue token: continue key is not valid');
}

function positionOf(item: Item): string {
  return `${item.metadata.namespace ?? ''}/${item.metadata.name}`;
}

/** Items of built-in kinds come without kind and apiVersion, as from the real server. */
function plain(resource: Resource): (item: Item) => Json {
  return resource.builtIn ? (item) => without(item, ['kind', 'apiVersion']) : (item) => item;
}
