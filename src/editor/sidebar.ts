import * as vscode from 'vscode';
import { flat, keysOf } from '../cluster/changes.ts';
import { appliedRows } from '../cluster/applied.ts';
import { dependencyKey } from '../cluster/dependencies.ts';
import { createElements, type Element } from '../cluster/elements.ts';
import { explain } from '../cluster/explain.ts';
import { paced } from '../cluster/paced.ts';
import { lookWords } from '../cluster/look.ts';
import { nameOf } from '../cluster/cause.ts';
import { objectKey, type ObjectId } from '../flux/objects.ts';
import { drawing, obstacleIn } from '../cluster/outline.ts';
import type { Row } from '../cluster/row.ts';
import { inTurns } from '../cluster/turns.ts';
import type { App } from './app.ts';
import { guarded, UserError } from './errors.ts';
import { viewIds } from './ids.ts';
import { set } from './keys.ts';
import { isProtected } from './protect.ts';
import { badgeOf, itemOf } from './sidebarItem.ts';
import { StatusBar } from './statusBar.ts';

/** At most this often, in milliseconds, the tree is drawn anew. */
const pace = 250;
/** So long, in milliseconds, a row that should be shown may take to come. */
const revealWithin = 5000;

type Rooms = Pick<App, 'connection' | 'look' | 'log'>;

/** Shows the rows of the chosen cluster. Contacts it when the window first asks for rows, because somebody looks, and not before. */
export class Sidebar implements vscode.Disposable {
  readonly #app: Rooms;
  readonly #tree: ClusterTree;
  readonly view: vscode.TreeView<Element>;
  readonly #status: StatusBar;
  readonly #drawn = new vscode.EventEmitter<void>();
  readonly #ends: vscode.Disposable;
  readonly #pace = paced(pace, () => this.#draw());
  #isGone = false;

  constructor(app: Rooms) {
    this.#app = app;
    this.#tree = new ClusterTree(app);
    this.view = vscode.window.createTreeView(viewIds[0], {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#status = new StatusBar(app);
    const { soon } = this.#pace;
    this.#ends = vscode.Disposable.from(
      this.view,
      this.#tree,
      this.#status,
      this.#drawn,
      this.view.onDidChangeVisibility(soon),
      this.view.onDidCollapseElement(({ element }) => this.#tree.close(element) && soon()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => guarded(app.log, () => app.connection.show())),
      app.connection.onDidChange(soon),
      app.look.onDidChange(soon),
      app.connection.onDidChangeObjects(soon),
    );
  }

  /** Shows and selects the row of an object, also one that a filter hides. Rejects with a sentence when the cluster has no such object. */
  async reveal({ id, context }: { readonly id: ObjectId; readonly context?: string }): Promise<void> {
    await vscode.commands.executeCommand(`${viewIds[0]}.focus`);
    const { connection, look } = this.#app;
    await connection.open(context);
    const own = `${connection.context ?? ''}/${objectKey(id)}`;
    const key = look.look.grouping === 'dependency' ? dependencyKey(own) : own;
    if (connection.live?.get(id) && !this.#tree.find(key)) look.set({ failingOnly: false, filter: '' });
    const element = await this.#found(key);
    if (!element) throw new UserError(`${connection.context ?? 'The cluster'} has no ${nameOf(id)}.`);
    await this.view.reveal(element, { select: true, focus: true, expand: false });
  }

  dispose(): void {
    this.#isGone = true;
    this.#pace.stop();
    this.#ends.dispose();
  }

  async #draw(): Promise<void> {
    await this.#tree.refresh();
    if (this.#isGone) return;
    const { rows } = this.#tree;
    this.view.badge = badgeOf(this.#app.connection.isResting ? 0 : this.#app.connection.failed);
    const { contexts } = this.#app.connection.view();
    set('fluxwright.inNoKubeconfig', contexts.missing === true);
    // A message would stand in the place of the welcome.
    this.view.message = contexts.missing ? '' : (messageOf(rows) ?? lookWords(this.#app.look.look) ?? '');
    this.#status.show(rows);
    this.#drawn.fire();
  }

  /** The row with a key, as soon as it is drawn; a cluster that is being read gets some seconds. */
  #found(key: string): Promise<Element | undefined> {
    const now = this.#tree.find(key);
    if (now) return Promise.resolve(now);
    return new Promise((resolve) => {
      const end = (found: Element | undefined) => {
        clearTimeout(timer);
        listener.dispose();
        resolve(found);
      };
      const listener = this.#drawn.event(() => {
        const found = this.#tree.find(key);
        if (found) end(found);
      });
      const timer = setTimeout(() => end(undefined), revealWithin);
    });
  }
}

/** Redraws only what is different, so that selection, expansion and an open menu survive every change in the cluster. */
class ClusterTree implements vscode.TreeDataProvider<Element>, vscode.Disposable {
  readonly #app: Rooms;
  readonly #changed = new vscode.EventEmitter<Element[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #elements = createElements();
  /** The keys of the rows at the top that the window has asked for last. */
  #shown: string | undefined;
  /** The keys of rows that somebody has opened, and below which there is more than the outline says. */
  readonly #opened = new Set<string>();

  constructor(app: Rooms) {
    this.#app = app;
  }

  get rows(): readonly Row[] {
    return this.#elements.rows;
  }

  /** Takes the rows as they are now, and tells the window what is different. */
  async refresh(): Promise<void> {
    const changed = await this.#update();
    // A change that is told while the window fills the view for the first time blocks the view for ever (VS Code 1.139).
    if (this.#shown === undefined) return;
    if (this.#shown !== keysOf(this.rows)) this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire([...changed]);
  }

  find(key: string): Element | undefined {
    return this.#elements.find(key);
  }

  getParent({ row }: Element): Element | undefined {
    const parent = flat(this.rows).find((it) => it.children.some((child) => child.key === row.key));
    return parent && this.#elements.find(parent.key);
  }

  async getChildren(element?: Element): Promise<Element[]> {
    if (element) return this.#elements.of(this.#open(element).children);
    if (vscode.workspace.isTrusted) await guarded(this.#app.log, () => this.#app.connection.show());
    if (this.#shown === undefined) await this.#update();
    this.#shown = keysOf(this.rows);
    return this.#elements.of(this.rows);
  }

  /** Ends what is followed only for an open row. Gives whether anything was. */
  close({ row }: Element): boolean {
    if (!row.applied) return false;
    this.#app.connection.at(row.context)?.pods.release(row);
    return this.#opened.delete(row.key);
  }

  getTreeItem(element: Element): vscode.TreeItem {
    return itemOf(element.row);
  }

  resolveTreeItem(item: vscode.TreeItem, { row }: Element): vscode.TreeItem {
    const session = this.#app.connection.at(row.context);
    const object = row.id && session?.live.get(row.id);
    const [title = row.label] = row.tooltip;
    const said = session && object && explain(session.live, object, session.now(), session.causes.of);
    item.tooltip = (said ? [title, ...said] : row.tooltip).join('\n');
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Draws all rows, and shows them when all are drawn. */
  async #update(): Promise<readonly Element[]> {
    const view = { ...this.#app.connection.view(), look: this.#app.look.look, isProtected };
    // Without a kubeconfig the view has a welcome in the place of rows.
    const rows = vscode.workspace.isTrusted && !view.contexts.missing ? await inTurns(drawing(view)) : [];
    return this.#elements.take(this.#opened.size === 0 ? rows : rows.map((it) => this.#filled(it)));
  }

  /** Draws what stands below a row that is opened for the first time. From then on it is kept up to date with the rest. */
  #open(element: Element): Row {
    const { row } = element;
    if (row.more && !this.#opened.has(row.key)) {
      this.#opened.add(row.key);
      this.#elements.take(this.rows.map((it) => this.#filled(it)));
    }
    return element.row;
  }

  #filled(row: Row): Row {
    const { live, pods, may } = this.#app.connection.at(row.context) ?? {};
    // Asking for pods begins to follow them: only of what is open.
    const isOpen = row.more !== undefined && row.more > 0 && this.#opened.has(row.key);
    const below = isOpen && (row.applied ? pods?.rowsBelow(row) : live && appliedRows(live, row, may));
    const children = (below === false ? row.children : (below ?? [])).map((it) => this.#filled(it));
    return children.length === 0 ? row : { ...row, children };
  }
}

/** Why nothing can be shown, in full: a row has no room for a sentence. */
function messageOf(rows: readonly Row[]): string | undefined {
  return obstacleIn(rows)
    ?.tooltip.map((it) => (/[.!?…]$/.test(it) ? it : `${it}.`))
    .join(' ');
}
