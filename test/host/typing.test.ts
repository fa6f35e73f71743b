import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import type { KubeObject } from '../bed/api.ts';
import { cluster } from './cluster.ts';
import { cursorAfter, file, open, untilProblems } from './editing.ts';
import { ui, until } from './ui.ts';

const path = 'apps/base/typed.yaml';
const rows = '.suggest-widget.visible .monaco-list-row';

/** Types the beginning of a word and takes the suggestion that has the focus, which must be this one. */
async function accept(word: string, label: string, screenshot?: string): Promise<void> {
  await ui.type(word);
  await until(
    `${label} is the first suggestion for ${word}`,
    async () => (await ui.texts(`${rows}.focused .label-name`))[0] === label,
  );
  if (screenshot !== undefined) await ui.screenshot(screenshot);
  await ui.press('Enter');
  await until('the suggestion is taken', async () => !(await ui.texts(`${rows}.focused .label-name`)).includes(label));
}

/** Overwrites the tab stop that is selected, and goes to the next one: Tab alone would take a suggestion where there is one. */
async function fill(editor: vscode.TextEditor, text: string): Promise<void> {
  await ui.type(text);
  await until(`${text} is typed`, () => editor.document.getText().includes(`: ${text}\n`));
  await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
}

describe('typing with completion alone', () => {
  let editor: vscode.TextEditor;
  const text = (): string => editor.document.getText();

  before(async () => {
    await vscode.workspace.fs.writeFile(file(path), new Uint8Array());
    editor = await open(path);
    await cursorAfter(editor, '');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(file(path));
  });

  it('begins a HelmRelease in an empty file', async () => {
    await accept('helmrel', 'HelmRelease', 'typing object');
    await until('the object is there', () => /^kind: HelmRelease$/m.test(text()));
    await fill(editor, 'typed');
    assert.match(text(), /^metadata:\n {2}name: typed\n {2}namespace: flux-system$/m);
    await ui.press('Escape');
  });

  it('adds keys, each with the structure that it needs', async () => {
    await cursorAfter(editor, 'interval: 1h');
    await ui.press('Enter');
    await accept('inst', 'install', 'typing key');
    await until('its own keys are offered', async () =>
      (await ui.texts(`${rows} .label-name`)).includes('remediation'),
    );
    await accept('rem', 'remediation');
    await accept('retr', 'retries');
    await ui.type('3');
    // What is typed in the page is here a moment later.
    await until('it is typed', () => text().includes('retries: 3'));
    await ui.press('Escape');
    assert.match(text(), /^ {2}install:\n {4}remediation:\n {6}retries: 3$/m);
  });

  it('offers the values of a field', async () => {
    await cursorAfter(editor, 'retries: 3');
    await ui.press('Enter');
    await ui.press('Backspace');
    await accept('crd', 'crds');
    await accept('CreateR', 'CreateReplace', 'typing value');
    await ui.press('Escape');
    assert.match(text(), /^ {4}crds: CreateReplace$/m);
  });

  it('explains a key', async () => {
    await until('the hover is shown', async () => /How often|interval/.test(await ui.hover('interval')));
    await ui.screenshot('typing hover');
  });

  it('made what the API server takes', async () => {
    await untilProblems(path, []);
    const object = parse(text()) as KubeObject;
    const api = cluster();
    const url = `${await api.path(object)}?fieldManager=typing&force=true&dryRun=All`;
    const answer = await api.send<KubeObject>('PATCH', url, object, 'application/apply-patch+yaml');
    assert.equal(answer.metadata.name, 'typed');
  });
});
