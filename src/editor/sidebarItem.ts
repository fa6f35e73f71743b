import * as vscode from 'vscode';
import type { Row, RowIcon } from '../cluster/row.ts';

/** Icon and colour of every state, and of every other row. */
export const icons: Readonly<Record<RowIcon, readonly [icon: string, color?: string]>> = {
  failed: ['error', 'list.errorForeground'],
  stalled: ['stop-circle', 'list.errorForeground'],
  waiting: ['watch', 'list.warningForeground'],
  progressing: ['sync~spin', 'charts.blue'],
  suspended: ['debug-pause', 'descriptionForeground'],
  ready: ['pass', 'testing.iconPassed'],
  unknown: ['question'],
  static: ['circle-outline'],
  applied: ['symbol-field'],
  context: ['server-environment'],
  section: ['folder'],
  problem: ['warning', 'list.warningForeground'],
  connecting: ['loading~spin'],
  empty: ['info'],
};

/** The window's form of a row. The tooltip of an object is left to whoever hovers: it costs a walk through the store. */
export function itemOf(row: Row): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(
    row.label,
    row.children.length + (row.more ?? 0) === 0 ? None : row.expanded ? Expanded : Collapsed,
  );
  const [icon, color] = icons[row.icon];
  item.id = row.key;
  item.description = row.description;
  if (!row.id) item.tooltip = row.tooltip.join('\n');
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = [...row.verbs, row.id?.kind ?? ''].join(' ');
  item.accessibilityInformation = { label: [row.label, row.icon, row.description].join(', ') };
  if (row.verbs.includes('show')) {
    item.command = { command: 'fluxwright.showDetails', title: 'Show Details', arguments: [row] };
  }
  return item;
}
