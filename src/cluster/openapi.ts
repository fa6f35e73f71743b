import type { ReadJson } from './versions.ts';

/** What a cluster says of its kinds: documents of OpenAPI v3, each for one group and version (Kubernetes, "The Kubernetes API", OpenAPI V3). */
export interface OpenApiAnswer {
  /** What the server has now, of what was wanted: the address of each document by `group/version`. A changed document has another address. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The documents whose address was not known, by `group/version`. */
  readonly documents: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/**
 * Reads the documents of some groups and versions, one after the other, so that a busy server is not asked for everything at once; skips
 * those whose address is `known`. Rejects with `ApiError`; a single document that cannot be read is left out.
 */
export async function readOpenApi(
  read: ReadJson,
  wanted: ReadonlySet<string>,
  known: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<OpenApiAnswer> {
  const { paths } = await read('/openapi/v3', what, signal);
  const addresses: Record<string, string> = {};
  const documents = new Map<string, Readonly<Record<string, unknown>>>();
  for (const [path, entry] of Object.entries(typeof paths === 'object' && paths !== null ? paths : {})) {
    const groupVersion = /^apis\/(.+\/[^/]+)$/.exec(path)?.[1];
    const address = (entry as { serverRelativeURL?: unknown } | null)?.serverRelativeURL;
    if (groupVersion === undefined || !wanted.has(groupVersion) || !isAddress(address)) continue;
    if (known[groupVersion] !== address) {
      const document = await read(address, what, signal).catch(() => signal.throwIfAborted());
      if (document === undefined) continue;
      documents.set(groupVersion, document);
    }
    addresses[groupVersion] = address;
  }
  return { addresses, documents };
}

const what = 'read the schemas of the cluster';

/** A path of the same server, and nothing that leads elsewhere. */
function isAddress(address: unknown): address is string {
  return (
    typeof address === 'string' && /^\/openapi\/v3\/[\w./-]+(\?hash=\w+)?$/.test(address) && !address.includes('..')
  );
}
