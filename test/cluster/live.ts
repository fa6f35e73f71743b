import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { flat } from '../../src/cluster/changes.ts';
import { connect, readContexts } from '../../src/cluster/client.ts';
import { followCollection } from '../../src/cluster/collection.ts';
import type { RawObject } from '../../src/cluster/collection.ts';
import { eventLines, eventsAbout } from '../../src/cluster/events.ts';
import { explain } from '../../src/cluster/explain.ts';
import { outline } from '../../src/cluster/outline.ts';
import { run } from '../../src/cluster/run.ts';
import { createLiveStore } from '../../src/cluster/store.ts';
import type { LiveStore } from '../../src/cluster/store.ts';
import { follow } from '../../src/cluster/watch.ts';
import type { Pause } from '../../src/cluster/pause.ts';
import type { FluxAction } from '../../src/flux/commands.ts';
import { kindOf, kinds } from '../../src/flux/kinds.ts';
import type { ObjectId } from '../../src/flux/objects.ts';
import { statusOf } from '../../src/flux/status.ts';
import { until } from '../bed/until.ts';
import { startCable } from './cable.ts';
import type { Cable } from './cable.ts';
import { kubeconfigOf } from './kubeconfig.ts';
import { Wire } from './wire.ts';
import type { Cluster } from './wire.ts';

const namespace = 'live';
const kustomization = kindOf('kustomize.toolkit.fluxcd.io', 'Kustomization')!;
const path = `/apis/${kustomization.group}/v1/namespaces/${namespace}/kustomizations`;
const idOfNamed = (name: string): ObjectId => ({ group: kustomization.group, kind: 'Kustomization', namespace, name });

/** Ten times as fast as in an editor. */
const pause: Pause = (milliseconds, signal) =>
  sleep(milliseconds / 10, undefined, { signal }).then(
    () => undefined,
    () => undefined,
  );

/** The whole way from a kubeconfig to rows and back to actions, on a cluster. The same suite for the simulated and the real one. */
export function live(name: string, start: (context: Mocha.Context) => Promise<Cluster>): void {
  describe(`the live view on ${name}`, function () {
    this.timeout(90_000);
    let wire: Wire;
    let cable: Cable;
    let folder: string;
    let kubeconfig: string;
    let end = new AbortController();
    let following: Promise<void> = Promise.resolve();
    let store: LiveStore;

    before('the cluster is there', async function () {
      wire = new Wire(await start(this));
      cable = await startCable(Number(new URL(wire.cluster.url).port));
      folder = mkdtempSync(join(tmpdir(), 'fluxwright-live-'));
      kubeconfig = join(folder, 'config');
      writeFileSync(kubeconfig, kubeconfigOf(wire.cluster, cable.port));
      await made('/api/v1/namespaces', { metadata: { name: namespace } });
      const git = {
        metadata: { name: 'fleet' },
        spec: { interval: '10m', url: wire.cluster.git, ref: { branch: 'main' } },
      };
      await made(`/apis/source.toolkit.fluxcd.io/v1/namespaces/${namespace}/gitrepositories`, {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        ...git,
      });
      await make('app');
      await make('lost', { sourceRef: { kind: 'GitRepository', name: 'nowhere' } });
    });
    after(async () => {
      await cable?.stop();
      wire?.close();
      await wire?.cluster.stop();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });
    beforeEach(async () => {
      end = new AbortController();
      store = createLiveStore();
      following = follow({ api: await connect([kubeconfig], 'admin'), kinds, store, pause, signal: end.signal });
    });
    afterEach(async () => {
      end.abort();
      await following;
    });

    async function made(where: string, body: object): Promise<void> {
      const { status, text } = await wire.call('POST', where, { body });
      assert.equal(status, 201, text);
    }
    async function make(it: string, spec: object = {}): Promise<void> {
      const whole = { interval: '10m', path: './app', prune: true, targetNamespace: namespace, ...spec };
      const sourceRef = { kind: 'GitRepository', name: 'fleet' };
      const apiVersion = `${kustomization.group}/v1`;
      await made(path, { apiVersion, kind: 'Kustomization', metadata: { name: it }, spec: { sourceRef, ...whole } });
    }
    const get = (it: string) => store.get(idOfNamed(it));
    async function ran(action: FluxAction, it: string, context = 'admin') {
      const api = await connect([kubeconfig], context);
      const timing = { now: Date.now, pause, signal: end.signal, timeoutSeconds: 60 };
      const lines: string[] = [];
      for await (const line of run(api, action, idOfNamed(it), timing)) lines.push(line);
      return lines;
    }
    const rows = () => flat(outline({ contexts: readContexts([kubeconfig]), context: 'admin', live: store }));

    it('knows every kind, and holds what a list holds', async () => {
      await until('all kinds are known', 60, () => kinds.every((kind) => store.phase(kind) !== 'connecting'));
      assert.deepEqual(
        kinds.flatMap((kind) => store.fault(kind) ?? []),
        [],
      );
      await until('the store equals the list', 60, async () => {
        const { body } = (await wire.get(path)) as {
          body: { items: { metadata: { name: string; resourceVersion: string } }[] };
        };
        const listed = body.items.map((it) => `${it.metadata.name} ${it.metadata.resourceVersion}`).sort();
        const held = [...store.of(kustomization)]
          .map((it) => `${it.metadata?.name} ${it.metadata?.resourceVersion}`)
          .sort();
        return listed.length === 2 && JSON.stringify(listed) === JSON.stringify(held);
      });
      assert.ok([...store.all()].every((it) => it.metadata?.managedFields === undefined));
    });

    it('shows the failing object first, with the cause', async () => {
      await until('both have come to an end', 60, () => {
        const states = ['app', 'lost'].map((it) => statusOf(get(it) ?? {}).state);
        return states.join() === 'ready,failed';
      });
      const [first, second] = rows().filter((it) => it.id?.kind === 'Kustomization');
      assert.deepEqual([first?.label, first?.icon, second?.label, second?.icon], ['lost', 'failed', 'app', 'ready']);
      assert.match(first?.description ?? '', /nowhere/);
    });

    it('reconciles with the source, and sees the answer by watch', async () => {
      const lines = await ran('reconcileWithSource', 'app');
      assert.match(lines.at(-1) ?? '', /^✔ Applied revision: main@sha1:/);
      assert.deepEqual(lines.filter((it) => it.startsWith('✔')).length, 4, lines.join('\n'));
      await until('the store has the answer', 60, () => {
        const handled = get('app')?.status?.['lastHandledReconcileAt'];
        return (
          handled !== undefined && handled === get('app')?.metadata?.annotations?.['reconcile.fluxcd.io/requestedAt']
        );
      });
    });

    it('says within seconds why a reconciliation fails', async () => {
      const before = Date.now();
      const lines = await ran('reconcile', 'lost');
      assert.match(lines.at(-1) ?? '', /^✗ .*nowhere/);
      // `flux reconcile` waits for five minutes.
      assert.ok(Date.now() - before < 60_000, `${Date.now() - before} ms`);
    });

    it('suspends and resumes, seen by watch', async () => {
      await until('it is known', 60, () => get('app') !== undefined);
      assert.equal((await ran('suspend', 'app')).at(-1), '✔ Kustomization suspended');
      await until('the row can resume', 60, () =>
        rows().some((it) => it.label === 'app' && it.verbs.includes('resume')),
      );
      const words = explain(store, get('app') ?? {}, Date.now()).join();
      assert.match(words, /Suspended with Fluxwright or kubectl, /, 'who did it is known from the managed fields');
      assert.match((await ran('reconcile', 'app')).join(), /is suspended\. Resume it first/);
      assert.match((await ran('resume', 'app')).at(-1) ?? '', /^✔ Applied revision/);
      await until('the row can suspend', 60, () =>
        rows().some((it) => it.label === 'app' && it.verbs.includes('suspend')),
      );
      const { body } = (await wire.get(`${path}/app`)) as { body: { spec: object } };
      assert.ok(!('suspend' in body.spec), 'the field is gone, not false');
    });

    it('refuses in words what somebody may not do', async () => {
      assert.match(
        (await ran('suspend', 'app', 'viewer')).at(-1) ?? '',
        /^✗ You may not change Kustomization live\/app \(403\)/,
      );
      assert.match(
        (await ran('suspend', 'gone')).at(-1) ?? '',
        /^✗ Cannot change Kustomization live\/gone: it is not in this cluster/,
      );
      const other = createLiveStore();
      const stop = new AbortController();
      const api = await connect([kubeconfig], 'nobody');
      const done = follow({ api, kinds: [kustomization], store: other, pause, signal: stop.signal });
      await until('it is forbidden', 60, () => other.fault(kustomization)?.reason === 'forbidden');
      stop.abort();
      await done;
    });

    it('knows what each user may do before it is tried', async () => {
      const need = { verb: 'patch', group: kustomization.group, resource: kustomization.plural, namespace } as const;
      const may = async (user: string) => (await connect([kubeconfig], user)).mayI(need, end.signal);
      assert.deepEqual([await may('admin'), await may('viewer'), await may('nobody')], [true, false, false]);
    });

    it('hears the events of an object by watch, and of no other', async () => {
      const heard: string[] = [];
      const follower = {
        onItems: (items: readonly RawObject[]) =>
          heard.push(
            eventLines(items)
              .map((it) => it.message)
              .join(),
          ),
        onFault: (fault: Error) => heard.push(fault.message),
      };
      const about = eventsAbout(idOfNamed('quiet'));
      const done = followCollection(await connect([kubeconfig], 'admin'), about, follower, {
        pause,
        signal: end.signal,
      });
      await until('it listens', 60, () => heard.length > 0);
      for (const name of ['quiet', 'loud']) {
        const involvedObject = { apiVersion: `${kustomization.group}/v1`, kind: 'Kustomization', namespace, name };
        const event = { apiVersion: 'v1', kind: 'Event', metadata: { name: `${name}.1` }, involvedObject };
        await made(`/api/v1/namespaces/${namespace}/events`, {
          ...event,
          reason: 'Test',
          message: name,
          type: 'Normal',
        });
      }
      await until('the event is heard', 60, () => heard.at(-1) === 'quiet');
      end.abort();
      await done;
      assert.deepEqual(heard, ['', 'quiet']);
    });

    it('keeps what it knows through an outage, and catches up after it', async () => {
      await until('it is known', 60, () => get('app') !== undefined);
      await cable.cut();
      await until('the fault is known', 60, () => store.fault(kustomization)?.reason === 'unreachable');
      assert.ok(get('app') !== undefined && get('lost') !== undefined);
      assert.ok(rows().some((it) => it.icon === 'problem' && it.label === 'Cannot reach the cluster'));
      await make('meanwhile');
      assert.equal((await wire.call('DELETE', `${path}/lost`)).status, 200);
      await cable.mend();
      await until('it has caught up', 60, () => get('meanwhile') !== undefined && get('lost') === undefined);
      await until('no fault is left', 60, () => kinds.every((kind) => store.fault(kind) === undefined));
    });
  });
}
