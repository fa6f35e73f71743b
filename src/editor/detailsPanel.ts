import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import { detailsOf } from '../cluster/details.ts';
import { followCollection, type RawObject } from '../cluster/collection.ts';
import { eventLines, eventsAbout, type EventLine } from '../cluster/events.ts';
import { healthOf } from '../cluster/health.ts';
import { stateWords } from '../cluster/object-row.ts';
import { objectKey, type FluxObject, type ObjectId } from '../flux/objects.ts';
import type { State } from '../flux/status.ts';
import { plainText } from '../flux/plain.ts';
import { printValues } from '../language/yaml/print.ts';
import type { App, DetailsPages } from './app.ts';
import type { Behind } from './behind.ts';
import type { Session } from './session.ts';
import { frame } from './detailsFrame.ts';
import { pageCommands, relatedOf, renderDetails } from './detailsPage.ts';
import { declarationOf } from './targets.ts';

/** At most this often, in milliseconds, an open page is drawn anew. */
const pace = 400;

type Rooms = Pick<App, 'workspace' | 'connection'>;

/** The pages that are open: one per object. */
export class DetailsPanels implements DetailsPages, vscode.Disposable {
  readonly #app: Rooms;
  readonly #behind: Behind;
  readonly #open = new Map<string, DetailsPanel>();

  constructor(app: Rooms, behind: Behind) {
    this.#app = app;
    this.#behind = behind;
  }

  async show(target: Parameters<DetailsPages['show']>[0]): Promise<void> {
    const { connection } = this.#app;
    connection.isResting = false;
    // To look at an object of a pinned context does not change which one is in use.
    if (!connection.at(target.context)) await connection.open(target.context);
    const context = target.context ?? connection.context ?? '';
    const key = `${context}/${objectKey(target.id)}`;
    const found = this.#open.get(key);
    if (found) return found.reveal();
    const panel = new DetailsPanel(this.#app, this.#behind, target.id, context);
    this.#open.set(key, panel);
    panel.onDidDispose(() => this.#open.delete(key));
  }

  get isAnyOpen(): boolean {
    return this.#open.size > 0;
  }

  dispose(): void {
    for (const it of [...this.#open.values()]) it.dispose();
  }
}

class DetailsPanel {
  readonly #app: Rooms;
  readonly #behind: Behind;
  readonly #id: ObjectId;
  readonly #context: string;
  readonly #panel: vscode.WebviewPanel;
  readonly #ends: vscode.Disposable;
  #events: readonly EventLine[] | string | undefined;
  readonly #gone = new AbortController();
  #shown = '';
  /** The state in words, which is said aloud when it becomes another. */
  #spoken = '';
  /** The state of the object when the health of its workloads was read, and what was found. */
  #health: { readonly of: FluxObject; readonly states: ReadonlyMap<string, State> } | undefined;
  /** Which objects of the cluster need this one, as far as it was looked. */
  readonly #needing = new WeakMap<FluxObject, boolean>();
  /** What the numbers of the links on the page stand for. */
  #links: readonly ObjectId[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends the following of events; there only while somebody looks. */
  #watching: AbortController | undefined;

  constructor(app: Rooms, behind: Behind, id: ObjectId, context: string) {
    this.#app = app;
    this.#behind = behind;
    this.#id = id;
    this.#context = context;
    const title = plainText(id.name, 100);
    this.#panel = vscode.window.createWebviewPanel('fluxwright.details', title, vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    this.#panel.webview.html = frame(randomBytes(16).toString('hex'), title);
    const soon = () => this.#soon();
    this.#ends = vscode.Disposable.from(
      this.#panel.webview.onDidReceiveMessage((message: unknown) => this.#do(message)),
      this.#panel.onDidChangeViewState(() => this.#followEvents()),
      app.connection.onDidChange(() => this.#followEvents()),
      app.connection.onDidChangeObjects(soon),
      behind.onDidChange(soon),
    );
    this.#panel.onDidDispose(() => this.#end());
  }

  get onDidDispose(): vscode.Event<void> {
    return this.#panel.onDidDispose;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #end(): void {
    this.#gone.abort();
    clearTimeout(this.#timer);
    this.#watching?.abort();
    this.#ends.dispose();
  }

  #soon(): void {
    // A page that is being closed still tells that it is no longer seen.
    if (!this.#gone.signal.aborted) this.#timer ??= setTimeout(() => this.#draw(), pace);
  }

  #draw(): void {
    // Also drawn at once when the page is ready: then the timer may still be running.
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const body = this.#body();
    if (body === this.#shown || !this.#panel.visible) return;
    this.#shown = body;
    void this.#panel.webview.postMessage({ body, spoken: this.#spoken });
  }

  #body(): string {
    const session = this.#app.connection.at(this.#context);
    if (!session) return note('Select its context in the Cluster view to see this object.');
    const { live, causes, context, may } = session;
    const object = live.get(this.#id);
    if (!object) return note('This object is not in the cluster (any more), or it is still being loaded.');
    const file = declarationOf(this.#app, this.#id)?.uri;
    const place = file && this.#app.workspace.locate(file);
    const values = object.kind === 'HelmRelease' ? printValues(object.spec?.['values']) : undefined;
    const now = session.now();
    const beside = { why: causes.of, may, health: this.#healthOf(session, object), needing: this.#needing };
    const details = detailsOf(live, object, now, beside);
    this.#spoken = `${details.id.name}: ${stateWords[details.state]}`;
    this.#links = relatedOf(details);
    return renderDetails({
      details,
      context,
      now,
      ...(this.#events === undefined ? {} : { events: this.#events }),
      ...(file === undefined ? {} : { file: vscode.workspace.asRelativePath(file) }),
      distance: place === undefined ? '' : this.#behind.words(place.uri.fsPath, object),
      ...(values === undefined ? {} : { values }),
    }).text;
  }

  /** How the workloads are as far as it is known; read once for each state of the object. */
  #healthOf(session: Session, object: FluxObject): ReadonlyMap<string, State> {
    const before = this.#health;
    if (before?.of === object) return before.states;
    this.#health = { of: object, states: before?.states ?? new Map<string, State>() };
    void session.api
      .then((api) => healthOf(api, object, this.#gone.signal))
      .then((states) => {
        if (this.#health?.of === object) this.#health = { of: object, states };
        this.#soon();
      })
      // Without an answer the page says nothing of workloads.
      .catch(() => undefined);
    return this.#health.states;
  }

  /** Only while somebody looks, and while the page's own context is the one in use. */
  #followEvents(): void {
    const session = this.#app.connection.at(this.#context);
    this.#soon();
    if (this.#gone.signal.aborted || !this.#panel.visible || !session) {
      this.#watching?.abort();
      this.#watching = undefined;
    } else if (!this.#watching) {
      this.#watching = new AbortController();
      void this.#follow(session, this.#watching.signal);
    }
  }

  async #follow(session: Session, signal: AbortSignal): Promise<void> {
    const tell = (events: readonly EventLine[] | string) => {
      if (signal.aborted) return;
      this.#events = events;
      this.#soon();
    };
    const follower = {
      onItems: (items: readonly RawObject[]) => tell(eventLines(items)),
      onFault: (fault: Error) => tell(fault.message),
    };
    const { pause } = this.#app.connection.clock;
    try {
      await followCollection(await session.api, eventsAbout(this.#id), follower, { pause, signal });
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  }

  /** A page can ask only for what its buttons offer, and only about the objects that it shows. */
  #do(message: unknown): void {
    const { command, object, ready } = (message ?? {}) as Record<string, unknown>;
    if (ready === true) {
      this.#shown = '';
      this.#draw();
      this.#followEvents();
    } else if (typeof command === 'string' && pageCommands.has(command)) {
      void vscode.commands.executeCommand(command, { id: this.#id, context: this.#context });
    } else if (typeof object === 'number') {
      const id = this.#links[object];
      if (id) void vscode.commands.executeCommand('fluxwright.showDetails', { id, context: this.#context });
    }
  }
}

function note(words: string): string {
  return `<p role="status">${words}</p>`;
}
