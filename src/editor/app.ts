import type * as vscode from 'vscode';
import type { ObjectId } from '../flux/objects.ts';
import type { Connection } from './connection.ts';
import type { SidebarLook } from './sidebarLook.ts';
import type { Workspace } from './workspace.ts';

/** What a command may use. */
export interface App {
  readonly workspace: Workspace;
  readonly connection: Connection;
  readonly log: vscode.LogOutputChannel;
  readonly details: DetailsPages;
  readonly look: SidebarLook;
  /** Shows and selects the row of an object in the sidebar. Rejects with a sentence when there is none. */
  readonly reveal: (target: { readonly id: ObjectId; readonly context?: string }) => Promise<void>;
}

/** The pages of objects. */
export interface DetailsPages {
  /** Opens the page of an object, or shows the one that is open. Rejects with a sentence when its context cannot be opened. */
  show(target: { readonly id: ObjectId; readonly context?: string }): Promise<void>;
}
