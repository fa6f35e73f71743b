import { Agent, request } from 'node:https';

/** An object as the API server gives and takes it. Only what every object has is typed. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly generation?: number;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The API server refused; `status` is the HTTP status and the message is the server's own. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A small client of a real API server, for one user. It knows no kind: paths come from the server's own discovery. */
export class KubeApi {
  readonly #server: string;
  readonly #token: string;
  readonly #agent: Agent;
  readonly #known = new Map<string, ReadonlyMap<string, Resource>>();

  constructor(server: string, token: string, ca: string) {
    this.#server = server;
    this.#token = token;
    this.#agent = new Agent({ ca, keepAlive: true });
  }

  /** The object, or undefined when there is none. */
  async read(apiVersion: string, kind: string, namespace: string, name: string): Promise<KubeObject | undefined> {
    const path = await this.path({ apiVersion, kind, metadata: { name, namespace } });
    try {
      return await this.send<KubeObject>('GET', path);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Server-side apply as field manager `fluxwright-test`, taking over fields that others own. */
  async apply(object: KubeObject): Promise<KubeObject> {
    const path = `${await this.path(object)}?fieldManager=fluxwright-test&force=true`;
    return this.send('PATCH', path, object, 'application/apply-patch+yaml');
  }

  /** JSON merge patch of the object that `object` names; with `subresource` of its `status` and the like. */
  async merge(object: KubeObject, change: object, subresource?: string): Promise<KubeObject> {
    const path = (await this.path(object)) + (subresource === undefined ? '' : `/${subresource}`);
    return this.send('PATCH', path, change, 'application/merge-patch+json');
  }

  async remove(object: KubeObject): Promise<void> {
    await this.send('DELETE', await this.path(object));
  }

  /** Where the object lives, such as `/api/v1/namespaces/default/configmaps/x`. */
  async path({ apiVersion, kind, metadata }: KubeObject): Promise<string> {
    const root = `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;
    // A kind that is not there may have been added since the server was asked.
    const resource = (await this.#resources(root)).get(kind) ?? (await this.#discover(root)).get(kind);
    if (resource === undefined) throw new ApiError(404, `the server does not know ${kind} in ${apiVersion}`);
    const folder = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${root}${folder}/${resource.name}/${metadata.name}`;
  }

  /** One request with a JSON answer; rejects with ApiError for a status of 400 and above. Bounded by 20 seconds. */
  send<T>(method: string, path: string, body?: object | string, type = 'application/json'): Promise<T> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.#token}`, accept: 'application/json', 'content-type': type };
      const options = { method, headers, agent: this.#agent, timeout: 20_000 };
      const call = request(new URL(path, this.#server), options, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('error', reject).on('end', () => {
          const status = answer.statusCode ?? 0;
          if (status >= 400) reject(new ApiError(status, messageIn(text)));
          else resolve(text.startsWith('{') ? (JSON.parse(text) as T) : (text as T));
        });
      });
      call.on('timeout', () => call.destroy(new Error(`no answer to ${method} ${path} within 20 s`)));
      call.on('error', reject).end(typeof body === 'object' ? JSON.stringify(body) : body);
    });
  }

  /** Ends kept connections, so that they do not hold the process or the server. */
  close(): void {
    this.#agent.destroy();
  }

  async #resources(root: string): Promise<ReadonlyMap<string, Resource>> {
    return this.#known.get(root) ?? this.#discover(root);
  }

  async #discover(root: string): Promise<ReadonlyMap<string, Resource>> {
    const { resources } = await this.send<{ resources: readonly Resource[] }>('GET', root);
    const byKind = new Map(resources.filter((it) => !it.name.includes('/')).map((it) => [it.kind, it]));
    this.#known.set(root, byKind);
    return byKind;
  }
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

function messageIn(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text;
  }
}
