import { addressOf, type GroupVersion, type Resource } from './catalog.ts';

/** What an address names. */
export interface Route {
  readonly resource: Resource;
  /** Empty: all namespaces, or a kind without them. */
  readonly namespace: string;
  /** Empty: the collection. */
  readonly name: string;
  readonly subresource: string;
}

/** The meaning of a path, `undefined` for one that names nothing this server serves. */
export function routeOf(groups: readonly GroupVersion[], path: string): Route | undefined {
  const found = groups.find((it) => path.startsWith(`${addressOf(it)}/`));
  if (!found) return undefined;
  const words = path
    .slice(addressOf(found).length + 1)
    .split('/')
    .map(decoded);
  const inNamespace = words[0] === 'namespaces' && words.length > 2 && !(found.group === '' && words[2] === 'status');
  const namespace = inNamespace ? (words[1] ?? '') : '';
  const [plural = '', name = '', subresource = '', ...rest] = inNamespace ? words.slice(2) : words;
  const resource = found.resources.find((it) => it.plural === plural);
  if (!resource || rest.length > 0 || (inNamespace && !resource.namespaced)) return undefined;
  if (resource.namespaced && name !== '' && !inNamespace) return undefined;
  if (subresource !== '' && !(subresource === 'status' && resource.status)) return undefined;
  return { resource, namespace, name, subresource };
}

/** The verb of RBAC for a request. */
export function verbOf(route: Route, method: string, watching: boolean): string {
  const single = route.name !== '';
  if (method === 'GET') return single ? 'get' : watching ? 'watch' : 'list';
  if (method === 'DELETE') return single ? 'delete' : 'deletecollection';
  return { POST: 'create', PUT: 'update', PATCH: 'patch' }[method] ?? method.toLowerCase();
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
