import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { theirs } from './beside/yaml-extension.ts';
import { file, open } from './editing.ts';
import { until } from './ui.ts';

const path = 'clusters/staging/beside.yaml';
const modeline = '# yaml-language-server: $schema=https://example.com/kustomization.json\n';
const object =
  'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: beside\n  namespace: flux-system\nspec:\n  prune: true\n  interval: 5m\n  nope: 1\n  path: ./apps/staging\n  sourceRef:\n    kind: GitRepository\n    name: nobody\n  \n';

/** Everything that stands at a place of the file, whoever says it. */
async function labelsAt(document: vscode.TextDocument, words: string): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(document.getText().lastIndexOf(words) + words.length),
  );
  return list.items.map((it) => (typeof it.label === 'string' ? it.label : it.label.label));
}

async function hoverAt(document: vscode.TextDocument, words: string): Promise<string> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(document.getText().indexOf(words) + 2),
  );
  return found
    .flatMap((it) => it.contents)
    .map((it) => (typeof it === 'string' ? it : it.value))
    .join('\n');
}

/** All problems of the file as `source code`, whoever says them, once both have spoken. */
function said(document: vscode.TextDocument): readonly string[] {
  return vscode.languages.getDiagnostics(document.uri).map((it) => {
    const code = typeof it.code === 'object' ? String(it.code.value) : '';
    return `${it.source ?? ''} ${code}`.trim();
  });
}

describe('beside the YAML extension', () => {
  const show = async (text: string): Promise<vscode.TextDocument> => {
    await vscode.workspace.fs.writeFile(file(path), Buffer.from(text));
    const { document } = await open(path);
    await until('the file has its text', () => document.getText() === text);
    return document;
  };

  before(async () => {
    const extension = await until('it is installed', () => vscode.extensions.getExtension('redhat.vscode-yaml'));
    await extension.activate();
  });

  afterEach(async () => {
    await vscode.workspace.getConfiguration('fluxwright').update('schemas', undefined);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(file(path));
  });

  it('leaves fields to it where it has a schema, and keeps what only we know', async () => {
    const document = await show(modeline + object);
    await until('both have spoken', () => said(document).some((it) => it === 'fluxwright reference/missing'));
    assert.deepEqual([...said(document)].sort(), ['YAML', 'fluxwright reference/missing']);
    const labels = await labelsAt(document, '  ');
    assert.equal(labels.filter((it) => it === 'interval').length, 1, labels.join(', '));
    const hover = await hoverAt(document, 'interval');
    assert.equal(hover, theirs.hover);
    assert.ok((await labelsAt(document, 'name: ')).includes('flux-system'));
  });

  it('looks after the fields where it has none', async () => {
    const document = await show(object);
    await until('we have spoken', () => said(document).length === 2);
    assert.deepEqual([...said(document)].sort(), ['fluxwright reference/missing', 'fluxwright schema/unknown-field']);
    assert.ok((await labelsAt(document, '  ')).includes('timeout'));
    assert.match(await hoverAt(document, 'interval'), /required/);
  });

  it('leaves plain errors of YAML to it', async () => {
    const document = await show(`${object}broken: ]\n`);
    // Nothing else is said of a text that is broken: once the problems of the whole one are gone, we have seen this one.
    await until('it has spoken, and we have not', () => said(document).join() === 'YAML');
  });

  it('looks after the fields always, or never, when the settings say so', async () => {
    await vscode.workspace.getConfiguration('fluxwright').update('schemas', 'never');
    let document = await show(object);
    await until('the reference is reported', () => said(document).length > 0);
    assert.deepEqual(said(document), ['fluxwright reference/missing']);
    assert.ok(!(await labelsAt(document, '  ')).includes('timeout'));
    await vscode.workspace.getConfiguration('fluxwright').update('schemas', 'always');
    document = await show(modeline + object);
    await until('all is reported', () => said(document).includes('fluxwright schema/unknown-field'));
  });
});
