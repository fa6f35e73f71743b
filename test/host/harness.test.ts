import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { terminalText, ui, until } from './ui.ts';

// The harness itself: what the other suites stand on.
describe('a real VS Code', () => {
  it('takes what a person types', async () => {
    const file = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'typed.yaml');
    await vscode.workspace.fs.writeFile(file, Buffer.from(''));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    await ui.click('.editor-instance .view-lines');
    await ui.type('kind: Kustomization');
    await until('the document has the text', () => document.getText() === 'kind: Kustomization');
    await ui.press('Control+s');
    await until('the document is saved', () => !document.isDirty);
  });

  it('runs a command from the palette and shows what it asks', async () => {
    const asked = vscode.window.showInputBox({ title: 'Name' });
    await ui.enter('podinfo');
    assert.equal(await asked, 'podinfo');

    const picked = vscode.window.showQuickPick(['Git', 'Helm']);
    // The box that closes and the one that opens are the same to the eye for a moment.
    await until('both are offered', async () => (await ui.picks()).join() === 'Git,Helm');
    await ui.pick('Helm');
    assert.equal(await picked, 'Helm');

    await ui.palette('View: Close All Editors');
    await until('no editor is open', () => vscode.window.visibleTextEditors.length === 0);
  });

  it('answers notifications and modal dialogs', async () => {
    const answer = vscode.window.showInformationMessage('Reconcile podinfo?', 'Reconcile');
    await until('it is shown', async () => (await ui.notifications()).includes('Reconcile podinfo?'));
    await ui.clickNotification('Reconcile');
    assert.equal(await answer, 'Reconcile');

    const modal = vscode.window.showWarningMessage('Suspend podinfo?', { modal: true }, 'Suspend');
    assert.match(await ui.dialog(), /Suspend podinfo\?/);
    await ui.clickDialog('Suspend');
    assert.equal(await modal, 'Suspend');
  });

  it('reads what a task wrote into the terminal', async () => {
    const long = 'x'.repeat(300);
    const program = new vscode.ProcessExecution(process.execPath, [
      '-e',
      'console.log(process.argv[1].toUpperCase())',
      `${long}; $HOME`,
    ]);
    // The terminal also shows the command line; only the program shouts.
    const shouted = `${long}; $HOME`.toUpperCase();
    const folder = vscode.workspace.workspaceFolders![0]!;
    const task = new vscode.Task({ type: 'harness' }, folder, 'say', 'harness', program);
    const ended = new Promise<number | undefined>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess((event) => {
        if (event.execution.task.name !== 'say') return;
        listener.dispose();
        resolve(event.exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 0);
    await until('the terminal has the line in one piece', async () => (await terminalText()).includes(shouted));
    await until('the screen shows it', async () => (await ui.terminalScreen()).join('').includes('X; $HOME'));
  });

  it('sees rows, and chooses from the menu of one', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    const row = await until('the file is listed', async () =>
      (await ui.rows()).find((it) => it.label === 'typed.yaml'),
    );
    assert.equal(row.level, 1);
    const menu = await ui.menuOfRow('typed.yaml');
    assert.ok(menu.includes('Copy Relative Path'), menu.join(', '));
    await ui.chooseFromRow('typed.yaml', 'Copy Relative Path');
    await until('the path is copied', async () => (await vscode.env.clipboard.readText()) === 'typed.yaml');
  });

  it('takes screenshots', async () => {
    const file = await ui.screenshot('harness');
    const { size } = await vscode.workspace.fs.stat(vscode.Uri.file(file));
    assert.ok(size > 10_000, `${file} has ${size} bytes`);
  });
});
