// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/cluster/client.ts';
import type { Pause } from '../../src/cluster/pause.ts';
import { createLiveStore, type LiveStore } from '../../src/cluster/store.ts';
import { follow } from '../../src/cluster/watch.ts';
import { kubeconfigFor } from '../../src/demo/kubeconfig.ts';
import { kindOf } from '../../src/flux/kinds.ts';
import { until } from '../bed/until.ts';
import { image, images } from './contract.ts';
import { faults, startBadFront, troubles, type BadFront, type Fault, type Trouble } from './faults.ts';
import { Wire, type Any, type Cluster } from './wire.ts';

export const imageRepository = kindOf('image.toolkit.fluxcd.io', 'ImageRepository')!;
export const namespace = 'recovering';

/** A cluster behind a front that answers badly when it is told to, and a store that follows it. */
export interface Recovering {
  wire: Wire;
  front: BadFront;
  store: LiveStore;
  /** How often the store said that something had changed. */
  news: number;
  /** The faults that were seen. */
  readonly seen: Set<string>;
}

/** Twenty times as fast as in an editor. */
const pause: Pause = (milliseconds, signal) => sleep(milliseconds / 20, undefined, { signal }).catch(() => undefined);

/** Follows one kind of a cluster afresh for each test, and puts down what was seen. Call it inside `describe`. */
export function recovering(start: (context: Mocha.Context) => Promise<Cluster>): Recovering {
  const given = { seen: new Set<string>(), news: 0 } as unknown as Recovering;
  let [folder, end] = ['', new AbortController()];
  let following: Promise<void> = Promise.resolve();
  before('the cluster is there', async function () {
    given.wire = new Wire(await start(this));
    const { cluster } = given.wire;
    given.front = await startBadFront(cluster);
    folder = mkdtempSync(join(tmpdir(), 'fluxwright-recovering-'));
    writeFileSync(join(folder, 'config'), kubeconfigFor(given.front.url, given.front.ca, { me: cluster.tokens.admin }));
    const made = await given.wire.call('POST', '/api/v1/namespaces', { body: { metadata: { name: namespace } } });
    assert.equal(made.status, 201, made.text);
  });
  after(async () => {
    await given.front?.stop();
    given.wire?.close();
    await given.wire?.cluster.stop();
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    end = new AbortController();
    const store = createLiveStore();
    Object.assign(given, { store, news: 0 });
    given.seen.clear();
    store.onDidChange(() => {
      given.news++;
      const fault = store.phase(imageRepository) === 'absent' ? 'absent' : store.fault(imageRepository)?.reason;
      if (fault !== undefined) given.seen.add(fault);
    });
    const limits = { connect: 3000, idle: 2000, watchIdle: 1500, signIn: 1000 };
    const api = await connect([join(folder, 'config')], 'me', limits);
    following = follow({ api, kinds: [imageRepository], store, pause, signal: end.signal });
  });
  afterEach(async () => {
    given.front.heal();
    end.abort();
    await following;
  });
  return given;
}

/** Resolves once the store holds what a fresh list holds, in the same versions, and knows of no fault. */
export async function equalsAList({ wire, store }: Recovering): Promise<void> {
  const words = (items: Iterable<Any>) =>
    [...items].map((it: Any) => `${it.metadata.name} ${it.metadata.uid} ${it.metadata.resourceVersion}`).sort();
  let [there, here]: (readonly string[])[] = [[], []];
  await until(
    'the store equals a fresh list',
    30,
    async () => {
      const { status, body } = await wire.get(images(namespace));
      if (status !== 200 || store.fault(imageRepository) !== undefined) return false;
      [there, here] = [words(body.items), words(store.of(imageRepository))];
      return JSON.stringify(there) === JSON.stringify(here);
    },
    () =>
      `The list: ${there?.join(', ')}. The store: ${here?.join(', ')}. ${store.fault(imageRepository)?.message ?? ''}`,
  );
}

/** Makes one object, changes one and deletes one, past the front. */
export async function change({ wire }: Recovering, name: string): Promise<void> {
  const path = images(namespace);
  for (const it of [`${name}-kept`, `${name}-gone`]) {
    const made = await wire.call('POST', path, { body: image(it) });
    assert.equal(made.status, 201, made.text);
  }
  assert.equal((await wire.merge(`${path}/${name}-kept`, { spec: { interval: '20m' } })).status, 200);
  assert.equal((await wire.call('DELETE', `${path}/${name}-gone`)).status, 200);
}

/** After which the credentials count as refused for good: nothing is asked again by itself. */
const final: ReadonlySet<string> = new Set(['unauthorized']);

/** What looks like the usual end of a watch, and is seen only by whoever lists. */
const unseen: ReadonlySet<string> = new Set([...Object.keys(troubles), 'cut off']);

/** After each fault the store equals a fresh list and no update is lost. The same suite for the simulated and the real API server. */
export function recoversFromFaults(given: Recovering): void {
  const all = [...Object.keys(faults), ...Object.keys(troubles)] as (Fault | Trouble)[];
  for (const [at, fault] of all.filter((it) => !final.has(it)).entries()) {
    it(`equals a fresh list after: ${fault}`, async () => {
      await equalsAList(given);
      await change(given, `before-${at}`);
      await equalsAList(given);
      const { news } = given;
      given.front.fail(fault);
      await change(given, `during-${at}`);
      if (unseen.has(fault)) await sleep(200);
      else await until('the fault is seen', 60, () => given.seen.size > 0);
      const [told, seen] = [given.news - news, [...given.seen]];
      given.front.heal();
      await change(given, `after-${at}`);
      await equalsAList(given);
      assert.ok(told <= 12, `${told} times the store said that something had changed while little had`);
      if (fault === 'answers that come late' || fault === 'watches cut in the middle of a line')
        assert.deepEqual(seen, [], 'nobody noticed');
    });
  }
}
