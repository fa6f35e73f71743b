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

/** Manifests of some of the objects. */
function fleet(): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail(), 'fleet.yaml');
}

/** Whether a row is there, and no other is still to come. */
async function isLoaded(label: string): Promise<boolean> {
  const rows = await ui.rows(view);
  return rows.some((it) => it.label.startsWith(label)) && !rows.some((it) => it.description.includes('loading'));
}

async function select(context: string): Promise<void> {
  await vscode.commands.executeCommand('fluxwright.selectContext', { context });
}

// Pictures of every state in every kind of theme, to be looked at. `npm run screenshots -- states` takes them.
describe('the pictures of every state', function () {
  this.timeout(120_000);

  before(async () => {
    await ui.patience(30_000);
    await ui.openView('Fluxwright');
    await until('all states are listed', () => isLoaded('hostile'), 60_000);
    for (const it of ['Sources', 'Notifications']) await ui.expandRow(it, view);
  });

  for (const [name, theme] of Object.entries(themes)) {
    it(`in ${theme}`, async () => {
      await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
      for (const object of theme === themes.light ? ['failed', 'ready', 'hostile'] : ['failed', 'suspended']) {
        await ui.clickRow(object, view);
        await until('its page is open', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === object);
        await until('its page is filled', async () => (await ui.webviewText()).includes('Conditions'));
        await ui.screenshot(`state ${object} ${name}`);
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      }
      await vscode.window.showTextDocument(fleet());
      await until('the lenses are there', async () => (await ui.lenses()).some((it) => it.includes('Suspended')));
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await ui.hoverRow('retrying', view);
      await ui.screenshot(`state file ${name}`);
      await vscode.commands.executeCommand('workbench.action.closePanel');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    });
  }

  for (const grouping of ['namespace', 'dependency']) {
    it(`grouped by ${grouping}`, async () => {
      void vscode.commands.executeCommand('fluxwright.groupBy');
      await ui.pick(`By ${grouping}`);
      const levelOf = (rows: Awaited<ReturnType<typeof ui.rows>>, label: string) =>
        rows.find((it) => it.label === label)?.level ?? 0;
      await until('it is grouped', async () => {
        const rows = await ui.rows(view);
        return grouping === 'namespace'
          ? !rows.some((it) => it.label === 'Kustomizations')
          : levelOf(rows, 'waiting') > levelOf(rows, 'failed');
      });
      await ui.screenshot(`state by ${grouping}`);
    });
  }

  it('of two clusters, one of them pinned and protected', async () => {
    void vscode.commands.executeCommand('fluxwright.groupBy');
    await ui.pick('By kind');
    await vscode.workspace.getConfiguration('fluxwright').update('protectedContexts', ['empt*'], true);
    await vscode.commands.executeCommand('fluxwright.pinContext', { context: 'empty' });
    await until('both are shown', async () =>
      (await ui.rows(view)).some((it) => /protected.*pinned/.test(it.description)),
    );
    await ui.openMenu('failed', view);
    await ui.screenshot('state pinned');
    await ui.press('Escape');
    await vscode.commands.executeCommand('fluxwright.unpinContext', { context: 'empty' });
  });

  for (const [context, words] of Object.entries({
    empty: 'No Kustomizations',
    some: 'Only one namespace',
    bare: 'Flux is not installed',
    away: 'Cannot reach',
    refused: 'Credentials refused',
    unknown: 'No credentials',
    forbidden: 'Not allowed',
  })) {
    it(`of a cluster that is ${context}`, async () => {
      await vscode.workspace.getConfiguration('workbench').update('colorTheme', themes.light, true);
      const before = (await messages()).join();
      await select(context);
      await until(`it says ${words}`, () => isLoaded(words));
      // Not what it said of the cluster before.
      const isNew = async () => !['', before].includes((await messages()).join());
      if (context !== 'empty' && context !== 'some') await until('the view says what to do', isNew);
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
    await until('all states are listed', () => isLoaded('hostile'));
    void vscode.commands.executeCommand('fluxwright.filter');
    await ui.enter('no such thing');
    await until('nothing is left', async () => (await ui.rows(view)).some((it) => it.label === 'Nothing matches'));
    await until('the view says so', async () => (await messages()).join().includes('Shows only'));
    // What a filter hides has failed all the same.
    assert.match((await ui.texts('.statusbar-item')).join(), /states: 3 failing/);
    await ui.screenshot('state filtered');
    await vscode.commands.executeCommand('fluxwright.showAll');
  });
});
