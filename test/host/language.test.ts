import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fleetMistake } from '../fixtures/fleet.ts';
import { cursorAfter, errors, file, open, problems, quickFix, untilProblems } from './editing.ts';
import { ui, until } from './ui.ts';

describe('the language layer, while typing', () => {
  it('shows one error in the whole demo repository, in a file that is not open', async () => {
    const found = await until('the repository is checked', () => errors().length > 0 && errors());
    assert.equal(found.length, 1, found.join('\n'));
    assert.ok(found[0]?.startsWith(fleetMistake.path), found[0]);
  });

  it('underlines the misspelt source, and repairs it by its quick fix', async () => {
    const editor = await open(fleetMistake.path);
    const [problem] = await untilProblems(fleetMistake.path, [fleetMistake.code]);
    assert.equal(problem?.words, fleetMistake.wrong);
    const fixes = await quickFix(editor, fleetMistake.wrong, 'language quick fix');
    assert.ok(
      fixes.some((it) => it.includes(fleetMistake.right)),
      fixes.join(', '),
    );
    await untilProblems(fleetMistake.path, []);
    assert.ok(editor.document.getText().includes(`name: ${fleetMistake.right}`));
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await untilProblems(fleetMistake.path, [fleetMistake.code]);
  });

  it('lists what is wrong in the Problems panel, also of files that are not open', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
    await until('the problem is listed', async () =>
      (await ui.texts('.markers-panel .monaco-list-row')).some((it) => it.includes(fleetMistake.wrong)),
    );
    await ui.screenshot('problems');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  it('says what is wrong within the line that is typed, and takes it back', async () => {
    const editor = await open('clusters/staging/apps.yaml');
    await cursorAfter(editor, 'interval: 10m');
    await ui.type('onths');
    await until('the whole word is underlined', () => {
      const [problem] = problems('clusters/staging/apps.yaml');
      return problem?.code === 'duration/invalid' && problem.words === '10months';
    });
    for (let at = 0; at < 5; at++) await ui.press('Backspace');
    await untilProblems('clusters/staging/apps.yaml', []);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('completes the names of sources, and nothing twice', async () => {
    const editor = await open('clusters/staging/apps.yaml');
    const at = editor.document.getText().indexOf('name: flux-system') + 'name: flux-'.length;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      editor.document.positionAt(at),
    );
    const offered = list.items.filter((it) => it.label === 'flux-system');
    assert.equal(offered.length, 1, JSON.stringify(list.items.map((it) => it.label)));
  });

  it('goes to the definition of a dependency', async () => {
    const editor = await open('clusters/staging/apps.yaml');
    const position = editor.document.positionAt(editor.document.getText().indexOf('infrastructure') + 3);
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      editor.document.uri,
      position,
    );
    assert.ok(
      found.some((it) => it.uri.path.endsWith('clusters/staging/infrastructure.yaml')),
      JSON.stringify(found),
    );
  });

  it('explains a kind on hover', async () => {
    const editor = await open('clusters/staging/apps.yaml');
    const position = editor.document.positionAt(
      editor.document.getText().indexOf('kind: Kustomization') + 'kind: K'.length,
    );
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      position,
    );
    const text = found
      .flatMap((it) => it.contents)
      .map((it) => (typeof it === 'string' ? it : it.value))
      .join('\n');
    assert.match(text, /Builds a folder/);
  });

  it('shows what a Kustomization builds beside its file', async () => {
    // Only then everything is read.
    await untilProblems(fleetMistake.path, [fleetMistake.code]);
    await open('clusters/staging/infrastructure.yaml');
    await vscode.commands.executeCommand('fluxwright.showBuild');
    const shown = await until('the build is shown', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'fluxwright-build' && document;
    });
    assert.match(shown.getText(), /^# \d+ objects of infrastructure\/staging, before variables\n/);
    assert.match(shown.getText(), /^# from infrastructure\/base\/namespaces\.yaml$/m);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('compares a build with that of kustomize, whose objects are the same', async () => {
    await untilProblems(fleetMistake.path, [fleetMistake.code]);
    await open('clusters/staging/infrastructure.yaml');
    await vscode.commands.executeCommand('fluxwright.compareBuild');
    const side = (name: string) =>
      vscode.workspace.textDocuments.find(
        (it) => it.uri.scheme === 'fluxwright-compare-build' && it.uri.query.includes(`"side":"${name}"`),
      );
    const theirs = await until('both sides are open', () => side('ours') && side('kustomize'));
    await ui.screenshot('compare build');
    const text = theirs.getText();
    // A machine may have neither program; then it must say so.
    if (text.startsWith('#')) assert.match(text, /^# kubectl is not installed/);
    else assert.equal(side('ours')?.getText(), text);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('lists the objects of a file in the outline', async () => {
    const editor = await open('infrastructure/base/namespaces.yaml');
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    assert.ok(
      found.some((it) => it.name === 'shop' && it.detail === 'Namespace'),
      JSON.stringify(found),
    );
  });

  it('lists the fields of an object below it', async () => {
    const editor = await open('apps/base/web/release.yaml');
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    const spec = found.find((it) => it.name === 'web')?.children.find((it) => it.name === 'spec');
    assert.deepEqual(
      spec?.children.slice(0, 2).map((it) => `${it.name} ${it.detail}`.trim()),
      ['interval 10m', 'chart'],
    );
  });

  it('colours variables, and folds documents', async () => {
    const release = await open('apps/base/web/release.yaml');
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      release.document.uri,
    );
    assert.equal(tokens.data.length, 3 * 5, 'two braces and a name');
    const spaces = await open('infrastructure/base/namespaces.yaml');
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      spaces.document.uri,
    );
    const lines = spaces.document.getText().split('\n');
    assert.ok(
      folds.some((it) => lines[it.start] === '---' && it.end > it.start + 3),
      JSON.stringify(folds),
    );
  });

  it('completes and explains in a file that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'yaml',
      content: 'kind: Bucket\nspec:\n  \n',
    });
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(2, 2),
    );
    assert.ok(list.items.some((it) => it.label === 'bucketName'));
    // What is never saved would be asked about whenever all is saved.
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('follows files that come and go outside the editor', async () => {
    const path = 'clusters/staging/extra.yaml';
    const text = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomisation\nmetadata:\n  name: extra\n';
    await vscode.workspace.fs.writeFile(file(path), Buffer.from(text));
    await until('the new file has its problem', () => problems(path)[0]?.code === 'kind/unknown');
    await vscode.workspace.fs.delete(file(path));
    await until('the problem is gone with the file', () => problems(path).length === 0);
  });

  it('says once that a huge or a binary file is not read', async () => {
    await vscode.workspace.fs.writeFile(file('huge.yaml'), Buffer.alloc(20_000_000, 'a: b\n'));
    await vscode.workspace.fs.writeFile(file('binary.yaml'), Buffer.from([0, 1, 2, 0xff, 0]));
    await until('both are reported', () => problems('huge.yaml').length === 1 && problems('binary.yaml').length === 1);
    await vscode.workspace.fs.delete(file('huge.yaml'));
    await vscode.workspace.fs.delete(file('binary.yaml'));
    await until('both are forgotten', () => problems('huge.yaml').length + problems('binary.yaml').length === 0);
  });
});
