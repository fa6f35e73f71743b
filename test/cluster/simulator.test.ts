// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { conditionOf, requestedAt } from '../../src/flux/requests.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/demo/simulator.ts';
import { image, images } from './contract.ts';
import { isReady } from './contract/controlling.ts';
import { eventually, Wire, type Any } from './wire.ts';

const commit = (digit: string) => `main@sha1:${digit.repeat(40)}`;
const sources = '/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories';
const ks = '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';

/** What the contract cannot say, because a real server does not do it on demand. */
describe('the simulator', function () {
  this.timeout(120_000);

  let simulator: Simulator;
  let wire: Wire;

  const start = async (options: Partial<SimulatorOptions>) => {
    simulator = await startSimulator({ objects: fleet(), revision: () => commit('1'), pace: 0.05, ...options });
    wire = new Wire({ ...simulator, git: '' });
  };

  afterEach(async () => {
    wire?.close();
    await simulator?.stop();
  });

  it('answers 410 to a page and a watch that come too late', async () => {
    await start({ objects: ['a', 'b', 'c'].map(imageOf) });
    const first = (await wire.get(`${images('flux-system')}?limit=1`)).body.metadata;
    const seen = first.resourceVersion as string;
    simulator.put([imageOf('d')]);
    simulator.compact();
    const late = await wire.get(`${images('flux-system')}?limit=1&continue=${encodeURIComponent(first.continue)}`);
    assert.deepEqual([late.status, late.body.reason], [410, 'Expired']);
    const exact = `${images('flux-system')}?resourceVersion=${seen}&resourceVersionMatch=Exact`;
    assert.equal((await wire.get(exact)).status, 410);
    const watch = await wire.watch(`${images('flux-system')}?watch=true&resourceVersion=${seen}`);
    await watch.until((it) => it.ended);
    assert.deepEqual(watch.words, ['ERROR 410']);
  });

  it('applies and prunes what the folder of a Kustomization holds', async () => {
    let revision = commit('1');
    const folders: Record<string, object[]> = {
      [commit('1')]: [imageOf('a'), imageOf('b')],
      [commit('2')]: [imageOf('b')],
    };
    const build = (_: unknown, at: string) => folders[at] ?? [];
    await start({ revision: () => revision, build });
    const { status } = await eventually(() => wire.get(`${ks}/apps`), isReady);
    const group = 'image.toolkit.fluxcd.io';
    assert.deepEqual(status.inventory.entries[0], { id: `flux-system_a_${group}_ImageRepository`, v: 'v1' });
    const made = (await wire.get(`${images('flux-system')}/a`)).body;
    assert.equal(made.metadata.labels['kustomize.toolkit.fluxcd.io/name'], 'apps');
    revision = commit('2');
    await ask(`${sources}/fleet`);
    await eventually(
      () => wire.get(`${ks}/apps`),
      (it) => isReady(it) && it.status.lastAppliedRevision === revision,
    );
    assert.equal((await wire.get(`${images('flux-system')}/a`)).status, 404);
    assert.equal((await wire.get(`${images('flux-system')}/b`)).status, 200);
  });

  it('shows a build that fails, and its recovery', async () => {
    let broken = true;
    const build = () => {
      if (broken) throw new Error('no matches for kind "Ap"');
      return [];
    };
    await start({ build });
    const failed = await eventually(
      () => wire.get(`${ks}/apps`),
      (it) => conditionOf(it, 'Ready')?.reason === 'BuildFailed',
    );
    assert.equal(conditionOf(failed, 'Ready')?.message, 'no matches for kind "Ap"');
    assert.equal(conditionOf(failed, 'Reconciling')?.reason, 'ProgressingWithRetry');
    broken = false;
    await ask(`${ks}/apps`);
    await eventually(() => wire.get(`${ks}/apps`), isReady);
  });

  it('shows a source that cannot be fetched, and its recovery', async () => {
    let answer = () => Promise.reject<string>(new Error('authentication required'));
    await start({ revision: () => answer() });
    const failed = await eventually(
      () => wire.get(`${sources}/fleet`),
      (it) => conditionOf(it, 'FetchFailed') !== undefined,
    );
    const ready = conditionOf(failed, 'Ready');
    assert.deepEqual([ready?.reason, ready?.message], ['GitOperationFailed', 'authentication required']);
    answer = () => Promise.resolve(commit('1'));
    await ask(`${sources}/fleet`);
    await eventually(() => wire.get(`${sources}/fleet`), isReady);
    await eventually(() => wire.get(`${ks}/apps`), isReady);
  });

  it('fetches a new revision by itself after the interval', async () => {
    let revision = commit('1');
    const [source, ...rest] = fleet('1s');
    await start({ objects: [source ?? {}, ...rest], revision: () => revision });
    await eventually(() => wire.get(`${ks}/apps`), isReady);
    revision = commit('2');
    await eventually(
      () => wire.get(`${ks}/apps`),
      (it) => it.status.lastAppliedRevision === revision,
    );
  });

  it('keeps the status that an object comes with, and does nothing at pace 0', async () => {
    await start({
      objects: [{ ...imageOf('a'), status: { observedGeneration: 1, canonicalImageName: 'a' } }],
      pace: 0,
    });
    const { status, metadata } = (await wire.get(`${images('flux-system')}/a`)).body;
    assert.deepEqual(status, { observedGeneration: 1, canonicalImageName: 'a' });
    assert.equal(metadata.generation, 1);
  });

  it('refuses to start with a kind that it does not serve', async () => {
    const objects = [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } }];
    await assert.rejects(startSimulator({ objects, revision: () => '' }), /apps\/Deployment is not served/);
  });

  it('needs no more memory after ten thousand more changes', async function () {
    await start({ objects: Array.from({ length: 2000 }, (_, index) => imageOf(`image-${index}`)) });
    const watch = await wire.watch(`${images('flux-system')}?watch=true&resourceVersion=${await version()}`);
    const change = async (count: number) => {
      const target = watch.events.length + count;
      for (let done = 0; done < count; done += 100) {
        simulator.put(
          Array.from({ length: 100 }, (_, index) => noted(`image-${(done + index) % 2000}`, `${target + done}`)),
        );
        await watch.until((it) => it.events.length >= target - count + done + 100);
      }
      watch.events.fill(undefined);
      return usedMemory();
    };
    await change(10_000);
    const before = await change(10_000);
    const after = await change(10_000);
    watch.close();
    assert.ok(after - before < 4, `${before} MB became ${after} MB`);
  });

  async function version(): Promise<string> {
    return (await wire.get(images('flux-system'))).body.metadata.resourceVersion as string;
  }

  async function ask(path: string): Promise<void> {
    await wire.merge(path, { metadata: { annotations: { [requestedAt]: new Date().toISOString() } } });
  }
});

describe('the simulator as a process', function () {
  this.timeout(120_000);
  const main = join(import.meta.dirname, '../../src/demo/main.ts');

  for (const ending of ['its input closes', 'it is told to'] as const) {
    it(`serves until ${ending}, and leaves nothing that keeps it alive`, async () => {
      const child = spawn(process.execPath, [main], { stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      child.stdin.write(`${JSON.stringify({ objects: fleet(), revision: commit('1'), pace: 0.05 })}\n`);
      const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
      const { url, kubeconfig } = JSON.parse(line) as { url: string; kubeconfig: string };
      const { clusters, users, contexts, ...config } = JSON.parse(kubeconfig);
      assert.deepEqual(
        contexts.map((it: Any) => it.name as string),
        ['demo', 'viewer'],
      );
      assert.equal(config['current-context'], 'demo');
      const ca = Buffer.from(clusters[0].cluster['certificate-authority-data'], 'base64').toString();
      const admin = users[0].user.token as string;
      const tokens = { admin, viewer: '', nobody: '' };
      const wire = new Wire({ url, ca, tokens, git: '', stop: () => Promise.resolve() });
      await eventually(() => wire.get(`${ks}/apps`), isReady);
      const watch = await wire.watch(`${ks}?watch=true`);
      child.stdin.write(`${JSON.stringify({ revision: commit('2'), objects: [noted('a', '1')] })}\n`);
      await eventually(
        () => wire.get(`${images('flux-system')}/a`),
        () => true,
      );
      if (ending === 'its input closes') child.stdin.end();
      else child.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
      await watch.until((it) => it.ended);
      wire.close();
    });
  }
});

function fleet(interval = '10m'): object[] {
  const sourceRef = { kind: 'GitRepository', name: 'fleet' };
  return [
    flux('source.toolkit.fluxcd.io/v1', 'GitRepository', 'fleet', { interval, url: 'https://example.org/fleet.git' }),
    flux('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'apps', {
      interval: '10m',
      path: './apps',
      prune: true,
      sourceRef,
    }),
  ];
}

function flux(apiVersion: string, kind: string, name: string, spec: object): object {
  return { apiVersion, kind, metadata: { name, namespace: 'flux-system' }, spec };
}

function imageOf(name: string): object {
  return { ...image(name), metadata: { name, namespace: 'flux-system' } };
}

function noted(name: string, note: string): object {
  return { ...image(name), metadata: { name, namespace: 'flux-system', annotations: { note } } };
}

/** Megabytes in use once everything that can go has gone. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return Math.round(process.memoryUsage().heapUsed / 100_000) / 10;
}
