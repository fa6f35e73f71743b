import * as vscode from 'vscode';
import { migrate } from '../language/migrate/migrate.ts';
import type { TextEdit } from '../language/yaml/text.ts';
import type { App } from './app.ts';
import { addEdits, inSlices } from './edits.ts';
import { confirmChanges, proposalsOf } from './preview.ts';
import { checkSettings } from './settings.ts';
import type { Folder } from './workspace.ts';

/** Brings all manifests of the workspace to the newest API versions of the Flux in use, after a look at what would change. */
export async function migrateWorkspace({ workspace }: App): Promise<void> {
  const found = await search(workspace.folders);
  if (found === undefined) return;
  const proposals = found.flatMap(({ folder, edits }) => proposalsOf(folder, edits));
  if (proposals.length === 0) {
    void vscode.window.showInformationMessage('All manifests have the newest API versions that your Flux serves.');
    return;
  }
  const files = proposals.length === 1 ? '1 file' : `${proposals.length} files`;
  const isWanted = await confirmChanges(proposals, {
    diff: 'Migrate API versions',
    title: 'Migrate API Versions',
    line: `This is what would change in ${files}`,
    yes: `Change ${files}`,
    detail: 'One undo takes it back',
  });
  if (!isWanted) return;
  const edit = new vscode.WorkspaceEdit();
  for (const { folder, edits } of found) addEdits(edit, folder, edits);
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

interface Found {
  readonly folder: Folder;
  readonly edits: readonly TextEdit[];
}

/** What there is to change in each folder; `undefined` when people have lost patience. */
function search(folders: readonly Folder[]): Thenable<readonly Found[] | undefined> {
  const location = vscode.ProgressLocation.Window;
  return vscode.window.withProgress({ location, title: 'Looking for old API versions' }, async (_, cancelled) => {
    const found: Found[] = [];
    for (const folder of folders) {
      const edits: TextEdit[] = [];
      for await (const some of inSlices(migrate(folder.repository, checkSettings(folder.uri)), cancelled))
        edits.push(...some);
      found.push({ folder, edits });
    }
    return cancelled.isCancellationRequested ? undefined : found;
  });
}
