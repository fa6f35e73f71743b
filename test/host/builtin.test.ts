import assert from 'node:assert/strict';
import { terminalText, ui, until } from './ui.ts';

const view = 'Cluster';

async function described(label: string, words: RegExp): Promise<void> {
  await until(
    `the row ${label} says ${String(words)}`,
    async () => {
      const row = (await ui.rows(view)).find((it) => it.label === label);
      return row && words.test(`${row.description} ${row.spoken}`);
    },
    20_000,
  );
}

describe('actions without a flux program', () => {
  it('reconciles, and writes into the terminal what happens', async () => {
    await ui.openView('Fluxwright');
    await ui.chooseFromRow('apps', 'Reconcile', view);
    const text = await until(
      'the terminal has the result',
      async () => /✔[^\n]*/.exec(await terminalText())?.[0],
      20_000,
    );
    assert.match(text, /Applied revision|reconciled/i);
    await ui.screenshot('builtin reconcile');
  });

  it('suspends and resumes, and the row says so', async () => {
    await ui.chooseFromRow('apps', 'Suspend', view);
    await described('apps', /suspended/i);
    await ui.chooseFromRow('apps', 'Resume', view);
    await described('apps', /ready/i);
  });

  it('says why a reconciliation failed, at once', async () => {
    await ui.chooseFromRow('monitoring', 'Reconcile', view);
    await until(
      'the failure is shown',
      async () => (await ui.notifications()).some((it) => it.includes('flux-sytem')),
      20_000,
    );
    await ui.screenshot('builtin failure');
  });
});
