import * as vscode from 'vscode';
import type { Row, RowIcon } from '../cluster/row.ts';

/** Icon and colour of every state, and of every other row. Colours that every theme has, those of high contrast among them. */
export const icons: Readonly<Record<RowIcon, readonly [icon: string, color?: string]>> = {
  failed: ['error', 'problemsErrorIcon.foreground'],
  stalled: ['stop-circle', 'problemsErrorIcon.foreground'],
  waiting: ['watch', 'problemsWarningIcon.foreground'],
  progressing: ['sync~spin', 'charts.blue'],
  suspended: ['debug-pause', 'descriptionForeground'],
  ready: ['pass', 'charts.green'],
  unknown: ['question'],
  static: ['circle-outline'],
  applied: ['symbol-field'],
  context: ['server-environment'],
  section: ['folder'],
  problem: ['warning', 'problemsWarningIcon.foreground'],
  connecting: ['loading~spin'],
  empty: ['info'],
};

/** What a screen reader says for an icon whose name is not what it means to a person; nothing where the label says it. */
const spoken: Readonly<Partial<Record<RowIcon, string>>> = {
  stalled: 'failed for good',
  unknown: '',
  static: 'no state',
  context: 'cluster',
  section: '',
  applied: '',
  connecting: '',
  empty: '',
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
  const words = [row.label, spoken[row.icon] ?? row.icon, row.description];
  item.accessibilityInformation = { label: words.filter((it) => it !== '').join(', ') };
  if (row.verbs.includes('show')) {
    item.command = { command: 'fluxwright.showDetails', title: 'Show Details', arguments: [row] };
  }
  return item;
}

/** The number on the activity bar: what failed. */
export function badgeOf(failed: number): vscode.ViewBadge | undefined {
  return failed === 0
    ? undefined
    : { value: failed, tooltip: failed === 1 ? '1 Flux object failed' : `${failed} Flux objects failed` };
}
