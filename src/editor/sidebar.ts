import * as vscode from 'vscode';
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

/** Shows the rows of the chosen cluster. Contacts it when the view is first seen, and not before. */
export function registerSidebar(app: App): vscode.Disposable {
  const tree = new ClusterTree(app);
  const view = vscode.window.createTreeView(viewIds[0], { treeDataProvider: tree, showCollapseAll: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const draw = () => {
    timer = undefined;
    tree.refresh();
    view.badge = badgeOf(tree.rows);
  };
  const soon = () => void (timer ??= setTimeout(draw, pace));
  const open = () => {
    if (view.visible && vscode.workspace.isTrusted) void guarded(app.log, () => openQuietly(app));
  };
  open();
  return vscode.Disposable.from(
    view,
    tree,
    view.onDidChangeVisibility(open),
    vscode.workspace.onDidGrantWorkspaceTrust(open),
    app.connection.onDidChange(draw),
    app.connection.onDidChangeObjects(soon),
    { dispose: () => clearTimeout(timer) },
  );
}

/** A missing kubeconfig or context is a row of the view, not a message. */
async function openQuietly(app: App): Promise<void> {
  await app.connection.contexts();
  if (app.connection.context !== undefined) await app.connection.open();
}

class ClusterTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #app: App;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  rows: readonly Row[] = [];

  constructor(app: App) {
    this.#app = app;
  }

  refresh(): void {
    this.rows = vscode.workspace.isTrusted ? outline(this.#app.connection.view()) : [];
    this.#changed.fire();
  }

  getChildren(row?: Row): Row[] {
    return [...(row ? row.children : this.rows)];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return itemOf(row);
  }

  dispose(): void {
    this.#changed.dispose();
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
