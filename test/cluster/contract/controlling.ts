// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return */
import assert from 'node:assert/strict';
import { conditionOf, requestedAt } from '../../../src/flux/requests.ts';
import type { Given } from '../contract.ts';
import { eventually, type Any } from '../wire.ts';

/** What source-controller and kustomize-controller do with an object, as far as somebody who looks on can tell. */
export function controlling(given: Given): void {
  const sources = () => `/apis/source.toolkit.fluxcd.io/v1/namespaces/${given.namespace}/gitrepositories`;
  const ks = () => `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${given.namespace}/kustomizations`;

  const make = async (name: string, spec: object = {}) => {
    const sourceRef = { kind: 'GitRepository', name: 'fleet' };
    const whole = { interval: '10m', path: './app', prune: true, targetNamespace: given.namespace, sourceRef, ...spec };
    const body = {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name },
      spec: whole,
    };
    const made = await given.wire.call('POST', ks(), { body });
    assert.equal(made.status, 201, made.text);
    assert.deepEqual(made.body.status, { observedGeneration: -1 });
  };
  const settled = (path: string, fits: (it: Any) => boolean) => eventually(() => given.wire.get(path), fits);
  const ask = async (path: string, token: string) => {
    await given.wire.merge(path, { metadata: { annotations: { [requestedAt]: token } } });
    return token;
  };
  const answers = (token: string) => (it: Any) =>
    it.status.lastHandledReconcileAt === token && !conditionOf(it, 'Reconciling');

  before('a source', async () => {
    const spec = { interval: '10m', url: given.wire.cluster.git, ref: { branch: 'main' } };
    const body = {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'fleet' },
      spec,
    };
    assert.equal((await given.wire.call('POST', sources(), { body })).status, 201);
  });

  it('fetch a source and say which revision is stored', async () => {
    const source = await settled(`${sources()}/fleet`, isReady);
    const { artifact, observedGeneration } = source.status;
    assert.match(artifact.revision, /^main@sha1:[0-9a-f]{40}$/);
    assert.match(artifact.digest, /^sha256:[0-9a-f]{64}$/);
    assert.equal(observedGeneration, 1);
    const ready = conditionOf(source, 'Ready');
    assert.equal(ready?.reason, 'Succeeded');
    assert.equal(ready.message, `stored artifact for revision '${artifact.revision}'`);
    assert.equal(conditionOf(source, 'ArtifactInStorage')?.status, 'True');
    assert.equal(conditionOf(source, 'Reconciling'), undefined);
  });

  it('apply a folder and keep a history', async () => {
    await make('applied');
    const { status } = await settled(`${ks()}/applied`, isReady);
    const revision = (await given.wire.get(`${sources()}/fleet`)).body.status.artifact.revision as string;
    assert.deepEqual([status.lastAppliedRevision, status.lastAttemptedRevision], [revision, revision]);
    const ready = conditionOf({ status }, 'Ready');
    assert.deepEqual([ready?.reason, ready?.message], ['ReconciliationSucceeded', `Applied revision: ${revision}`]);
    assert.equal(ready?.observedGeneration, 1);
    const [last] = status.history;
    assert.deepEqual([last.lastReconciledStatus, last.totalReconciliations], ['ReconciliationSucceeded', 1]);
    assert.deepEqual(last.metadata, { revision });
    assert.ok(Array.isArray(status.inventory.entries));
  });

  it('are seen at work by whoever watches', async () => {
    const { resourceVersion } = (await given.wire.get(ks())).body.metadata;
    const watch = await given.wire.watch(`${ks()}?watch=true&resourceVersion=${resourceVersion}`);
    await make('watched');
    const states = () =>
      watch.events.filter((it) => it.object.metadata.name === 'watched').map((it) => conditionOf(it.object, 'Ready'));
    await watch.until(() => states().at(-1)?.status === 'True', 60);
    watch.close();
    const seen = states().map((it) => it?.status ?? 'none');
    assert.deepEqual(
      seen.filter((it, index) => it !== seen[index - 1]),
      ['none', 'Unknown', 'True'],
    );
  });

  it('answer a request with its token, and say so in an event', async () => {
    const token = await ask(`${ks()}/applied`, '2030-01-01T00:00:00.000000001Z');
    const { status } = await settled(`${ks()}/applied`, answers(token));
    assert.equal(status.history[0].totalReconciliations, 2);
    const source = await ask(`${sources()}/fleet`, '2030-01-01T00:00:00.000000002Z');
    await settled(`${sources()}/fleet`, answers(source));
    const selector = encodeURIComponent('involvedObject.kind=Kustomization,involvedObject.name=applied');
    const path = `/api/v1/namespaces/${given.namespace}/events?fieldSelector=${selector}`;
    const { items } = await settled(path, (it) =>
      it.items.some((event: Any) => event.reason === 'ReconciliationSucceeded'),
    );
    const event = items.find((it: Any) => it.reason === 'ReconciliationSucceeded');
    assert.deepEqual([event.type, event.source.component], ['Normal', 'kustomize-controller']);
    assert.match(event.message, /^Reconciliation finished in \S+, next run in 10m0s$/);
  });

  it('leave a suspended object alone until it is resumed', async () => {
    await make('rested', { suspend: true });
    await make('busy');
    const token = await ask(`${ks()}/rested`, '2030-01-01T00:00:01Z');
    await settled(`${ks()}/busy`, isReady);
    await ask(`${ks()}/busy`, token);
    await settled(`${ks()}/busy`, answers(token));
    const rested = await settled(`${ks()}/rested`, (it) => it.status.lastHandledReconcileAt === token);
    assert.equal(rested.status.conditions, undefined);
    assert.equal(rested.status.lastHandledReconcileAt, token, 'a token is answered even then: alone it proves nothing');
    assert.equal(rested.status.lastAppliedRevision, undefined);
    await given.wire.merge(`${ks()}/rested`, { spec: { suspend: null } });
    const resumed = await settled(`${ks()}/rested`, isReady);
    assert.deepEqual([resumed.status.lastHandledReconcileAt, resumed.metadata.generation], [token, 2]);
  });

  it('say which source is missing, answer requests all the same, and recover', async () => {
    await make('lost', { sourceRef: { kind: 'GitRepository', name: 'flet' } });
    const message = 'GitRepository.source.toolkit.fluxcd.io "flet" not found';
    const path = `${ks()}/lost`;
    const lost = await settled(path, (it) => conditionOf(it, 'Ready')?.message === message);
    assert.deepEqual(conditionOf(lost, 'Ready')?.reason, 'ArtifactFailed');
    const token = await ask(path, '2030-01-01T00:00:02Z');
    const answered = await settled(path, (it) => it.status.lastHandledReconcileAt === token);
    assert.equal(conditionOf(answered, 'Ready')?.status, 'False');
    assert.equal(
      answered.status.observedGeneration,
      -1,
      'a failure is no observation: only its condition has the generation',
    );
    assert.equal(conditionOf(answered, 'Ready')?.observedGeneration, 1);
    await given.wire.merge(path, { spec: { sourceRef: { name: 'fleet' } } });
    const found = await settled(path, isReady);
    assert.equal(found.status.observedGeneration, 2);
  });

  it('wait for what an object depends on', async () => {
    await make('first', { sourceRef: { kind: 'GitRepository', name: 'flet' } });
    await make('second', { dependsOn: [{ name: 'first' }] });
    await make('third', { dependsOn: [{ name: 'nobody' }] });
    const ready = (name: string) =>
      settled(`${ks()}/${name}`, (it) => conditionOf(it, 'Ready')?.reason === 'DependencyNotReady');
    const waiting = `dependency '${given.namespace}/first' is not ready`;
    assert.equal(conditionOf(await ready('second'), 'Ready')?.message, waiting);
    const missing = `dependency '${given.namespace}/nobody' not found: kustomizations.kustomize.toolkit.fluxcd.io "nobody" not found`;
    assert.equal(conditionOf(await ready('third'), 'Ready')?.message, missing);
    await given.wire.merge(`${ks()}/first`, { spec: { sourceRef: { name: 'fleet' } } });
    await settled(`${ks()}/first`, isReady);
    // Flux looks again only after half a minute, unless it is asked.
    await ask(`${ks()}/second`, '2030-01-01T00:00:03Z');
    await settled(`${ks()}/second`, isReady);
  });

  it('let go of what is deleted', async () => {
    assert.equal((await given.wire.call('DELETE', `${ks()}/watched`)).status, 200);
    const gone = await eventually(
      () => given.wire.get(ks()),
      (it) => !it.items.some((item: Any) => item.metadata.name === 'watched'),
    );
    assert.ok(gone);
  });
}

/** The latest generation is ready, and nothing goes on. */
export function isReady(it: Any): boolean {
  const observed = it.status?.observedGeneration === it.metadata.generation;
  return observed && conditionOf(it, 'Ready')?.status === 'True' && !conditionOf(it, 'Reconciling');
}
