import type * as vscode from 'vscode';
import type { Connection } from './connection.ts';
import type { Workspace } from './workspace.ts';

/** What a command may use. */
export interface App {
  readonly workspace: Workspace;
  readonly connection: Connection;
  readonly log: vscode.LogOutputChannel;
}
