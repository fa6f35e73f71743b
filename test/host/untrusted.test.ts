import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fleetMistake } from '../fixtures/fleet.ts';
import { open, untilProblems } from './editing.ts';
import { ui, until } from './ui.ts';

describe('an untrusted folder', () => {
  it('is checked while typing', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await open(fleetMistake.path);
    await untilProblems(fleetMistake.path, [fleetMistake.code]);
  });

  it('meets no cluster: the view says why and what to do', async () => {
    await ui.openView('Fluxwright');
    await until('the view explains itself', async () =>
      (await ui.texts('.welcome-view-content')).join(' ').includes('folders that you trust'),
    );
    assert.deepEqual(await ui.rows('Cluster'), []);
    await ui.screenshot('untrusted');
  });
});
