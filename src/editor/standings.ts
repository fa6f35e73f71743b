import * as vscode from 'vscode';
import { standingsIn, type Standing } from '../language/references/standing.ts';
import { locationOf } from './diagnostics.ts';
import { rangeIn, yamlFiles } from './reading.ts';
import { setting } from './settings.ts';
import type { Place, Workspace } from './workspace.ts';

/** At most this often, in milliseconds, lenses are drawn anew: late enough for the problems to have built what they need. */
const pace = 250;

/** Above each Flux object: who applies it, what it becomes, and how often it is named. Both lead there. */
export function registerStandings(workspace: Workspace): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    changed.fire();
  };
  return vscode.Disposable.from(
    changed,
    workspace.onDidChange(({ spreads }) => {
      if (spreads) timer ??= setTimeout(tell, pace);
    }),
    { dispose: () => clearTimeout(timer) },
    vscode.workspace.onDidChangeConfiguration((it) => it.affectsConfiguration('fluxwright.codeLens') && tell()),
    vscode.languages.registerCodeLensProvider(yamlFiles, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses(document) {
        const at = workspace.locate(document.uri);
        if (!at || !setting<boolean>('fluxwright.codeLens', document.uri)) return [];
        return standingsIn(at.repository, at.path).flatMap((it) => lensesOf(at, document, it));
      },
    }),
  );
}

function lensesOf(at: Place, document: vscode.TextDocument, { span, owner, uses }: Standing): vscode.CodeLens[] {
  const range = rangeIn(document, span);
  const lenses: vscode.CodeLens[] = [];
  if (owner) {
    const { uri, range: selection } = locationOf(at, owner.place.path, owner.place.span);
    const command = {
      title: owner.words,
      tooltip: `Open ${owner.place.path}`,
      command: 'vscode.open',
      arguments: [uri, { selection }],
    };
    lenses.push(new vscode.CodeLens(range, command));
  }
  if (uses.length > 0) {
    const title = uses.length === 1 ? '1 reference' : `${uses.length} references`;
    const places = uses.map((it) => locationOf(at, it.path, it.span));
    const command = { title, command: 'editor.action.showReferences', arguments: [document.uri, range.start, places] };
    lenses.push(new vscode.CodeLens(range, command));
  }
  return lenses;
}
