import * as vscode from 'vscode';
import { globMatches } from '../flux/protected.ts';
import { setting } from './settings.ts';

/** Whether the setting marks a context as protected. */
export function isProtected(context: string): boolean {
  return setting<readonly string[]>('fluxwright.protectedContexts').some((it) => globMatches(it, context));
}

/** Whether a change may be made: in a protected context only after somebody has said so, with the cluster's name before their eyes. */
export async function mayChange(context: string, what: string): Promise<boolean> {
  if (!isProtected(context)) return true;
  const yes = `${what} in ${context}`;
  const detail = 'This context is protected by the setting fluxwright.protectedContexts.';
  const chosen = await vscode.window.showWarningMessage(
    `${what} in the cluster ${context}?`,
    { modal: true, detail },
    yes,
  );
  return chosen === yes;
}
