import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiReason } from '../../src/cluster/api.ts';
import { connect, readContexts } from '../../src/cluster/client.ts';
import { outline } from '../../src/cluster/outline.ts';
import type { Row } from '../../src/cluster/row.ts';
import { createLiveStore, type LiveStore } from '../../src/cluster/store.ts';
import { follow } from '../../src/cluster/watch.ts';
import { kubeconfigFor } from '../../src/demo/kubeconfig.ts';
import { startSimulator, type Simulator } from '../../src/demo/simulator.ts';
import { kindOf, kinds } from '../../src/flux/kinds.ts';
import { until } from '../bed/until.ts';
import { faults, startBadFront, type BadFront, type Fault } from './faults.ts';

const kustomization = kindOf('kustomize.toolkit.fluxcd.io', 'Kustomization')!;

/** What becomes of each fault, and words that must stand in a row. `absent` is no fault to us: the kind is not installed. */
const cases: Record<Fault, { reason: ApiReason | 'absent'; words: RegExp; ends?: true }> = {
  unauthorized: { reason: 'unauthorized', words: /sign in again|credentials/i, ends: true },
  forbidden: { reason: 'forbidden', words: /may not/i },
  absent: { reason: 'absent', words: /not installed|No Kustomizations/i },
  gone: { reason: 'gone', words: /forgotten/ },
  busy: { reason: 'tooMany', words: /fewer requests/ },
  broken: { reason: 'server', words: /failed \(500\)/ },
  'login page': { reason: 'malformed', words: /web page/ },
  'proxy error': { reason: 'server', words: /502.*web page/ },
  'half an answer': { reason: 'malformed', words: /not a Kubernetes answer|makes no sense/ },
  'cut off': { reason: 'unreachable', words: /Cannot reach/ },
  'hung up': { reason: 'unreachable', words: /Cannot reach/ },
  silent: { reason: 'unreachable', words: /Cannot reach/ },
};

describe('a cluster that answers badly', function () {
  this.timeout(120_000);
  let simulator: Simulator;
  let front: BadFront;
  let folder: string;

  before(async () => {
    simulator = await startSimulator({ objects: [named('known')], revision: () => '', pace: 0 });
    front = await startBadFront(simulator);
    folder = mkdtempSync(join(tmpdir(), 'fluxwright-faults-'));
    writeFileSync(join(folder, 'config'), kubeconfigFor(front.url, front.ca, { demo: simulator.token }));
  });

  after(async () => {
    await front?.stop();
    await simulator?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  for (const fault of Object.keys(faults) as Fault[]) {
    it(`is a row that says why, and ${cases[fault].ends ? 'waits for the user' : 'is back by itself'}: ${fault}`, async () => {
      const { reason, words, ends } = cases[fault];
      const files = [join(folder, 'config')];
      const store = createLiveStore();
      const first = followed(files, store);
      await until('the object is known', 60, () => namesIn(store).includes('known')).finally(first.stop);
      front.fail(fault);
      const second = followed(files, store);
      try {
        await until(
          `it is ${reason}`,
          15,
          () => seenAs(store) === reason,
          () => `It is ${seenAs(store)}.`,
        );
        const texts = () => rowsOf(files, store).map((row) => [row.label, row.description, row.tooltip].join(' '));
        const told = () => texts().some((text) => words.test(text));
        await until(`a row says ${String(words)}`, 10, told, () => texts().join('\n'));
        if (reason !== 'absent') assert.ok(namesIn(store).includes('known'), 'the last known objects stay');
        front.heal();
        simulator.put([named(`after-${fault.replaceAll(' ', '-')}`)]);
        if (!ends)
          await until('it is back', 60, () => store.fault(kustomization) === undefined && hasAll(store, fault));
      } finally {
        front.heal();
        await second.stop();
      }
    });
  }
});

/** Follows all kinds, a hundred times as fast as in an editor. */
function followed(files: readonly string[], store: LiveStore): { stop: () => Promise<void> } {
  const end = new AbortController();
  const { signal } = end;
  const pause = (milliseconds: number) => sleep(milliseconds / 100, undefined, { signal }).catch(() => undefined);
  const api = connect(files, 'demo', { connect: 2000, idle: 1000, watchIdle: 60_000, signIn: 1000 });
  const ended = api.then((it) => follow({ api: it, kinds, store, pause, signal }));
  const stop = () => {
    end.abort();
    return ended;
  };
  return { stop };
}

function seenAs(store: LiveStore): string {
  return store.phase(kustomization) === 'absent' ? 'absent' : (store.fault(kustomization)?.reason ?? 'well');
}

function hasAll(store: LiveStore, fault: Fault): boolean {
  return ['known', `after-${fault.replaceAll(' ', '-')}`].every((name) => namesIn(store).includes(name));
}

function namesIn(store: LiveStore): (string | undefined)[] {
  return [...store.of(kustomization)].map((it) => it.metadata?.name);
}

function rowsOf(files: readonly string[], live: LiveStore): Row[] {
  const flat = (rows: readonly Row[]): Row[] => rows.flatMap((row) => [row, ...flat(row.children)]);
  return flat(outline({ contexts: readContexts(files), context: 'demo', live }));
}

function named(name: string): object {
  const spec = { interval: '10m', prune: true, sourceRef: { kind: 'GitRepository', name: 'fleet' } };
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'apps' },
    spec,
  };
}
