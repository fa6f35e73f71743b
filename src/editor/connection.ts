import * as vscode from 'vscode';
import { homedir } from 'node:os';
import type { Api, ApiError } from '../cluster/api.ts';
import { createCauses, type Causes } from '../cluster/causes.ts';
import { kubeconfigFiles, type Contexts } from '../cluster/contexts.ts';
import type { OutlineView } from '../cluster/outline.ts';
import { createPods, type Pods } from '../cluster/pods.ts';
import type { JsonReader } from '../cluster/rest.ts';
import { createLiveStore, type LiveStore, type LiveView } from '../cluster/store.ts';
import { follow } from '../cluster/watch.ts';
import type { Target } from '../flux/commands.ts';
import { kinds } from '../flux/kinds.ts';
import { UserError } from './errors.ts';
import { setting } from './settings.ts';

const remembered = 'fluxwright.context';

/**
 * The one cluster that is looked at: which context, its API, its live store. Nothing here contacts a cluster before `open`; the Kubernetes
 * client itself is loaded then.
 */
export class Connection implements vscode.Disposable {
  readonly clock = {
    now: () => Date.now(),
    pause,
  };
  readonly #memento: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #objects = new vscode.EventEmitter<void>();
  /** Another context, other contexts, or a new attempt. */
  readonly onDidChange = this.#changed.event;
  /** An object of the cluster changed. Comes as often as the cluster says so: draw at your own pace. */
  readonly onDidChangeObjects = this.#objects.event;
  #contexts: Contexts | undefined;
  #opened: Opened | undefined;

  constructor(memento: vscode.Memento, log: vscode.LogOutputChannel) {
    this.#memento = memento;
    this.#log = log;
  }

  /** The context in use, or that would be used: the one chosen in this workspace, else the kubeconfig's own. */
  get context(): string | undefined {
    const chosen = this.#memento.get<string>(remembered);
    const known = this.#contexts?.rows.some((it) => it.name === chosen) ?? true;
    return this.#opened?.context ?? (known && chosen !== undefined ? chosen : this.#contexts?.current);
  }

  /** The cluster's last word, absent while no context is open. */
  get live(): LiveView | undefined {
    return this.#opened?.store;
  }

  /** Why objects of the open cluster are not ready, absent while no context is open. */
  get causes(): Causes | undefined {
    return this.#opened?.causes;
  }

  /** The pods of the open cluster, absent while no context is open. */
  get pods(): Pods | undefined {
    return this.#opened?.pods;
  }

  /** What the sidebar shows. */
  view(): OutlineView {
    const { context, live } = this;
    const { fault, memory } = this.#opened ?? {};
    return {
      contexts: this.#contexts ?? { rows: [] },
      ...(context !== undefined && live ? { context, live } : {}),
      ...(memory ? { memory } : {}),
      ...(fault ? { fault } : {}),
    };
  }

  /** Reads the kubeconfig. Contacts nothing. */
  async contexts(): Promise<Contexts> {
    if (this.#contexts) return this.#contexts;
    const { readContexts } = await import('../cluster/client.ts');
    this.#contexts = readContexts(this.#files());
    if (this.#contexts.problem !== undefined) this.#log.warn(this.#contexts.problem);
    this.#changed.fire();
    return this.#contexts;
  }

  /** Follows a context from now on; the one in use stays when none is named. Throws `UserError` when there is none to follow. */
  async open(context?: string): Promise<void> {
    if (!vscode.workspace.isTrusted)
      throw new UserError('Fluxwright contacts a cluster only from folders that you trust.');
    const contexts = await this.contexts();
    const name = context ?? this.context;
    if (name === undefined)
      throw new UserError(contexts.problem ?? 'Select a context first: the kubeconfig has no current one.');
    if (!contexts.rows.some((it) => it.name === name)) throw new UserError(`The kubeconfig has no context “${name}”.`);
    const { connect } = await import('../cluster/client.ts');
    // From here on nothing waits, so that of two who open at once only one follows.
    if (this.#opened?.context === name) return;
    this.#close();
    const abort = new AbortController();
    const store = createLiveStore();
    abort.signal.addEventListener(
      'abort',
      store.onDidChange(() => this.#objects.fire()),
    );
    const api = connect(this.#files(), name);
    const room = { reader: () => api, pause, signal: abort.signal };
    const opened: Opened = {
      context: name,
      abort,
      store,
      memory: new WeakMap(),
      api,
      causes: createCauses({ ...room, live: store }),
      pods: createPods(room),
    };
    for (const it of [opened.causes, opened.pods]) {
      abort.signal.addEventListener(
        'abort',
        it.onDidChange(() => this.#objects.fire()),
      );
    }
    this.#opened = opened;
    void this.#memento.update(remembered, name);
    this.#log.info(`Following ${name}.`);
    this.#changed.fire();
    void this.#follow(opened);
  }

  /** The API of the context in use. Rejects with a sentence when it cannot be had. */
  async api(): Promise<Api> {
    await this.open();
    if (!this.#opened) throw new UserError('No context is open.');
    return this.#opened.api;
  }

  /** Reads from the server of the context in use. Opens nothing: rejects where no context is open. */
  async json(): Promise<JsonReader> {
    if (!this.#opened) throw new UserError('No context is open.');
    return this.#opened.api;
  }

  /** Follows the context in use, if there is one: where there is none, the rows say why, and no message is needed. */
  async show(): Promise<void> {
    await this.contexts();
    if (this.context !== undefined) await this.open();
  }

  /** Reads the kubeconfig anew and connects again. */
  async reconnect(): Promise<void> {
    this.#close();
    this.#contexts = undefined;
    this.#changed.fire();
    await this.show();
  }

  /** Where a program of the terminal must go to reach the same cluster. */
  target(): Target {
    const files = this.#files();
    const only = files.length === 1 ? files[0] : undefined;
    return { context: this.context ?? '', ...(only === undefined ? {} : { kubeconfig: only }) };
  }

  /** Variables for a program of the terminal: several kubeconfig files can only be named this way. */
  env(): Readonly<Record<string, string>> {
    return { KUBECONFIG: this.#files().join(process.platform === 'win32' ? ';' : ':') };
  }

  dispose(): void {
    this.#close();
    this.#changed.dispose();
    this.#objects.dispose();
  }

  async #follow({ api, store, abort, ...opened }: Opened): Promise<void> {
    try {
      const own = this.#contexts?.rows.find((it) => it.name === opened.context)?.namespace;
      // Who may not look at the whole cluster sees at least the namespaces that the context and Flux live in.
      const namespaces = [...new Set([own ?? 'default', 'flux-system'])];
      await follow({ api: await api, kinds, store, namespaces, pause: this.clock.pause, signal: abort.signal });
    } catch (error) {
      if (this.#opened?.abort !== abort) return;
      this.#opened.fault = faultOf(error);
      this.#log.warn(`${opened.context}: ${this.#opened.fault.message}`);
      this.#changed.fire();
    }
  }

  #close(): void {
    this.#opened?.abort.abort();
    this.#opened = undefined;
  }

  #files(): readonly string[] {
    return kubeconfigFiles(process.env, homedir(), setting('fluxwright.kubeconfig'));
  }
}

interface Opened {
  readonly context: string;
  readonly abort: AbortController;
  readonly store: LiveStore;
  /** Rows of objects that have not changed, so that a redraw costs what changed. */
  readonly memory: NonNullable<OutlineView['memory']>;
  readonly api: Promise<Api & JsonReader>;
  readonly causes: Causes;
  readonly pods: Pods;
  fault?: NonNullable<OutlineView['fault']>;
}

/** The client is a bundle of its own, so its errors are known by what they hold and not by their class. */
function faultOf(error: unknown): NonNullable<OutlineView['fault']> {
  const { message = String(error), reason = 'server' } = error as Partial<ApiError>;
  return { message, reason };
}

/** Resolves after a time, or as soon as the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, signal.aborted ? 0 : milliseconds);
    signal.addEventListener('abort', finish);
  });
}
