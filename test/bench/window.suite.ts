import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Observed } from './window.ts';

/** Runs in the extension host of a real VS Code on a folder that starts no extension, and writes what it observed into a file. */
describe('what people feel', () => {
  const observed: { activation?: number; empty?: number; keys: number[] } = { keys: [] };
  let changed = NaN;
  // Registered before ours is activated, so that this one hears of a change first.
  vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.contentChanges.length > 0) changed = performance.now();
  });

  it('activates', async () => {
    const ids = ['fluxwright.fluxwright', 'fluxwright-test.empty'];
    if (process.env['FLUXWRIGHT_BENCH_ORDER'] === '1') ids.reverse();
    for (const id of ids) {
      const extension = vscode.extensions.getExtension(id);
      assert.ok(extension && !extension.isActive, id);
      const started = performance.now();
      await extension.activate();
      observed[id === 'fluxwright-test.empty' ? 'empty' : 'activation'] = performance.now() - started;
    }
  });

  it('publishes problems while somebody types', async () => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'teams.yaml');
    await vscode.workspace.fs.writeFile(uri, Buffer.from(process.env['FLUXWRIGHT_BENCH_TEXT'] ?? ''));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const places = [...document.getText().matchAll(/interval: 10?(?=m)/g)].map((it) => it.index + it[0].length);
    const codeOf = (it: vscode.Diagnostic) => (it.code as { readonly value: string } | undefined)?.value;
    const isWrong = () => vscode.languages.getDiagnostics(uri).some((it) => codeOf(it) === 'duration/invalid');
    for (let count = 0; count < 60; count++) {
      const wrong = count % 2 === 0;
      const at = document.positionAt(places[((count >> 1) * 7) % places.length]!);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(at, at.translate(0, 1)), wrong ? 'x' : 'm');
      changed = NaN;
      const applied = vscode.workspace.applyEdit(edit);
      for (const end = Date.now() + 10_000; isWrong() !== wrong && Date.now() < end;) await turn();
      const took = performance.now() - changed;
      assert.equal(isWrong(), wrong);
      // The first ones warm it up.
      if (count >= 20) observed.keys.push(took);
      assert.ok(await applied);
    }
  });

  after(async () => {
    const file = process.env['FLUXWRIGHT_BENCH_OUT'];
    assert.ok(file !== undefined && observed.activation !== undefined && observed.empty !== undefined);
    await appendFile(file, `${JSON.stringify(observed satisfies Observed)}\n`);
  });
});
