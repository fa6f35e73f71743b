import * as vscode from 'vscode';
import { changedRows, flat, keysOf } from '../cluster/changes.ts';
import { outline } from '../cluster/outline.ts';
import type { Row, RowIcon } from '../cluster/row.ts';
import type { App } from './app.ts';
import { guarded } from './errors.ts';
import { viewIds } from './ids.ts';

/** At most this often, in milliseconds, the tree is drawn anew. */
const pace = 250;

const icons: Readonly<Record<RowIcon, readonly [icon: string, color?: string]>> = {
  failed: ['error', 'list.errorForeground'],
  stalled: ['stop-circle', 'list.errorForeground'],
  waiting: ['watch', 'list.warningForeground'],
  progressing: ['sync~spin', 'charts.blue'],
  suspended: ['debug-pause', 'descriptionForeground'],
  ready: ['pass', 'testing.iconPassed'],
  unknown: ['question'],
  static: ['circle-outline'],
  context: ['server-environment'],
  section: ['folder'],
  problem: ['warning', 'list.warningForeground'],
  connecting: ['loading~spin'],
  empty: ['info'],
};

/** Shows the rows of the chosen cluster. Contacts it when the window first asks for rows, because somebody looks, and not before. */
export function registerSidebar(app: App): vscode.Disposable {
  const tree = new ClusterTree(app);
  const view = vscode.window.createTreeView(viewIds[0], { treeDataProvider: tree, showCollapseAll: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    timer = undefined;
    tree.refresh();
    view.badge = badgeOf(tree.rows);
    view.message = messageOf(tree.rows) ?? '';
  };
  const soon = () => void (timer ??= setTimeout(draw, pace));
  return vscode.Disposable.from(
    view,
    tree,
    view.onDidChangeVisibility(soon),
    vscode.workspace.onDidGrantWorkspaceTrust(() => guarded(app.log, () => app.connection.show())),
    app.connection.onDidChange(soon),
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
  rows: readonly Row[] = [];

  constructor(app: App) {
    this.#app = app;
  }

  /** Takes the rows as they are now, and tells the window what is different. */
  refresh(): void {
    // A change that is told while the window fills the view for the first time blocks the view for ever (VS Code 1.139).
    if (this.#shown === undefined) return;
    const changed = this.#update();
    if (this.#shown !== keysOf(this.rows)) this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire(changed.flatMap((key) => this.#elements.get(key) ?? []));
  }

  async getChildren(element?: Element): Promise<Element[]> {
    if (element) return this.#elementsOf(element.row.children);
    if (vscode.workspace.isTrusted) await guarded(this.#app.log, () => this.#app.connection.show());
    this.#update();
    this.#shown = keysOf(this.rows);
    return this.#elementsOf(this.rows);
  }

  getTreeItem(element: Element): vscode.TreeItem {
    return itemOf(element.row);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #update(): readonly string[] {
    const before = flat(this.rows);
    this.rows = vscode.workspace.isTrusted ? outline(this.#app.connection.view()) : [];
    this.#elements = new Map(flat(this.rows).map((row) => [row.key, this.#elementOf(row)]));
    return changedRows(before, flat(this.rows));
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

function itemOf(row: Row): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.children.length === 0 ? None : row.expanded ? Expanded : Collapsed);
  const [icon, color] = icons[row.icon];
  item.id = row.key;
  item.description = row.description;
  item.tooltip = row.tooltip.join('\n');
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = [...row.verbs, row.id?.kind ?? ''].join(' ');
  item.accessibilityInformation = { label: [row.label, row.icon, row.description].join(', ') };
  if (row.verbs.includes('show')) {
    item.command = { command: 'fluxwright.showObject', title: 'Show YAML from Cluster', arguments: [row] };
  }
  return item;
}

/** Why nothing can be shown, in full: a row has no room for a sentence. */
function messageOf(rows: readonly Row[]): string | undefined {
  const problem = [...rows, ...rows.flatMap((it) => it.children)].find((it) => it.icon === 'problem');
  return problem?.tooltip.join(' ');
}

/** The number on the activity bar: what failed. */
function badgeOf(rows: readonly Row[]): vscode.ViewBadge | undefined {
  const failed = count(rows);
  return failed === 0
    ? undefined
    : { value: failed, tooltip: failed === 1 ? '1 Flux object failed' : `${failed} Flux objects failed` };
}

function count(rows: readonly Row[]): number {
  return rows.reduce(
    (sum, it) => sum + count(it.children) + (it.icon === 'failed' || it.icon === 'stalled' ? 1 : 0),
    0,
  );
}
