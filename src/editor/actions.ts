import * as vscode from 'vscode';
import { run } from '../cluster/run.ts';
import { waitFor, type Ended } from '../cluster/wait.ts';
import { fluxCommand, formatInvocation, type FluxAction } from '../flux/commands.ts';
import type { FluxObject } from '../flux/objects.ts';
import { requestedAt } from '../flux/requests.ts';
import { statusOf } from '../flux/status.ts';
import { plainText } from '../flux/plain.ts';
import type { App } from './app.ts';
import { UserError } from './errors.ts';
import { find } from './programs.ts';
import { confirmChange } from './protect.ts';
import { setting } from './settings.ts';
import { runLines, runProgram } from './terminal.ts';
import type { ClusterObject } from './targets.ts';

const doing: Readonly<Record<FluxAction, string>> = {
  reconcile: 'Reconcile',
  reconcileWithSource: 'Reconcile with Source',
  suspend: 'Suspend',
  resume: 'Resume',
};

/**
 * Does one of flux's actions on an object, in the integrated terminal: by the flux program where there is one, else by the built-in
 * runner. What is shown as the result is the object's own status, because exit codes lie (FLUX.md D.1).
 */
export async function act(app: App, action: FluxAction, target: ClusterObject): Promise<void> {
  await app.connection.open(target.context);
  await confirmChange(app.connection.context ?? '', `${doing[action]} ${plainText(target.id.name, 253)}`);
  const command = fluxCommand(action, target.kind, target.id, app.connection.target());
  const byProgram = command && setting('fluxwright.runner') !== 'builtin' && (await find('flux')) !== undefined;
  const name = `${doing[action]} ${target.id.name}`;
  if (!command || !byProgram) return runBuiltIn(app, action, target, name);
  const abort = new AbortController();
  try {
    const program = runProgram(command, name, { env: app.connection.env() });
    await Promise.race([program, failureOf(app, action, target, abort.signal)]);
  } finally {
    abort.abort();
  }
  await showResult(app, action, target);
}

async function runBuiltIn(app: App, action: FluxAction, target: ClusterObject, name: string): Promise<void> {
  const api = await app.connection.api();
  const command = fluxCommand(action, target.kind, target.id, app.connection.target());
  const shown = command ? formatInvocation(command) : `${action} ${target.id.name}`;
  const lines = async function* (signal: AbortSignal): AsyncGenerator<string, Ended, void> {
    yield `# Like: ${shown}`;
    const ended: Ended = yield* run(api, action, target.id, { ...app.connection.clock, signal, timeoutSeconds: 300 });
    return ended;
  };
  const outcome = await runLines(name, shown, lines, (result) => (result.ready ? 0 : 1));
  if (outcome && !outcome.ready) throw failure(app, target, outcome.message);
  if (outcome) celebrate(target, outcome.message);
}

/** Rejects as soon as the object says that the action failed: flux itself would go on waiting for its whole five minutes. */
async function failureOf(app: App, action: FluxAction, target: ClusterObject, signal: AbortSignal): Promise<never> {
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
  if (ended.ready || signal.aborted) return never;
  throw failure(app, target, ended.message);
}

async function endOf<T>(lines: AsyncGenerator<string, T>): Promise<T> {
  for (;;) {
    const next = await lines.next();
    if (next.done) return next.value;
  }
}

async function showResult(app: App, action: FluxAction, target: ClusterObject): Promise<void> {
  const api = await app.connection.api();
  const object = await api.get(target.id, AbortSignal.timeout(10_000));
  const { state, message } = statusOf(object);
  if (action === 'suspend') {
    if (state !== 'suspended') throw failure(app, target, 'it is not suspended. The terminal says why.');
    return celebrate(target, 'suspended');
  }
  if (state === 'suspended') throw failure(app, target, 'it is suspended. Resume it first.');
  if (state === 'failed' || state === 'stalled' || state === 'waiting') throw failure(app, target, message);
  celebrate(target, state === 'progressing' ? 'still being worked on' : message);
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
