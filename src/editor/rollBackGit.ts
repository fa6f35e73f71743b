import * as vscode from 'vscode';
import { gitLog, gitPush, gitRevert, gitRevertAbort, gitStatus, parseGitLog, type Commit } from '../flux/git.ts';
import { plainText } from '../flux/plain.ts';
import { act } from './actions.ts';
import type { App } from './app.ts';
import { commitUri } from './documents.ts';
import { UserError } from './errors.ts';
import { ask } from './programs.ts';
import { filesOf, ownerOf, type AppFiles, type ClusterObject } from './targets.ts';
import { runProgram } from './terminal.ts';

const pushed = 'Revert and push';
const kept = 'Revert only';

/** Rolls an app back in Git: the commits that touched it → what one changed → revert → push → reconcile. */
export async function rollBackGit(app: App, target: ClusterObject): Promise<void> {
  const files = filesOf(app, target);
  if (!files)
    throw new UserError(`No manifest of ${target.id.name} is in this workspace. Open the repository that declares it.`);
  const dirty = (await ask(gitStatus, files.root)).split('\n').filter((it) => it !== '');
  if (dirty.length > 0)
    throw new UserError(`${dirty.length} files have changes. Commit or stash them first, then roll back.`);
  const commit = await pickCommit(files, target.id.name);
  if (!commit) return;
  await vscode.commands.executeCommand('vscode.open', commitUri(files.root, commit.hash), { preview: true });
  const choice = await confirm(commit);
  if (choice === undefined) return;

  const name = `Roll back ${target.id.name}`;
  if ((await runProgram(gitRevert(commit.hash), name, { cwd: files.root })) !== 0) {
    await runProgram(gitRevertAbort, name, { cwd: files.root });
    throw new UserError(
      'Later commits changed the same lines, so this one cannot be reverted alone. Nothing was changed.',
    );
  }
  if (choice === kept) return;
  if ((await runProgram(gitPush, name, { cwd: files.root })) !== 0) {
    throw new UserError(
      'The revert is committed but could not be pushed; the terminal says why. Push it, then reconcile.',
    );
  }
  await app.connection.open(target.context);
  await act(app, 'reconcileWithSource', await ownerOf(app, target));
}

async function pickCommit(files: AppFiles, name: string): Promise<Commit | undefined> {
  const commits = parseGitLog(await ask(gitLog(files.paths, 50), files.root));
  if (commits.length === 0) throw new UserError(`No commit has touched ${files.paths.join(', ')} yet.`);
  const items = commits.map((it) => ({
    label: `$(git-commit) ${plainText(it.subject)}`,
    description: it.hash.slice(0, 8),
    detail: `${plainText(it.author)}, ${new Date(it.date).toLocaleString()}`,
    commit: it,
  }));
  const placeHolder = `Commit to undo, of those that touched ${name}`;
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))
    ?.commit;
}

async function confirm(commit: Commit): Promise<string | undefined> {
  const detail = 'A new commit undoes it, in all files that it changed. After the push Flux is told to reconcile.';
  return vscode.window.showWarningMessage(
    `Undo “${commit.subject}” (${commit.hash.slice(0, 8)})?`,
    { modal: true, detail },
    pushed,
    kept,
  );
}
