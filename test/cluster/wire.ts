// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

/** A cluster that the contract can be held against. */
export interface Cluster {
  readonly url: string;
  /** PEM text of its authority. */
  readonly ca: string;
  readonly tokens: Readonly<Record<'admin' | 'viewer' | 'nobody', string>>;
  /** A Git repository with `main`, in which `./app` can be applied and `./chart` is a chart named `chart`. */
  readonly git: string;
  stop(): Promise<void>;
}

/** JSON as it comes, for tests that say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- every use is an assertion about the shape
export type Any = any;

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The parsed JSON, `undefined` for anything else. */
  readonly body: Any;
}

export interface Ask {
  /** Whose token; `none` sends none. Default: admin. */
  readonly as?: keyof Cluster['tokens'] | 'none' | 'stranger';
  readonly body?: unknown;
  readonly type?: string;
}

/** Speaks plain HTTP with a cluster: it is the protocol that is tested, not a client. */
export class Wire {
  readonly cluster: Cluster;
  readonly #agent: Agent;

  constructor(cluster: Cluster) {
    this.cluster = cluster;
    this.#agent = new Agent({ ca: cluster.ca, keepAlive: true });
  }

  /** One request and its whole answer, within ten seconds. */
  async call(method: string, path: string, { as = 'admin', body, type }: Ask = {}): Promise<Answer> {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { ...this.#headers(as), ...(text === undefined ? {} : headersFor(text, type)) };
    const options = { method, headers, agent: this.#agent, timeout: 10_000 };
    const call = request(this.cluster.url + path, options);
    call.once('timeout', () => call.destroy(new Error(`no answer to ${method} ${path} within 10 s`)));
    call.end(text);
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    const parts: Buffer[] = [];
    for await (const part of answer as AsyncIterable<Buffer>) parts.push(part);
    const whole = Buffer.concat(parts).toString();
    const json = (answer.headers['content-type'] ?? '').includes('application/json');
    const parsed: unknown = json ? JSON.parse(whole) : undefined;
    return { status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text: whole, body: parsed };
  }

  get(path: string, as?: Ask['as']): Promise<Answer> {
    return this.call('GET', path, as ? { as } : {});
  }

  /** A JSON merge patch. */
  merge(path: string, patch: object, as?: Ask['as']): Promise<Answer> {
    return this.call('PATCH', path, { body: patch, type: 'application/merge-patch+json', ...(as ? { as } : {}) });
  }

  /** Server-side apply. */
  apply(path: string, body: object): Promise<Answer> {
    return this.call('PATCH', path, { body, type: 'application/apply-patch+yaml' });
  }

  /** Opens a watch; its head has arrived when this resolves. */
  async watch(path: string): Promise<Watch> {
    const call = request(this.cluster.url + path, {
      ca: this.cluster.ca,
      agent: false,
      headers: this.#headers('admin'),
    });
    call.end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    return new Watch(answer);
  }

  close(): void {
    this.#agent.destroy();
  }

  #headers(as: NonNullable<Ask['as']>): Record<string, string> {
    if (as === 'none') return {};
    return { authorization: `Bearer ${as === 'stranger' ? 'of-nobody' : this.cluster.tokens[as]}` };
  }
}

/** The length is told too: Node sends the body of a DELETE without it, and nobody could know where it ends. */
function headersFor(text: string, type = 'application/json'): Record<string, string> {
  return { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) };
}

/** An open watch and what has come from it so far. */
export class Watch {
  readonly events: Any[] = [];
  readonly status: number;
  ended = false;
  readonly #answer: IncomingMessage;
  #rest = '';
  #wake = () => {};

  constructor(answer: IncomingMessage) {
    this.#answer = answer;
    this.status = answer.statusCode ?? 0;
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      const lines = (this.#rest + part).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.events.push(JSON.parse(line));
      this.#wake();
    });
    answer.on('close', () => {
      this.ended = true;
      this.#wake();
    });
    answer.on('error', () => undefined);
  }

  /** `TYPE name` of each event so far. */
  get words(): string[] {
    return this.events.map((it: Any) => `${it.type} ${it.object.metadata?.name ?? it.object.code}`);
  }

  /** Resolves once it holds; fails with what has come when it does not within the time. */
  async until(holds: (watch: Watch) => boolean, seconds = 10): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!holds(this)) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`only this came within ${seconds} s: ${this.words.join(', ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.#answer.destroy();
  }
}

/** Asks again and again until the answer fits; fails with the last one when it does not within the time. */
export async function eventually(ask: () => Promise<Answer>, fits: (body: Any) => boolean, seconds = 60): Promise<Any> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer.status === 200 && fits(answer.body)) return answer.body;
    if (Date.now() > deadline) {
      const { status, reason, message } = answer.body ?? {};
      throw new Error(
        `not within ${seconds} s: ${answer.status} ${JSON.stringify(reason ? { reason, message } : status)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
