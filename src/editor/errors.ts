import * as vscode from 'vscode';

/** A sentence that a person can act on, shown as it is. Anything else that is thrown is a bug of ours. */
export class UserError extends Error {
  readonly action: ErrorAction | undefined;

  constructor(message: string, action?: ErrorAction) {
    super(message);
    this.name = 'UserError';
    this.action = action;
  }
}

/** A button below an error. */
export interface ErrorAction {
  readonly title: string;
  readonly run: () => unknown;
}

/** Runs work that a person started, and shows what goes wrong in it: the one door through which errors reach the screen. */
export async function guarded(log: vscode.LogOutputChannel, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    show(log, error);
  }
}

/** Errors of other rooms whose message is a sentence for people. By name: the client is a bundle of its own, with classes of its own. */
const speaking: ReadonlySet<string> = new Set(['ApiError', 'Refusal']);

/** Does not wait for an answer: a message may stand there for hours. */
function show(log: vscode.LogOutputChannel, error: unknown): void {
  if (error instanceof vscode.CancellationError) return;
  const known = error instanceof UserError || (error instanceof Error && speaking.has(error.name));
  log.error(known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = known ? error.message : 'Something went wrong inside Fluxwright. The log says where.';
  const action = error instanceof UserError ? error.action : undefined;
  const fallback: ErrorAction = { title: 'Show log', run: () => log.show() };
  const offered = action ?? fallback;
  void vscode.window.showErrorMessage(message, offered.title).then((chosen) => {
    if (chosen !== undefined) void guarded(log, offered.run);
  });
}
