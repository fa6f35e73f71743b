import * as vscode from 'vscode';
import { counted, summaryOf, type Done } from '../cluster/summary.ts';
import { verbsFor } from '../cluster/object-row.ts';
import type { FluxAction } from '../flux/commands.ts';
import { groupBy } from '../flux/groups.ts';
import { objectKey } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { statusOf } from '../flux/status.ts';
import type { SuspensionNote } from '../flux/suspension.ts';
import { act, doing, perform } from './actions.ts';
import type { App } from './app.ts';
import { UserError } from './errors.ts';
import { confirmChange } from './protect.ts';
import type { ClusterObject } from './targets.ts';

/** Does one of flux's actions on what is selected. Whoever suspends is asked why; several objects are asked about once, for each cluster. */
export async function actOn(app: App, action: FluxAction, targets: readonly ClusterObject[]): Promise<void> {
  // An object may have several rows, where what was applied is shown.
  const once = [...new Map(targets.map((it) => [`${it.context}/${objectKey(it.id)}`, it])).values()];
  const [first] = once;
  if (first === undefined) return;
  if (once.length > 1) {
    for (const group of groupBy(once, (it) => it.context).values()) await actOnAll(app, action, group);
    return;
  }
  await act(app, action, first, action === 'suspend' ? await askWhy(app, plainText(first.id.name, 253)) : undefined);
}

async function actOnAll(app: App, action: FluxAction, targets: readonly ClusterObject[]): Promise<void> {
  await app.connection.open(targets[0]?.context);
  const able = targets.filter((it) => offers(app, it, action));
  if (able.length === 0)
    throw new UserError(`Nothing to do: ${doing[action]} is offered for none of the selected objects.`);
  const what = `${doing[action]} ${counted(able.length)}`;
  const names = able.map((it) => plainText(`${it.id.kind} ${it.id.namespace}/${it.id.name}`, 200));
  // Giving a reason is a question already.
  const note = action === 'suspend' ? await askWhy(app, counted(able.length)) : undefined;
  await confirmChange(app.connection.context ?? '', what, action === 'suspend' ? [] : names);
  const done = await inTurn(app, action, able, note, what);
  const summary = summaryOf(action, done, able.length);
  if (done.some((it) => it.failure !== undefined)) {
    const run = () => app.look.set({ failingOnly: true });
    throw new UserError(summary, { title: 'Show what is not ready', run });
  }
  void vscode.window.showInformationMessage(summary);
}

/** One after the other, in one terminal, and on after one that fails. */
async function inTurn(
  app: App,
  action: FluxAction,
  targets: readonly ClusterObject[],
  note: SuspensionNote | undefined,
  title: string,
): Promise<readonly Done[]> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const done: Done[] = [];
    for (const target of targets) {
      if (token.isCancellationRequested) break;
      const name = plainText(target.id.name, 253);
      progress.report({ message: name, increment: done.length === 0 ? 0 : 100 / targets.length });
      const { ready, message } = await perform(app, action, target, note);
      done.push(ready ? { name } : { name, failure: message });
    }
    return done;
  });
}

function offers({ connection }: App, { id, kind, context }: ClusterObject, action: FluxAction): boolean {
  const session = connection.at(context ?? connection.context);
  const object = session?.live.get(id);
  return object === undefined || verbsFor(kind, statusOf(object).state, id, session?.may).includes(action);
}

/** Asks why something is suspended. Nobody has to say; Escape gives it up. */
async function askWhy(app: App, what: string): Promise<SuspensionNote | undefined> {
  const reason = await vscode.window.showInputBox({
    title: `Suspend ${what}`,
    prompt: 'Why? It is noted in the cluster with your name, for those who find it suspended. Empty notes nothing.',
    placeHolder: 'Reason (optional)',
  });
  if (reason === undefined) throw new vscode.CancellationError();
  if (reason.trim() === '') return undefined;
  await app.connection.open();
  const signal = AbortSignal.timeout(5000);
  // A cluster that does not know the person by a name gets the reason alone.
  const by = await app.connection
    .json()
    .then((it) => it.whoAmI(signal))
    .catch(() => undefined);
  return { reason: plainText(reason, 300), ...(by === undefined ? {} : { by: plainText(by, 200) }) };
}
