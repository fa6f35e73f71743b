import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { cluster } from './cluster.ts';
import { file, problems, replace } from './editing.ts';
import { head, push } from './git.ts';
import { terminalText, ui, until } from './ui.ts';

const view = 'Cluster';
const app = 'greeter';

describe('an app, from nothing to rolled back', function () {
  // Flux and Helm take their time; every wait below has its own, shorter bound.
  this.timeout(120_000);
  const api = cluster();

  /** What the chart wrote for the app: the message that its values gave. */
  async function message(): Promise<string | undefined> {
    const object = await api.read('v1', 'ConfigMap', 'shop', `${app}-info`);
    return (object?.['data'] as { message?: string } | undefined)?.message;
  }

  function untilMessage(text: string): Promise<unknown> {
    return until(`the app says ${text}`, async () => (await message()) === text, 60_000);
  }

  /** Tells Flux to fetch and apply what was pushed, as a person does. */
  async function reconcile(revision: string): Promise<void> {
    await ui.openView('Fluxwright');
    await ui.chooseFromRow('apps', 'Reconcile with Source', view);
    await until(
      'flux is done',
      async () => new RegExp(`✔ applied revision:? ${revision}`, 'i').test(await terminalText()),
      60_000,
    );
  }

  async function release() {
    const object = await api.read('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'shop', app);
    return object as
      | {
          metadata: { annotations?: Record<string, string> };
          spec: { suspend?: boolean };
          status?: { history?: { version: number }[] };
        }
      | undefined;
  }

  async function reason() {
    return (await release())?.metadata.annotations?.['fluxwright/suspend-reason'];
  }

  it('is scaffolded by New App, previewed, without a problem', async () => {
    await ui.palette('Fluxwright: New App…');
    await ui.pick('staging');
    await ui.enter(app);
    await ui.pick('shop');
    await ui.pick('Chart from GitRepository flux-system');
    await ui.pick('./charts/podinfo-lite');
    await ui.screenshot('new app dependencies');
    await ui.press('Enter');
    await until('it asks', async () => (await ui.picks()).includes('Write 2 files'));
    await until('the diff is shown', async () =>
      (await ui.texts('.multiDiffEntry, .diff-editor')).join(' ').includes(app),
    );
    await ui.screenshot('new app preview');
    await ui.pick('Write 2 files');
    const path = `apps/base/${app}/release.yaml`;
    await until('the file is there', async () => (await vscode.workspace.fs.stat(file(path))).size > 0);
    await until('the commands are shown', async () => (await terminalText()).includes('flux create helmrelease'));
    assert.deepEqual(problems(path), []);
    assert.deepEqual(problems('apps/staging/kustomization.yaml'), []);
    await ui.screenshot('new app');
  });

  it('is applied by the real Flux after a push', async () => {
    await replace(`apps/base/${app}/release.yaml`, 'values: {}', 'values:\n    message: first');
    await reconcile(await push('Add the greeter'));
    await untilMessage('first');
    await until('its row is there', async () => (await ui.rows(view)).some((it) => it.label === app));
  });

  it('is rolled back by Git', async () => {
    await replace(`apps/base/${app}/release.yaml`, 'message: first', 'message: second');
    await reconcile(await push('Say second'));
    await untilMessage('second');
    const before = await head();
    await ui.chooseFromRow(app, 'Roll Back by Git…', view);
    await ui.pick('Say second');
    await until('it asks', async () => /Say second/.test(await ui.dialog()));
    await ui.screenshot('rollback git');
    await ui.clickDialog('Revert and push');
    await until('a new commit undoes it', async () => (await head()) !== before, 30_000);
    await untilMessage('first');
  });

  it('is rolled back by Helm, suspended, and resumed after Git is fixed', async () => {
    await replace(`apps/base/${app}/release.yaml`, 'message: first', 'message: broken');
    await reconcile(await push('Break the greeter'));
    await untilMessage('broken');
    await until(
      'all is calm',
      async () => (await ui.rows(view)).every((it) => !/progressing|waiting/.test(it.spoken)),
      60_000,
    );
    const before = (await release())?.status?.history?.[0]?.version ?? 0;
    await ui.chooseFromRow(app, 'Roll Back by Helm…', view);
    await ui.pick(`Revision ${before - 1}`);
    await ui.screenshot('rollback helm');
    await ui.clickDialog('Roll back');
    await untilMessage('first');
    assert.equal((await release())?.spec.suspend, true);
    await until('the reason is noted', async () => (await reason())?.includes('Rolled back by Helm to revision'));
    await until('it says what to do next', async () =>
      (await ui.notifications()).some((it) => it.includes('Fix Git, then resume')),
    );
    await ui.screenshot('rollback helm next');

    await replace(`apps/base/${app}/release.yaml`, 'message: broken', 'message: fixed');
    await reconcile(await push('Fix the greeter'));
    assert.equal(await message(), 'first', 'suspended: what Git says waits');
    await ui.chooseFromRow(app, 'Resume', view);
    await untilMessage('fixed');
    assert.notEqual((await release())?.spec.suspend, true);
    await until('the note is gone', async () => (await reason()) === undefined);
  });
});
