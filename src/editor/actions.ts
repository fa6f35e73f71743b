import * as vscode from 'vscode';
import { run } from '../cluster/run.ts';
import { forgetSuspension, noteSuspension } from '../cluster/suspension.ts';
import { failed, waitFor, type Ended } from '../cluster/wait.ts';
import { fluxCommand, formatInvocation, type FluxAction } from '../flux/commands.ts';
import type { FluxObject } from '../flux/objects.ts';
import { requestedAt } from '../flux/requests.ts';
import { statusOf } from '../flux/status.ts';
import { plainText } from '../flux/plain.ts';
import type { SuspensionNote } from '../flux/suspension.ts';
import type { App } from './app.ts';
import { UserError } from './errors.ts';
import { find } from './programs.ts';
import { confirmChange } from './protect.ts';
import { setting } from './settings.ts';
import { runLines, runProgram } from './terminal.ts';
import type { ClusterObject } from './targets.ts';

/** What the actions are called. */
export const doing: Readonly<Record<FluxAction, string>> = {
  reconcile: 'Reconcile',
  reconcileWithSource: 'Reconcile with Source',
  suspend: 'Suspend',
  resume: 'Resume',
};

/** Does one of flux's actions on an object, after a question where the context is protected. Rejects with the object's own words when it fails. */
export async function act(app: App, action: FluxAction, target: ClusterObject, note?: SuspensionNote): Promise<void> {
  await app.connection.open(target.context);
  await confirmChange(app.connection.context ?? '', `${doing[action]} ${plainText(target.id.name, 253)}`);
  const { ready, message } = await perform(app, action, target, note);
  if (!ready) throw failure(app, target, message);
  celebrate(target, message);
}

/**
 * Does one of flux's actions on an object of the context in use, in the integrated terminal: by the flux program where there is one, else by the
 * built-in runner. The result is the object's own status, because exit codes lie (FLUX.md D.1).
 */
export async function perform(
  app: App,
  action: FluxAction,
  target: ClusterObject,
  note: SuspensionNote | undefined,
): Promise<Ended> {
  const command = fluxCommand(action, target.kind, target.id, app.connection.target());
  const byProgram = command && setting('fluxwright.runner') !== 'builtin' && (await find('flux')) !== undefined;
  const name = `${doing[action]} ${target.id.name}`;
  if (!command || !byProgram) return runBuiltIn(app, action, target, name, note);
  const abort = new AbortController();
  try {
    const program = runProgram(command, name, { env: app.connection.env() });
    const ended = program.then(() => resultOf(app, action, target));
    return await Promise.race([ended, failedSooner(app, action, target, abort.signal)]);
  } finally {
    abort.abort();
    await keepNote(app, action, target, note);
  }
}

async function runBuiltIn(
  app: App,
  action: FluxAction,
  target: ClusterObject,
  name: string,
  note: SuspensionNote | undefined,
): Promise<Ended> {
  const api = await app.connection.api();
  const command = fluxCommand(action, target.kind, target.id, app.connection.target());
  const shown = command ? formatInvocation(command) : name;
  const lines = async function* (signal: AbortSignal): AsyncGenerator<string, Ended, void> {
    if (command) yield `# Like: ${shown}`;
    const timing = { ...app.connection.clock, signal, timeoutSeconds: 300, note };
    const ended: Ended = yield* run(api, action, target.id, timing);
    return ended;
  };
  const ended = await runLines(name, shown, lines, (result) => (result.ready ? 0 : 1));
  return ended ?? failed('The terminal was closed before it was done.');
}

/** The flux program knows no notes: they are written and taken away beside it. */
async function keepNote(
  { connection }: App,
  action: FluxAction,
  { id }: ClusterObject,
  note: SuspensionNote | undefined,
): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  if (action === 'suspend' && note) await noteSuspension(await connection.api(), id, note, signal);
  if (action === 'resume') await forgetSuspension(await connection.api(), id, signal);
}

/** Resolves as soon as the object says that the action failed: flux itself would go on waiting for its whole five minutes. */
async function failedSooner(app: App, action: FluxAction, target: ClusterObject, signal: AbortSignal): Promise<Ended> {
  const never = new Promise<never>(() => undefined);
  if (action === 'suspend') return never;
  const latest = () => app.connection.live?.get(target.id);
  const before = tokenOf(latest());
  await new Promise<void>((resolve) => {
    const listener = app.connection.onDidChangeObjects(() => {
      if (tokenOf(latest()) !== before) resolve();
    });
    signal.addEventListener('abort', () => void listener.dispose());
  });
  const api = await app.connection.api();
  const read = (it: AbortSignal) => api.get(target.id, it);
  const ended = await endOf(waitFor({ ...app.connection.clock, read, signal, timeoutSeconds: 300 }));
  return ended.ready || signal.aborted ? never : ended;
}

async function endOf<T>(lines: AsyncGenerator<string, T>): Promise<T> {
  for (;;) {
    const next = await lines.next();
    if (next.done) return next.value;
  }
}

async function resultOf(app: App, action: FluxAction, target: ClusterObject): Promise<Ended> {
  const api = await app.connection.api();
  const object = await api.get(target.id, AbortSignal.timeout(10_000));
  const { state, message } = statusOf(object);
  const well = (words: string): Ended => ({ done: true, ready: true, message: words });
  if (action === 'suspend')
    return state === 'suspended' ? well('suspended') : failed('it is not suspended. The terminal says why.');
  if (state === 'suspended') return failed('it is suspended. Resume it first.');
  if (state === 'failed' || state === 'stalled' || state === 'waiting') return failed(message);
  return well(state === 'progressing' ? 'still being worked on' : message);
}

function tokenOf(object: FluxObject | undefined): string | undefined {
  return object?.metadata?.annotations?.[requestedAt];
}

function failure(app: App, target: ClusterObject, message: string): UserError {
  return new UserError(plainText(`${target.id.name}: ${message}`), {
    title: 'Show YAML',
    run: () =>
      vscode.commands.executeCommand('fluxwright.showObject', { id: target.id, context: app.connection.context }),
  });
}

function celebrate(target: ClusterObject, message: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${plainText(`${target.id.name}: ${message}`)}`, 10_000);
}
