/** What is wrong with the name of a repository in a registry. */
export type RepositoryFault = 'scheme' | 'tag' | 'digest' | 'characters' | 'length';

/**
 * Why Flux cannot take a text for a repository in a registry, such as `ghcr.io/org/app`; `undefined` when it can. Only the first fault
 * counts. Source: go-containerregistry v0.21.6 `name.NewRepository`, and what source- and image-reflector-controller look for besides.
 */
export function repositoryFault(text: string): RepositoryFault | undefined {
  if (text.includes('://')) return 'scheme';
  const { path } = partsOf(text);
  if (path.includes('@')) return 'digest';
  if (path.includes(':')) return 'tag';
  const length = [...path].length;
  if (length < 2 || length > 255) return 'length';
  return /^[a-z0-9_\-./]*$/.test(path) ? undefined : 'characters';
}

/** A reference without its tag and digest, and those two. `ghcr.io:443/a/b:1@sha256:…` */
export function splitReference(text: string): {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
} {
  const [named = '', digest] = text.split('@', 2);
  const { host, path } = partsOf(named);
  const [repository = '', tag] = path.split(':', 2);
  const name = host === '' ? repository : `${host}/${repository}`;
  return { name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** What stands before the first slash is a host when it has a dot or a port. */
function partsOf(text: string): { readonly host: string; readonly path: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(0, slash));
  return /[.:]/.test(first) ? { host: first, path: text.slice(slash + 1) } : { host: '', path: text };
}
