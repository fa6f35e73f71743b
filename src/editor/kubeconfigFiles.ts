import * as vscode from 'vscode';
import { basename, dirname } from 'node:path';
import type { Connection } from './connection.ts';
import { guarded } from './errors.ts';

/** How long files must rest before they are read, in milliseconds: programs write them in several steps. */
const rest = 200;

/**
 * Follows the kubeconfig files: contexts that come and go, and, where the setting says so, the context that kubectl uses. Reads nothing before
 * somebody has looked at the clusters.
 */
export function followKubeconfig(connection: Connection, log: vscode.LogOutputChannel): vscode.Disposable {
  let watched = '';
  let watchers: readonly vscode.Disposable[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void guarded(log, () => connection.readAgain()), rest);
  };
  const end = () => {
    for (const it of watchers) it.dispose();
  };
  const watch = () => {
    const files = connection.files;
    if (files.join('\n') === watched) return;
    watched = files.join('\n');
    end();
    watchers = files.flatMap((it) => watching(it, read));
  };
  return vscode.Disposable.from(
    connection.onDidChange(watch),
    vscode.workspace.onDidChangeConfiguration((it) => it.affectsConfiguration('fluxwright.followKubeconfig') && read()),
    {
      dispose: () => {
        clearTimeout(timer);
        end();
      },
    },
  );
}

function watching(file: string, read: () => void): readonly vscode.Disposable[] {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(file)), basename(file));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return [watcher, watcher.onDidChange(read), watcher.onDidCreate(read), watcher.onDidDelete(read)];
}
