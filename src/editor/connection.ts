import * as vscode from 'vscode';
import { homedir } from 'node:os';
import type { Api } from '../cluster/api.ts';
import type { Causes } from '../cluster/causes.ts';
import { kubeconfigFiles, namespacesOf, type Contexts } from '../cluster/contexts.ts';
import type { OutlineView } from '../cluster/outline.ts';
import type { JsonReader } from '../cluster/rest.ts';
import type { LiveView } from '../cluster/store.ts';
import type { Target } from '../flux/commands.ts';
import { UserError } from './errors.ts';
import { Session } from './session.ts';
import { pause } from './pause.ts';
import { setting } from './settings.ts';

const remembered = 'fluxwright.context';
const rememberedPins = 'fluxwright.pinnedContexts';

/**
 * The clusters that are looked at: the one in use, with its API and its live store, and those that somebody has pinned. Nothing here contacts
 * a cluster before `open`; the Kubernetes client itself is loaded then.
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
  /** An object of a cluster changed. Comes as often as the cluster says so: draw at your own pace. */
  readonly onDidChangeObjects = this.#objects.event;
  #contexts: Contexts | undefined;
  #isResting = false;
  #current: Session | undefined;
  readonly #sessions = new Map<string, Session>();

  constructor(memento: vscode.Memento, log: vscode.LogOutputChannel) {
    this.#memento = memento;
    this.#log = log;
  }

  /** The context in use, or that would be used: the one chosen in this workspace, else the kubeconfig's own, which comes first where it is followed. */
  get context(): string | undefined {
    if (!this.#current && setting<boolean>('fluxwright.followKubeconfig') && this.#contexts?.current !== undefined)
      return this.#contexts.current;
    const chosen = this.#memento.get<string>(remembered);
    const known = this.#contexts?.rows.some((it) => it.name === chosen) ?? true;
    return this.#current?.context ?? (known && chosen !== undefined ? chosen : this.#contexts?.current);
  }

  /** The cluster's last word, absent while no context is open. */
  get live(): LiveView | undefined {
    return this.#current?.live;
  }

  /** Why objects of the open cluster are not ready, absent while no context is open. */
  get causes(): Causes | undefined {
    return this.#current?.causes;
  }

  /** What is known of a context that is in use or pinned; `undefined` for one that is not followed. */
  at(context: string | undefined): Session | undefined {
    return context === undefined ? undefined : this.#sessions.get(context);
  }

  /** How many objects have failed in all clusters that are followed. */
  get failed(): number {
    return [...this.#sessions.values()].reduce((sum, it) => sum + it.failed, 0);
  }

  /** What the sidebar shows. */
  view(): OutlineView {
    const { context } = this;
    const [pinned, current] = [this.#pins(), this.#current];
    return {
      contexts: this.#contexts ?? { rows: [] },
      ...(context !== undefined && current ? current.view : {}),
      others: [...this.#sessions.values()].filter((it) => it !== current).map((it) => it.view),
      isPinned: (it) => pinned.has(it),
    };
  }

  /** Whether a context stays followed when another comes into use. Pinning contacts it; taking the pin away leaves one that is in use. */
  async pin(context: string, pinned: boolean): Promise<void> {
    const pins = this.#pins();
    if (pinned) pins.add(context);
    else pins.delete(context);
    await this.#memento.update(rememberedPins, [...pins]);
    if (pinned) await this.#open(context);
    else this.#tidy();
    this.#changed.fire();
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

  /** Uses a context from now on; the one in use stays when none is named. Throws `UserError` when there is none to follow. */
  async open(context?: string): Promise<void> {
    if (!vscode.workspace.isTrusted)
      throw new UserError('Fluxwright contacts a cluster only from folders that you trust.');
    const contexts = await this.contexts();
    this.isResting = false;
    const name = context ?? this.context;
    if (name === undefined)
      throw new UserError(contexts.problem ?? 'Select a context first: the kubeconfig has no current one.');
    const session = await this.#open(name);
    if (this.#current === session) return;
    this.#current = session;
    this.#tidy();
    void this.#memento.update(remembered, name);
    this.#changed.fire();
  }

  /** The kubeconfig files of what is shown; none before somebody has looked. */
  get files(): readonly string[] {
    return this.#contexts ? this.#files() : [];
  }

  /**
   * Takes contexts that came and went in the kubeconfig, and uses its current one where the setting says so. Those that are open stay open,
   * unless their credentials were refused: the kubeconfig may hold new ones now.
   */
  async readAgain(): Promise<void> {
    if (!this.#contexts) return;
    if ([...this.#sessions.values()].some((it) => it.ended)) return this.reconnect();
    const before = this.#contexts.current;
    this.#contexts = undefined;
    const { current } = await this.contexts();
    const follows = setting<boolean>('fluxwright.followKubeconfig') && this.#current !== undefined;
    if (follows && current !== undefined && current !== this.#current?.context) await this.open(current);
    else if (before !== current) this.#changed.fire();
  }

  /** The API of the context in use. Rejects with a sentence when it cannot be had. */
  async api(): Promise<Api> {
    await this.open();
    if (!this.#current) throw new UserError('No context is open.');
    return this.#current.api;
  }

  /** Reads from the server of the context in use. Opens nothing: rejects where no context is open. */
  async json(): Promise<JsonReader> {
    if (!this.#current) throw new UserError('No context is open.');
    return this.#current.api;
  }

  /** Follows the context in use and those that are pinned: where there is none, the rows say why, and no message is needed. */
  async show(): Promise<void> {
    const { rows } = await this.contexts();
    if (this.context !== undefined) await this.open();
    const pins = this.#pins();
    for (const { name } of rows) if (pins.has(name) && !this.#sessions.has(name)) await this.#open(name);
  }

  /** Whether nothing is followed, because nobody looks. What is known stays. */
  get isResting(): boolean {
    return this.#isResting;
  }

  set isResting(it: boolean) {
    if (this.#isResting === it) return;
    this.#isResting = it;
    for (const session of this.#sessions.values()) session.setResting(it);
    this.#changed.fire();
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

  /** The session of a context, which is opened if it is not yet. */
  async #open(name: string): Promise<Session> {
    const contexts = await this.contexts();
    if (!contexts.rows.some((it) => it.name === name)) throw new UserError(`The kubeconfig has no context “${name}”.`);
    const { connect } = await import('../cluster/client.ts');
    // From here on nothing waits, so that of two who open at once only one follows.
    const known = this.#sessions.get(name);
    if (known) return known;
    const session = new Session(name, connect(this.#files(), name), pause, () => this.#objects.fire());
    this.#sessions.set(name, session);
    this.#log.info(`Following ${name}.`);
    void this.#follow(session);
    return session;
  }

  async #follow(session: Session): Promise<void> {
    const fault = await session.follow(namespacesOf(session.context, this.#contexts?.rows ?? []));
    if (fault === undefined) return;
    this.#log.warn(`${session.context}: ${fault.message}`);
    this.#changed.fire();
  }

  /** Ends what is neither in use nor pinned. */
  #tidy(): void {
    const pins = this.#pins();
    for (const it of [...this.#sessions.values()]) {
      if (it === this.#current || pins.has(it.context)) continue;
      it.dispose();
      this.#sessions.delete(it.context);
    }
  }

  #close(): void {
    for (const it of this.#sessions.values()) it.dispose();
    this.#sessions.clear();
    this.#current = undefined;
  }

  #pins(): Set<string> {
    const kept = this.#memento.get<unknown>(rememberedPins);
    return new Set(Array.isArray(kept) ? kept.filter((it) => typeof it === 'string') : []);
  }

  #files(): readonly string[] {
    return kubeconfigFiles(process.env, homedir(), setting('fluxwright.kubeconfig'));
  }
}
