import * as vscode from 'vscode';
import { createHash } from 'node:crypto';
import { readOpenApi } from '../cluster/openapi.ts';
import type { Schemas } from '../language/schema/catalog.ts';
import { customKindsIn, type ClusterKind } from '../language/schema/openapi.ts';
import type { Connection } from './connection.ts';
import { uriOf, type Workspace } from './workspace.ts';

/** How long changes of files must rest before the cluster is asked about new kinds, in milliseconds. */
const rest = 1000;

/** What is kept on disk of one cluster. */
interface Kept {
  readonly context: string;
  /** Another kubeconfig may have another cluster under the same name. */
  readonly server: string;
  readonly addresses: Readonly<Record<string, string>>;
  readonly kinds: readonly ClusterKind[];
}

/**
 * Lets the connected cluster say which fields its custom resources have. What it said is kept on disk for each cluster, and counts until
 * it says otherwise, also where it cannot be reached. Only groups and versions that the open repositories use are asked for.
 */
export function registerClusterSchemas(
  app: { readonly workspace: Workspace; readonly connection: Connection; readonly log: vscode.LogOutputChannel },
  schemas: Schemas,
  storage: vscode.Uri,
): vscode.Disposable {
  const { workspace, connection, log } = app;
  const known = new ClusterSchemas(workspace, connection, schemas, storage);
  const look = () =>
    connection.isResting ||
    void known.look().then(
      (now) => now && log.info(`The cluster of ${now.context} describes ${now.kinds.length} kinds that are used here.`),
      (error: unknown) => log.info(`No schemas of the cluster: ${String(error).split('\n')[0]}`),
    );
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Whatever changes may use other kinds; half an API version need not be looked for.
  const lookLater = () => {
    clearTimeout(timer);
    timer = setTimeout(look, rest);
  };
  look();
  return vscode.Disposable.from(
    connection.onDidChange(look),
    workspace.onDidChange(({ spreads }) => spreads && lookLater()),
    {
      dispose: () => {
        clearTimeout(timer);
        known.stop();
      },
    },
  );
}

/** The schemas of the context in use, from disk and from its cluster. */
class ClusterSchemas {
  readonly #workspace: Workspace;
  readonly #connection: Connection;
  readonly #schemas: Schemas;
  readonly #storage: vscode.Uri;
  #kept: Kept | undefined;
  /** Context and kinds that the cluster was asked about last. */
  #asked = '';
  #asking = new AbortController();

  constructor(workspace: Workspace, connection: Connection, schemas: Schemas, storage: vscode.Uri) {
    this.#workspace = workspace;
    this.#connection = connection;
    this.#schemas = schemas;
    this.#storage = storage;
  }

  stop(): void {
    this.#asking.abort();
  }

  /** Uses what is kept of the context in use, and asks its cluster if it is open. Resolves to what was new, if anything was. */
  async look(): Promise<Kept | undefined> {
    const { context, live } = this.#connection;
    if (context === undefined || !vscode.workspace.isTrusted) return undefined;
    const { rows } = await this.#connection.contexts();
    const server = rows.find((it) => it.name === context)?.server ?? '';
    const file = fileOf(this.#storage, context, server);
    if (this.#kept?.context !== context || this.#kept.server !== server) {
      const found = await readKept(file);
      if (this.#connection.context !== context) return undefined;
      this.#use(found ?? { context, server, addresses: {}, kinds: [] });
    }
    const used = usedBy(this.#workspace, this.#schemas);
    const question = live ? [context, server, ...[...used].sort()].join('\n') : '';
    if (question === this.#asked || this.#kept === undefined) return undefined;
    this.#asked = question;
    this.#asking.abort();
    this.#asking = new AbortController();
    const now = live && (await ask(this.#connection, used, this.#kept, this.#asking.signal));
    if (now === undefined || this.#connection.context !== context) return undefined;
    this.#use(now);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(now)));
    return now;
  }

  #use(now: Kept): void {
    const isSame = now.kinds.length === 0 && (this.#kept?.kinds.length ?? 0) === 0;
    this.#kept = now;
    if (isSame) return;
    this.#schemas.setCluster(now.context, now.kinds);
    for (const folder of this.#workspace.folders) {
      this.#workspace.announce([...folder.repository.paths()].map((path) => uriOf(folder, path)));
    }
  }
}

/** What the cluster says now; `undefined` when that is what is kept. */
async function ask(
  connection: Connection,
  used: ReadonlySet<string>,
  kept: Kept,
  signal: AbortSignal,
): Promise<Kept | undefined> {
  const { readJson: read } = await connection.json();
  const { addresses, documents } = await readOpenApi(read, used, kept.addresses, signal);
  if (documents.size === 0) return undefined;
  const isStill = (it: ClusterKind) => {
    const groupVersion = `${it.group}/${it.version}`;
    return addresses[groupVersion] !== undefined && !documents.has(groupVersion);
  };
  const kinds = [...kept.kinds.filter(isStill), ...[...documents.values()].flatMap(customKindsIn)];
  return { ...kept, addresses, kinds };
}

/** `group/version` of all objects of the open repositories, but for those that are Kubernetes' own. */
function usedBy(workspace: Workspace, schemas: Schemas): ReadonlySet<string> {
  const used = new Set<string>();
  const own = new Set(schemas.bundle.index.kinds.filter((it) => it.product === 'kubernetes').map((it) => it.group));
  for (const { repository } of workspace.folders) {
    for (const manifest of repository.manifests()) {
      for (const { facts } of manifest.documents) {
        const { group, version } = facts.header;
        if (group !== '' && version !== '' && !own.has(group)) used.add(`${group}/${version}`);
      }
    }
  }
  return used;
}

function fileOf(storage: vscode.Uri, context: string, server: string): vscode.Uri {
  // The name of a context may hold anything.
  const name = createHash('sha256').update(`${context}\n${server}`).digest('hex').slice(0, 32);
  return vscode.Uri.joinPath(storage, 'schemas', `${name}.json`);
}

/** Nothing for a file that is not there, or that an older Fluxwright wrote in another form. */
async function readKept(file: vscode.Uri): Promise<Kept | undefined> {
  try {
    const kept = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as Partial<Kept>;
    const { context, server, addresses, kinds } = kept;
    return context !== undefined && server !== undefined && addresses !== undefined && Array.isArray(kinds)
      ? { context, server, addresses, kinds }
      : undefined;
  } catch {
    return undefined;
  }
}
