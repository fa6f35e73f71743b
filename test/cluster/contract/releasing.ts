// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return */
import assert from 'node:assert/strict';
import { conditionOf, requestedAt } from '../../../src/flux/requests.ts';
import type { Given } from '../contract.ts';
import { eventually, type Any } from '../wire.ts';
import { isReady } from './controlling.ts';

/** What helm-controller does. The source is the one that the tests of the other controllers made. */
export function releasing(given: Given): void {
  const releases = () => `/apis/helm.toolkit.fluxcd.io/v2/namespaces/${given.namespace}/helmreleases`;
  const charts = () => `/apis/source.toolkit.fluxcd.io/v1/namespaces/${given.namespace}/helmcharts`;

  const make = async (
    name: string,
    spec: object = {},
    sourceRef: object = { kind: 'GitRepository', name: 'fleet' },
  ) => {
    const whole = { interval: '10m', chart: { spec: { chart: './chart', sourceRef } }, ...spec };
    const body = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name }, spec: whole };
    const made = await given.wire.call('POST', releases(), { body });
    assert.equal(made.status, 201, made.text);
  };
  const settled = (name: string, fits: (it: Any) => boolean) =>
    eventually(() => given.wire.get(`${releases()}/${name}`), fits);

  it('installs a chart by way of a HelmChart, and tells what it did', async () => {
    await make('site', { values: { size: 1 } });
    const { status } = await settled('site', isReady);
    const where = `${given.namespace}/site.v1`;
    const message = `Helm install succeeded for release ${where} with chart chart@0.1.0`;
    for (const type of ['Ready', 'Released']) {
      const it = conditionOf({ status }, type);
      assert.deepEqual([it?.reason, it?.message], ['InstallSucceeded', message]);
    }
    const { name, namespace, version, chartName, chartVersion, action, status: state } = status.history[0];
    assert.deepEqual([name, namespace, version], ['site', given.namespace, 1]);
    assert.deepEqual([chartName, chartVersion, action, state], ['chart', '0.1.0', 'install', 'deployed']);
    assert.equal(status.helmChart, `${given.namespace}/${given.namespace}-site`);
    assert.deepEqual([status.storageNamespace, status.lastAttemptedRevision], [given.namespace, '0.1.0']);
    const chart = (await given.wire.get(`${charts()}/${given.namespace}-site`)).body;
    assert.deepEqual([chart.spec.chart, chart.spec.sourceRef.name, chart.spec.version], ['./chart', 'fleet', '*']);
    assert.equal(conditionOf(chart, 'Ready')?.reason, 'ChartPackageSucceeded');
    assert.equal(chart.status.artifact.revision, '0.1.0');
  });

  it('upgrades when the values change, and only then', async () => {
    const token = '2030-01-01T00:00:04Z';
    await given.wire.merge(`${releases()}/site`, { metadata: { annotations: { [requestedAt]: token } } });
    const same = await settled('site', (it) => it.status.lastHandledReconcileAt === token && isReady(it));
    assert.equal(same.status.history.length, 1);
    await given.wire.merge(`${releases()}/site`, { spec: { values: { size: 2 } } });
    const { status } = await settled('site', isReady);
    assert.deepEqual(
      status.history.map((it: Any) => [it.version, it.status]),
      [
        [2, 'deployed'],
        [1, 'superseded'],
      ],
    );
    assert.equal(conditionOf({ status }, 'Ready')?.reason, 'UpgradeSucceeded');
    assert.equal(status.observedGeneration, 2);
  });

  it('upgrades without a change when it is forced', async () => {
    const token = '2030-01-01T00:00:05Z';
    const annotations = { [requestedAt]: token, 'reconcile.fluxcd.io/forceAt': token };
    await given.wire.merge(`${releases()}/site`, { metadata: { annotations } });
    const { status } = await settled('site', (it) => it.status.lastHandledForceAt === token && isReady(it));
    assert.equal(status.history[0].version, 3);
  });

  it('says which source is missing, and what it waits for', async () => {
    await make('lost', {}, { kind: 'HelmRepository', name: 'nowhere' });
    await make('later', { dependsOn: [{ name: 'lost' }] });
    await make('never', { dependsOn: [{ name: 'nobody' }] });
    const chart = `${given.namespace}/${given.namespace}-lost`;
    const missing = `HelmChart '${chart}' is not ready: failed to get source: HelmRepository.source.toolkit.fluxcd.io "nowhere" not found`;
    // helm-controller looks again only after half a minute, unless it is asked.
    const broken = (it: Any) => conditionOf(it, 'Ready')?.reason === 'SourceUnavailable';
    await eventually(() => given.wire.get(`${charts()}/${given.namespace}-lost`), broken);
    await given.wire.merge(`${releases()}/lost`, {
      metadata: { annotations: { [requestedAt]: '2030-01-01T00:00:06Z' } },
    });
    const lost = await settled('lost', (it) => conditionOf(it, 'Ready')?.message === missing);
    assert.equal(conditionOf(lost, 'Ready')?.reason, 'SourceNotReady');
    assert.equal(lost.status.observedGeneration, -1);
    assert.equal(conditionOf(lost, 'Reconciling')?.status, 'True', 'it goes on trying');
    const later = await settled('later', (it) => conditionOf(it, 'Ready')?.reason === 'DependencyNotReady');
    assert.equal(conditionOf(later, 'Ready')?.message, `dependency '${given.namespace}/lost' is not ready`);
    const never = await settled('never', (it) => conditionOf(it, 'Ready')?.reason === 'DependencyNotReady');
    assert.equal(
      conditionOf(never, 'Ready')?.message,
      `unable to get '${given.namespace}/nobody' dependency: helmreleases.helm.toolkit.fluxcd.io "nobody" not found`,
    );
  });

  it('takes its HelmChart along when it goes', async () => {
    assert.equal((await given.wire.call('DELETE', `${releases()}/site`)).status, 200);
    const none = (it: Any) => !it.items.some((item: Any) => item.metadata.name.endsWith('site'));
    await eventually(() => given.wire.get(releases()), none);
    await eventually(() => given.wire.get(charts()), none);
  });
}
