import * as vscode from 'vscode';
import { obstacleIn } from '../cluster/outline.ts';
import type { Row } from '../cluster/row.ts';
import type { App } from './app.ts';
import { viewIds } from './ids.ts';

/** One item at the bottom: which cluster is followed and how many of its objects fail. Not there while no cluster is followed. */
export class StatusBar implements vscode.Disposable {
  readonly #app: Pick<App, 'connection'>;
  readonly #item = vscode.window.createStatusBarItem('fluxwright.cluster', vscode.StatusBarAlignment.Left, 50);

  constructor(app: Pick<App, 'connection'>) {
    this.#app = app;
    this.#item.name = 'Fluxwright: Cluster';
    this.#item.command = `${viewIds[0]}.focus`;
  }

  /** Shows what the rows of the sidebar come to. */
  show(all: readonly Row[]): void {
    const { context, live } = this.#app.connection;
    const rows = all.filter((it) => it.context === context);
    if (context === undefined || live === undefined) return this.#item.hide();
    if (this.#app.connection.isResting) return this.#pause(context);
    const failed = this.#app.connection.at(context)?.failed ?? 0;
    const obstacle = obstacleIn(rows)?.label;
    const words = failed > 0 ? `${failed} failing` : (obstacle ?? '');
    const icon = obstacle !== undefined ? '$(debug-disconnect)' : failed === 0 ? '$(pass)' : '$(error)';
    this.#item.text = `${icon} ${shown(context)}${words === '' ? '' : `: ${words}`}`;
    this.#item.tooltip = `Flux in ${context}: ${words === '' ? 'nothing fails' : words}. Click to look at the cluster.`;
    this.#item.accessibilityInformation = { label: this.#item.tooltip };
    this.#item.backgroundColor = failed > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }

  /** What was known last is old by now: it is not shown. */
  #pause(context: string): void {
    this.#item.text = `$(debug-pause) ${shown(context)}`;
    this.#item.tooltip = `Flux in ${context} is not followed while nobody looks. Click to look at the cluster.`;
    this.#item.accessibilityInformation = { label: this.#item.tooltip };
    this.#item.backgroundColor = undefined;
    this.#item.show();
  }
}

/** A name of a kubeconfig may look like an icon. Long ones are those of clouds, whose end says most. */
function shown(context: string): string {
  const plain = context.replaceAll('$(', '$ (');
  return plain.length <= 30 ? plain : `…${plain.slice(-29)}`;
}
