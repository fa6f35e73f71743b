import * as vscode from 'vscode';
import { helmHistory, helmRollback, helmVersion, type Release } from '../flux/commands.ts';
import { helmMajor, parseHelmHistory, type HelmRevision } from '../flux/helm.ts';
import { plainText } from '../flux/plain.ts';
import { releaseOf } from '../flux/release.ts';
import { act } from './actions.ts';
import type { App } from './app.ts';
import { UserError } from './errors.ts';
import { ask } from './programs.ts';
import type { ClusterObject } from './targets.ts';
import { runProgram } from './terminal.ts';

/**
 * Rolls a Helm release back: history → suspend → rollback, then says how to fix Git and resume. The order matters: without suspend
 * helm-controller undoes the rollback (FLUX.md D.3).
 */
export async function rollBackHelm(app: App, target: ClusterObject): Promise<void> {
  await app.connection.open(target.context);
  const api = await app.connection.api();
  const release = releaseOf(await api.get(target.id, AbortSignal.timeout(10_000)));
  if (!release) throw new UserError(`${target.id.name} has no Helm release yet: nothing to roll back to.`);
  const env = app.connection.env();
  const major = helmMajor(await ask(helmVersion));
  const history = parseHelmHistory(
    await ask(helmHistory(release, app.connection.target()), undefined, { ...process.env, ...env }),
  );
  const revision = await pickRevision(release, history);
  if (!revision || !(await confirm(target, release, revision))) return;

  await act(app, 'suspend', target, { reason: `Rolled back by Helm to revision ${revision.revision}` });
  const rollback = helmRollback(release, revision.revision, major, app.connection.target());
  const code = await runProgram(rollback, `Roll back ${release.name}`, { env });
  const resume = { title: 'Resume', run: () => act(app, 'resume', target) };
  if (code !== 0) {
    throw new UserError(
      `Helm could not roll back ${release.name}; the terminal says why. The HelmRelease is still suspended.`,
      resume,
    );
  }
  await sayNext(target, release, revision, resume.run);
}

async function pickRevision(release: Release, history: readonly HelmRevision[]): Promise<HelmRevision | undefined> {
  const others = history.filter((it) => it.status !== 'deployed');
  if (others.length === 0) throw new UserError(`${release.name} has only one revision: nothing to roll back to.`);
  const items = [...others].reverse().map((it) => ({
    label: `${it.status === 'failed' ? '$(error)' : '$(history)'} Revision ${it.revision}`,
    description: plainText(`${it.chart} · ${it.status}`),
    detail: plainText(`${when(it)} · ${it.description}`),
    revision: it,
  }));
  const placeHolder = `Revision of ${release.name} to go back to`;
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))
    ?.revision;
}

function when(revision: HelmRevision): string {
  const date = new Date(revision.updated);
  return Number.isNaN(date.getTime()) ? revision.updated : date.toLocaleString();
}

async function confirm(target: ClusterObject, release: Release, to: HelmRevision): Promise<boolean> {
  const detail =
    `${to.chart}, ${when(to)}.\n\nFlux is suspended for ${target.id.name} first, and stays so until you resume it: ` +
    'Git still holds the newer version, and resuming brings it back.';
  const answer = await vscode.window.showWarningMessage(
    `Roll back ${release.name} to revision ${to.revision}?`,
    { modal: true, detail },
    'Roll back',
  );
  return answer === 'Roll back';
}

async function sayNext(
  target: ClusterObject,
  release: Release,
  to: HelmRevision,
  resume: () => unknown,
): Promise<void> {
  const message = `${release.name} runs revision ${to.revision} again and is suspended. Fix Git, then resume.`;
  const answer = await vscode.window.showInformationMessage(message, 'Roll back by Git…', 'Resume');
  if (answer === 'Resume') await resume();
  if (answer === 'Roll back by Git…') {
    await vscode.commands.executeCommand('fluxwright.rollBackGit', { id: target.id, context: target.context });
  }
}
