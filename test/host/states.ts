import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui, until } from './ui.ts';

const view = 'Cluster';

/** Every kind of theme that VS Code has. */
const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
  'contrast light': 'Default High Contrast Light',
} as const;

/** What the view says above its rows. */
const messages = async () => (await ui.texts('.tree-explorer-viewlet-tree-view > .message')).filter((it) => it !== '');

async function select(context: string): Promise<void> {
  await vscode.commands.executeCommand('fluxwright.selectContext', { context });
}

// Pictures of every state in every kind of theme, to be looked at. `npm run screenshots -- states` takes them.
describe('the pictures of every state', function () {
  this.timeout(60_000);

  before(async () => {
    await ui.openView('Fluxwright');
    await until('all states are listed', async () => (await ui.rows(view)).some((it) => it.label === 'hostile'));
    for (const it of ['Sources', 'Notifications']) await ui.expandRow(it, view);
  });

  for (const [name, theme] of Object.entries(themes)) {
    it(`in ${theme}`, async () => {
      await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
      for (const object of ['failed', 'suspended', 'hostile']) {
        await ui.clickRow(object, view);
        await until('its page is open', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === object);
        await until('its page is filled', async () => (await ui.webviewText()).includes('Conditions'));
        await ui.screenshot(`state ${object} ${name}`);
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      }
    });
  }

  for (const [context, words] of Object.entries({
    empty: 'No Kustomizations',
    bare: 'Flux is not installed',
    away: 'Cannot reach',
    refused: 'Credentials refused',
    forbidden: 'Not allowed',
  })) {
    it(`of a cluster that is ${context}`, async () => {
      await vscode.workspace.getConfiguration('workbench').update('colorTheme', themes.light, true);
      const before = (await messages()).join();
      await select(context);
      await until(`it says ${words}`, async () => (await ui.rows(view)).some((it) => it.label.startsWith(words)));
      // Not what it said of the cluster before.
      const isNew = async () => !['', before].includes((await messages()).join());
      if (context !== 'empty') await until('the view says what to do', isNew);
      await ui.screenshot(`state cluster ${context}`);
    });
  }

  it('of no kubeconfig at all', async () => {
    await vscode.workspace.getConfiguration('fluxwright').update('kubeconfig', '/no/such/file', true);
    await vscode.commands.executeCommand('fluxwright.reconnect');
    await until('the welcome is there', async () =>
      (await ui.texts('.welcome-view-content')).join().includes('No kubeconfig'),
    );
    await ui.screenshot('state cluster none');
    await vscode.workspace.getConfiguration('fluxwright').update('kubeconfig', undefined, true);
    await vscode.commands.executeCommand('fluxwright.reconnect');
  });

  it('of a filter that leaves nothing', async () => {
    await select('states');
    await until('all states are listed', async () => (await ui.rows(view)).some((it) => it.label === 'hostile'));
    void vscode.commands.executeCommand('fluxwright.filter');
    await ui.enter('no such thing');
    await until('nothing is left', async () => (await ui.rows(view)).some((it) => it.label === 'Nothing to show'));
    await until('the view says so', async () => (await messages()).join().includes('Shows only'));
    // What a filter hides has failed all the same.
    assert.match((await ui.texts('.statusbar-item')).join(), /states: 3 failing/);
    await ui.screenshot('state filtered');
    await vscode.commands.executeCommand('fluxwright.showAll');
  });
});
