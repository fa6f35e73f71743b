import * as vscode from 'vscode';
import { namedAt } from '../language/references/uses.ts';
import { locationOf } from './diagnostics.ts';
import { workspaceEdit } from './edits.ts';
import { rangeIn, yamlFiles } from './reading.ts';
import type { Workspace } from './workspace.ts';

/** Find all references and rename, for objects and variables. */
export function registerNaming(workspace: Workspace): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerReferenceProvider(yamlFiles, {
      provideReferences(document, position) {
        const at = workspace.locate(document.uri);
        const named = at && namedAt(at.repository, at.path, document.offsetAt(position));
        return at && named?.places().map((it) => locationOf(at, it.path, it.span));
      },
    }),
    vscode.languages.registerRenameProvider(yamlFiles, {
      prepareRename(document, position) {
        const at = workspace.locate(document.uri);
        const named = at && namedAt(at.repository, at.path, document.offsetAt(position));
        if (!named) throw new Error('Only names of objects and variables can be renamed.');
        if (named.refusal !== undefined) throw new Error(named.refusal);
        return { range: rangeIn(document, named.span), placeholder: named.name };
      },
      provideRenameEdits(document, position, name) {
        const at = workspace.locate(document.uri);
        const renaming = at && namedAt(at.repository, at.path, document.offsetAt(position))?.rename(name);
        if (!at || !renaming) return undefined;
        if ('refusal' in renaming) throw new Error(renaming.refusal);
        return workspaceEdit(at, renaming.edits);
      },
    }),
  );
}
