import * as vscode from 'vscode';
import { globMatches } from '../flux/protected.ts';
import { setting } from './settings.ts';

/** Whether the setting marks a context as protected. */
export function isProtected(context: string): boolean {
  return setting<readonly string[]>('fluxwright.protectedContexts').some((it) => globMatches(it, context));
}

/**
 * Asks before a change in a protected context, with the cluster's name before the person's eyes; elsewhere nothing is asked. Rejects with
 * `CancellationError` when it is declined, so that what should follow the change does not happen either.
 */
export async function confirmChange(context: string, what: string): Promise<void> {
  if (!isProtected(context)) return;
  const yes = `${what} in ${context}`;
  const detail = 'This context is protected by the setting fluxwright.protectedContexts.';
  const words = `${what} in the cluster ${context}?`;
  const chosen = await vscode.window.showWarningMessage(words, { modal: true, detail }, yes);
  if (chosen !== yes) throw new vscode.CancellationError();
}
