import * as vscode from 'vscode';
import type { Actions } from './actions.ts';
import type { SuiteEvent } from './driver.ts';

/** The window as a person meets it: keys, rows, menus, notifications. See `actions.ts` for what each does. */
export const ui: Actions = new Proxy({} as Actions, {
  get:
    (_, action) =>
    (...args: unknown[]) =>
      request('/act', { action, args }),
});

/** A test asked for the page, and this VS Code has none (`npm run test:desktop`). Such a test counts as skipped. */
export class NoBrowser extends Error {
  override readonly name = 'NoBrowser';
}

/**
 * Asks again and again until the answer is neither `undefined`, `false` nor `null`, and gives it.
 * Fails after `milliseconds` with what was waited for and the last answer or error.
 */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | null | PromiseLike<T | undefined | false | null>,
  milliseconds = 20_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  let last: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer !== undefined && answer !== false && answer !== null) return answer;
      last = answer;
    } catch (error) {
      if (error instanceof NoBrowser) throw error;
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`waited ${milliseconds} ms until ${what}; last: ${String(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** All text of the active terminal, scrolled away or not, with long lines in one piece. Uses the clipboard. */
export async function terminalText(): Promise<string> {
  await vscode.env.clipboard.writeText('');
  await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
  await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
  const text = await vscode.env.clipboard.readText();
  await vscode.commands.executeCommand('workbench.action.terminal.clearSelection');
  return text;
}

/** Tells the outer process what happened in the suite. */
export async function tell(event: SuiteEvent): Promise<void> {
  await request('/event', event);
}

async function request(path: string, body: unknown): Promise<never> {
  const response = await fetch(`${process.env['FLUXWRIGHT_UI']}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env['FLUXWRIGHT_UI_TOKEN']}` },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (response.status === 501) throw new NoBrowser(String(answer));
  if (!response.ok) throw new Error(String(answer));
  return answer as never;
}
