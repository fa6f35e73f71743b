import assert from 'node:assert/strict';
import { run } from '../../../src/cluster/run.ts';
import type { FluxAction } from '../../../src/flux/commands.ts';
import { idOf } from '../../../src/flux/objects.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { answer, cluster, drained, retrying, succeeds, timing } from './fake-controllers.ts';
import type { Controller } from './fake-controllers.ts';
import { gitRepository, helmRelease, helmRepository, kustomization, object } from './fake.ts';

const fleet = object(gitRepository, 'fleet');
const web = object(kustomization, 'web', { spec: { sourceRef: { kind: 'GitRepository', name: 'fleet' } } });

async function ran(action: FluxAction, target: FluxObject, it: ReturnType<typeof cluster>, time = timing()) {
  return { ...(await drained(run(it.api, action, idOf(target), time))), seconds: time.passed() };
}

describe('the built-in runner', () => {
  it('reconciles and tells what the object says', async () => {
    const { text, ended } = await ran('reconcile', web, cluster([web], { web: succeeds }));
    assert.equal(
      text,
      `► annotating Kustomization web in apps namespace
✔ Kustomization annotated
◎ waiting for Kustomization reconciliation
✔ Applied revision: main@sha1:abc`,
    );
    assert.deepEqual(ended, { done: true, ready: true, message: 'Applied revision: main@sha1:abc' });
  });

  it('reconciles the source first, and stops where that fails', async () => {
    const good = cluster([web, fleet], { web: succeeds, fleet: answer('True', 'Succeeded', 'stored artifact') });
    const { text, ended } = await ran('reconcileWithSource', web, good);
    assert.ok(ended.ready);
    assert.ok(text.indexOf('✔ stored artifact') < text.indexOf('annotating Kustomization'));
    const bad = cluster([web, fleet], { fleet: answer('False', 'GitOperationFailed', 'cannot clone', [retrying]) });
    assert.match(
      (await ran('reconcileWithSource', web, bad)).text,
      /✗ GitRepository fleet in apps namespace failed: cannot clone$/,
    );
    assert.deepEqual(
      bad.patches.map((it) => (it as unknown[])[0]),
      ['fleet'],
    );
  });

  it('goes from a HelmRelease through its chart to the repository of it', async () => {
    const chart = {
      ...object(gitRepository, 'apps-web'),
      kind: 'HelmChart',
      spec: { sourceRef: { kind: 'HelmRepository', name: 'charts' } },
    };
    const release = object(helmRelease, 'web', { status: { helmChart: 'apps/apps-web' } });
    const repository = object(helmRepository, 'charts', { spec: { type: 'default' } });
    const it = cluster([chart, release, repository], { web: succeeds, charts: succeeds, 'apps-web': succeeds });
    assert.ok((await ran('reconcileWithSource', release, it)).ended.ready);
    assert.deepEqual(
      it.patches.map((one) => (one as unknown[])[0]),
      ['charts', 'apps-web', 'web'],
    );
  });

  it('takes an OCI HelmRepository as it is: nothing would answer', async () => {
    const release = object(helmRelease, 'web', {
      spec: { chart: { spec: { sourceRef: { kind: 'HelmRepository', name: 'oci' } } } },
    });
    const it = cluster([release, object(helmRepository, 'oci', { spec: { type: 'oci' } })], { web: succeeds });
    const { text, ended } = await ran('reconcileWithSource', release, it);
    assert.ok(ended.ready);
    assert.match(text, /HelmRepository oci in apps namespace cannot be reconciled: taken as it is/);
  });

  it('fails at once with the cause, though the object goes on trying', async () => {
    const it = cluster([web], {
      web: answer('False', 'ReconciliationFailed', 'no matches for kind "ConfigMapp"', [retrying]),
    });
    const { ended, seconds } = await ran('reconcile', web, it);
    assert.deepEqual(ended, { done: true, ready: false, message: 'no matches for kind "ConfigMapp"' });
    assert.ok(seconds < 2, `${seconds} s`);
  });

  it('waits a while for failures that often pass by themselves, and says what it waits for', async () => {
    const it = cluster([web], {
      web: answer('False', 'DependencyNotReady', "dependency 'apps/db' is not ready", [retrying]),
    });
    const { text, ended, seconds } = await ran('reconcile', web, it);
    assert.equal(ended.ready, false);
    assert.ok(seconds >= 60 && seconds < 70, `${seconds} s`);
    assert.equal(text.match(/◎ dependency 'apps\/db' is not ready/g)?.length, 1);
    let looks = 0;
    const passes: Controller = (...asked) =>
      looks++ < 3
        ? answer('False', 'SourceNotReady', 'latest generation not observed', [retrying])(...asked)
        : succeeds(...asked);
    assert.ok((await ran('reconcile', web, cluster([web], { web: passes }))).ended.ready);
  });

  it('does not take an old failure for an answer', async () => {
    const old = { ...web, status: answer('False', 'BuildFailed', 'old', [retrying])('an-older-token', web) };
    let looks = 0;
    const slow: Controller = (...asked) =>
      looks++ < 5 ? answer('False', 'BuildFailed', 'old')('an-older-token', web) : succeeds(...asked);
    assert.ok((await ran('reconcile', web, cluster([old], { web: slow }))).ended.ready);
  });

  it('gives up after its time when nobody answers', async () => {
    const { ended, seconds } = await ran('reconcile', web, cluster([web], {}), timing(30));
    assert.equal(ended.message, 'No result within 30 s. Its controller may not be running.');
    assert.ok(seconds >= 30 && seconds <= 32, `${seconds} s`);
  });

  it('refuses what is suspended, and says what to do', async () => {
    const off = { ...web, spec: { ...web.spec, suspend: true } };
    const it = cluster([off], {});
    assert.equal(
      (await ran('reconcile', off, it)).text,
      '✗ Kustomization web in apps namespace is suspended. Resume it first.',
    );
    const source = cluster([web, { ...fleet, spec: { suspend: true } }], {});
    assert.match(
      (await ran('reconcileWithSource', web, source)).text,
      /GitRepository fleet in apps namespace is suspended/,
    );
    assert.deepEqual([...it.patches, ...source.patches], []);
  });

  it('suspends, and resumes with an answer', async () => {
    const it = cluster([web], { web: succeeds });
    assert.match((await ran('suspend', web, it)).text, /^► suspending .*\n✔ Kustomization suspended$/);
    assert.match((await ran('resume', web, it)).text, /✔ Kustomization resumed\n◎ waiting for .*\n✔ Applied revision/);
    assert.deepEqual((it.patches[1] as [string, FluxObject])[1].spec, { suspend: null });
  });

  it('says that an object is missing, and what Flux cannot do', async () => {
    assert.equal(
      (await ran('reconcile', web, cluster([], {}))).text,
      '✗ Cannot read web: it is not in this cluster (404).',
    );
    const alert = {
      ...object(gitRepository, 'chat'),
      apiVersion: 'notification.toolkit.fluxcd.io/v1beta3',
      kind: 'Alert',
    };
    assert.match(
      (await ran('reconcile', alert, cluster([alert], {}))).text,
      /✗ Flux cannot reconcile Alert chat in apps namespace/,
    );
  });

  it('writes nothing that steers a terminal', async () => {
    const it = cluster([web], { web: answer('False', 'X', 'bad\x1b]52;c;cm0gLXJm\x07 \u202eend\r\nmore') });
    assert.doesNotMatch((await ran('reconcile', web, it)).text.replaceAll('\n', ''), /[\x00-\x1f\u202e]/);
  });

  it('stops when told to', async () => {
    const end = new AbortController();
    const it = cluster([web], {});
    const pause = () => (end.abort(), Promise.resolve());
    const { ended } = await drained(run(it.api, 'reconcile', idOf(web), { ...timing(), pause, signal: end.signal }));
    assert.equal(ended.message, 'Stopped waiting. What was asked for still goes on in the cluster.');
  });
});
