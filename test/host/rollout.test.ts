import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { requestedAt } from '../../src/flux/requests.ts';
import { cluster } from './cluster.ts';
import { file, replace } from './editing.ts';
import { push } from './git.ts';
import type { SeenRow } from './seen.ts';
import { ui, until } from './ui.ts';

const view = 'Cluster';
const manifest = 'clusters/staging/apps.yaml';
const banner = 'apps/base/web/banner.yaml';
const apps = { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };
const kustomize = 'kustomize.toolkit.fluxcd.io/v1';

/** What every place of the window says of the Kustomization `apps`. */
interface Seen {
  readonly row: SeenRow;
  readonly badge: number;
  readonly lens: string;
  readonly problem: string;
}

async function seen(): Promise<Seen> {
  const rows = await ui.rows(view);
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    file(manifest),
  );
  const problems = vscode.languages.getDiagnostics(file(manifest)).filter((it) => it.source === 'Fluxwright cluster');
  const badges = await ui.texts(
    '.activitybar .action-item:has(.action-label[aria-label^="Fluxwright"]) .badge-content',
  );
  return {
    row: rows.find((it) => it.label === 'apps') ?? assert.fail('there is no row'),
    badge: Number(badges[0] ?? 0),
    lens: found[0]?.command?.title ?? '',
    problem: problems.map((it) => it.message).join(),
  };
}

describe('a rollout that goes wrong, on a real API server and the real Flux', function () {
  this.timeout(180_000);
  const api = cluster();
  let failingBefore = 0;

  /** Asks Flux to fetch now, as its webhook would. */
  async function fetchNow(): Promise<void> {
    const source = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' };
    const object = { ...source, metadata: { name: 'flux-system', namespace: 'flux-system' } };
    await api.merge(object, { metadata: { annotations: { [requestedAt]: new Date().toISOString() } } });
  }

  /** The Ready condition of `apps`, as the API server has it. */
  async function condition(): Promise<{ readonly status: string; readonly reason: string; readonly message: string }> {
    const object = await api.read(kustomize, 'Kustomization', 'flux-system', 'apps');
    const { conditions = [] } = (object?.['status'] ?? {}) as { conditions?: { type: string }[] };
    return conditions.find((it) => it.type === 'Ready') as never;
  }

  /** Waits for the API server and then for all places of the window; puts the time between both into the name of the test. */
  async function follow(test: Mocha.Runnable | undefined, what: string, status: string, shown: (it: Seen) => unknown) {
    // Flux writes that it waits for a dependency on the way: that is no failure yet.
    const isSaid = async () => {
      const { status: said, reason } = await condition();
      return said === status && reason !== 'DependencyNotReady';
    };
    await until(`the API server says ${what}`, isSaid, 90_000);
    const since = Date.now();
    let last: Seen | undefined;
    const all = await until(
      `every place says ${what}`,
      async () => {
        last = await seen();
        return shown(last) ? last : undefined;
      },
      15_000,
    ).catch((error: unknown) => assert.fail(`${String(error)}: ${JSON.stringify(last)}`));
    if (test) test.title += ` (${Date.now() - since} ms after the status)`;
    return all;
  }

  before(async () => {
    await ui.openView('Fluxwright');
    await vscode.window.showTextDocument(file(manifest));
    const well = await until(
      'apps is well',
      async () => {
        const it = await seen();
        return it.row.spoken.includes('ready') && it.lens.includes('Ready') && it;
      },
      90_000,
    );
    failingBefore = well.badge;
  });

  it('shows a commit that breaks an app in row, badge, lens, problem and root cause', async function () {
    await replace(banner, 'kind: ConfigMap', 'kind: ConfigMapp');
    await push('Misspell a kind');
    await fetchNow();
    const all = await follow(this.test, 'that it failed', 'False', (it) => {
      return it.row.spoken.includes('failed') && it.badge > failingBefore && it.lens.includes('Failed') && it.problem;
    });
    assert.match(all.problem, /^Kustomization flux-system\/apps fails: .*no matches for kind "ConfigMapp"/);
    assert.match(all.problem, /Install the CustomResourceDefinition first/);
    await ui.screenshot('rollout broken');
  });

  it('clears all of it after the fix', async function () {
    await replace(banner, 'kind: ConfigMapp', 'kind: ConfigMap');
    const revision = await push('Spell it right');
    await fetchNow();
    const applied = async () => (await condition()).status === 'True' && (await condition()).message.includes(revision);
    await until('the fix is applied', applied, 90_000);
    const short = revision.slice(0, 'main@sha1:'.length + 7);
    await follow(this.test, 'that it is well', 'True', (it) => {
      const isRowWell = it.row.spoken.includes('ready') && it.row.description.includes(short);
      return isRowWell && it.badge === failingBefore && it.lens.includes('Ready') && it.problem === '';
    });
    await vscode.commands.executeCommand('fluxwright.compareWithFile', { id: apps });
    const sides = await until('both sides of the comparison are there', () => {
      const texts = vscode.workspace.textDocuments.filter((it) => it.uri.scheme === 'fluxwright-compare');
      return texts.length === 2 && texts.every((it) => it.getText().includes('kind: Kustomization')) && texts;
    });
    assert.equal(sides[0]?.getText(), sides[1]?.getText(), 'what Flux applied differs in nothing from the file');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await ui.screenshot('rollout healed');
  });

  it('names the pod behind a failed health check, and shows it below its workload', async function () {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'reports-1', namespace: 'reports', labels: { app: 'reports' } },
      spec: { containers: [{ name: 'reports', image: 'registry.test/reports:no-such-tag' }] },
    };
    const waits = { reason: 'ImagePullBackOff', message: 'Back-off pulling image' };
    const container = {
      name: 'reports',
      image: 'registry.test/reports:no-such-tag',
      imageID: '',
      ready: false,
      restartCount: 0,
      state: { waiting: waits },
    };
    await api.apply(pod);
    await api.merge(pod, { status: { phase: 'Pending', containerStatuses: [container] } }, 'status');
    await replace(manifest, '  prune: true\n', '  prune: true\n  wait: true\n  timeout: 30s\n');
    await push('Wait for the workloads');
    await fetchNow();
    const all = await follow(this.test, 'that it failed', 'False', (it) => {
      return it.row.spoken.includes('failed') && it.lens.includes('Failed') && it.problem.includes('Pod ');
    });
    assert.match(
      all.problem,
      /by way of Deployment reports\/reports\) because Pod reports\/reports-1 cannot pull the image registry\.test/,
    );
    await ui.expandRow('apps', view);
    await ui.expandRow('reports', view);
    const rows = await until('the pod is there', async () => {
      const found = await ui.rows(view);
      return found.find((it) => it.label === 'reports-1');
    });
    assert.match(rows.spoken, /cannot pull the image/);
    await ui.screenshot('rollout pod');
    await api.remove(pod);
    await until(
      'the pod is gone from the view',
      async () => !(await ui.rows(view)).some((it) => it.label === 'reports-1'),
    );
    await replace(manifest, '  wait: true\n  timeout: 30s\n', '');
    await push('Do not wait');
    await fetchNow();
    await follow(undefined, 'that it is well', 'True', (it) => it.row.spoken.includes('ready') && it.problem === '');
  });
});
