import * as vscode from 'vscode';
import { changedRows, flat, keysOf } from '../cluster/changes.ts';
import { outline } from '../cluster/outline.ts';
import { appliedRows } from '../cluster/applied.ts';
import { explain } from '../cluster/explain.ts';
import { lookWords } from '../cluster/look.ts';
import { failuresIn } from '../cluster/outline.ts';
import type { Row } from '../cluster/row.ts';
import type { App } from './app.ts';
import { guarded } from './errors.ts';
import { viewIds } from './ids.ts';
import { isProtected } from './protect.ts';
import { itemOf } from './sidebarItem.ts';
import { StatusBar } from './statusBar.ts';

/** At most this often, in milliseconds, the tree is drawn anew. */
const pace = 250;

/** Shows the rows of the chosen cluster. Contacts it when the window first asks for rows, because somebody looks, and not before. */
export function registerSidebar(app: App): vscode.Disposable {
  const tree = new ClusterTree(app);
  const view = vscode.window.createTreeView(viewIds[0], {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });
  const status = new StatusBar(app);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    timer = undefined;
    tree.refresh();
    view.badge = badgeOf(tree.rows);
    view.message = messageOf(tree.rows) ?? lookWords(app.look.look) ?? '';
    status.show(tree.rows);
  };
  const soon = () => void (timer ??= setTimeout(draw, pace));
  return vscode.Disposable.from(
    view,
    tree,
    status,
    view.onDidChangeVisibility(soon),
    view.onDidCollapseElement(({ element }) => tree.close(element) && soon()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => guarded(app.log, () => app.connection.show())),
    app.connection.onDidChange(soon),
    app.look.onDidChange(soon),
    app.connection.onDidChangeObjects(soon),
    { dispose: () => clearTimeout(timer) },
  );
}

/** A row that stays the same for the window while what it shows changes. Commands of the menu receive it. */
class Element {
  row: Row;

  constructor(row: Row) {
    this.row = row;
  }

  get id(): Row['id'] {
    return this.row.id;
  }

  get context(): Row['context'] {
    return this.row.context;
  }
}

/** Redraws only what is different, so that selection, expansion and an open menu survive every change in the cluster. */
class ClusterTree implements vscode.TreeDataProvider<Element>, vscode.Disposable {
  readonly #app: App;
  readonly #changed = new vscode.EventEmitter<Element[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #elements: ReadonlyMap<string, Element> = new Map();
  /** The keys of the rows at the top that the window has asked for last. */
  #shown: string | undefined;
  /** The keys of rows that somebody has opened, and below which there is more than the outline says. */
  readonly #opened = new Set<string>();
  rows: readonly Row[] = [];

  constructor(app: App) {
    this.#app = app;
  }

  /** Takes the rows as they are now, and tells the window what is different. */
  refresh(): void {
    const changed = this.#update();
    // A change that is told while the window fills the view for the first time blocks the view for ever (VS Code 1.139).
    if (this.#shown === undefined) return;
    if (this.#shown !== keysOf(this.rows)) this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire(changed.flatMap((key) => this.#elements.get(key) ?? []));
  }

  async getChildren(element?: Element): Promise<Element[]> {
    if (element) return this.#elementsOf(this.#open(element).children);
    if (vscode.workspace.isTrusted) await guarded(this.#app.log, () => this.#app.connection.show());
    this.#update();
    this.#shown = keysOf(this.rows);
    return this.#elementsOf(this.rows);
  }

  /** Ends what is followed only for an open row. Gives whether anything was. */
  close({ row }: Element): boolean {
    if (!row.workload) return false;
    this.#app.connection.pods?.release(row);
    return this.#opened.delete(row.key);
  }

  getTreeItem(element: Element): vscode.TreeItem {
    return itemOf(element.row);
  }

  resolveTreeItem(item: vscode.TreeItem, { row }: Element): vscode.TreeItem {
    const { live, causes } = this.#app.connection;
    const object = row.id && live?.get(row.id);
    const [title = row.label] = row.tooltip;
    item.tooltip = (live && object ? [title, ...explain(live, object, Date.now(), causes?.of)] : row.tooltip).join(
      '\n',
    );
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #update(): readonly string[] {
    const before = flat(this.rows);
    const rows = vscode.workspace.isTrusted
      ? outline({ ...this.#app.connection.view(), look: this.#app.look.look, isProtected })
      : [];
    this.rows = this.#opened.size === 0 ? rows : rows.map((it) => this.#filled(it));
    this.#elements = new Map(flat(this.rows).map((row) => [row.key, this.#elementOf(row)]));
    return changedRows(before, flat(this.rows));
  }

  /** Draws what stands below a row that is opened for the first time. From then on it is kept up to date with the rest. */
  #open(element: Element): Row {
    const { row } = element;
    if (!row.more || this.#opened.has(row.key)) return row;
    this.#opened.add(row.key);
    element.row = this.#filled(row);
    const below = flat(element.row.children).map((it) => [it.key, this.#elementOf(it)] as const);
    this.#elements = new Map([...this.#elements, ...below]);
    return element.row;
  }

  #filled(row: Row): Row {
    const { live, pods } = this.#app.connection;
    const isOpen = row.more !== undefined && row.more > 0 && this.#opened.has(row.key);
    const below = row.workload ? pods?.rowsBelow(row) : live && appliedRows(live, row);
    const children = (isOpen ? (below ?? []) : row.children).map((it) => this.#filled(it));
    return children.length === 0 ? row : { ...row, children };
  }

  #elementsOf(rows: readonly Row[]): Element[] {
    return rows.flatMap((it) => this.#elements.get(it.key) ?? []);
  }

  #elementOf(row: Row): Element {
    const element = this.#elements.get(row.key) ?? new Element(row);
    element.row = row;
    return element;
  }
}

/** Why nothing can be shown, in full: a row has no room for a sentence. */
function messageOf(rows: readonly Row[]): string | undefined {
  const problem = [...rows, ...rows.flatMap((it) => it.children)].find((it) => it.icon === 'problem');
  return problem?.tooltip.join(' ');
}

/** The number on the activity bar: what failed. */
function badgeOf(rows: readonly Row[]): vscode.ViewBadge | undefined {
  const failed = failuresIn(rows);
  return failed === 0
    ? undefined
    : { value: failed, tooltip: failed === 1 ? '1 Flux object failed' : `${failed} Flux objects failed` };
}
