import * as vscode from 'vscode';
import { globMatches } from '../flux/protected.ts';
import { setting } from './settings.ts';

/** Whether the setting marks a context as protected. */
export function isProtected(context: string): boolean {
  return setting<readonly string[]>('fluxwright.protectedContexts').some((it) => globMatches(it, context));
}

/**
 * Asks before a change in a protected context, with the cluster's name before the person's eyes; elsewhere only where `names` says that it is about
 * several objects at once. Rejects with `CancellationError` when it is declined, so that what should follow the change does not happen either.
 */
export async function confirmChange(context: string, what: string, names: readonly string[] = []): Promise<void> {
  const guarded = isProtected(context);
  if (!guarded && names.length === 0) return;
  const yes = guarded ? `${what} in ${context}` : what;
  const shown = names.length > mostNamed ? [...names.slice(0, mostNamed), `… ${names.length - mostNamed} more`] : names;
  const detail = [
    shown.join('\n'),
    guarded ? 'This context is protected by the setting fluxwright.protectedContexts.' : '',
  ];
  const words = `${what} in the cluster ${context}?`;
  const options = { modal: true, detail: detail.filter((it) => it !== '').join('\n\n') };
  const chosen = await vscode.window.showWarningMessage(words, options, yes);
  if (chosen !== yes) throw new vscode.CancellationError();
}

/** So many names a dialog has room for. */
const mostNamed = 12;
