import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readFolder } from '../../src/files.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import type { AppRequest } from '../../src/language/scaffold/request.ts';
import { scaffoldApp } from '../../src/language/scaffold/scaffold.ts';
import type { KubeObject } from '../bed/api.ts';
import { applyKinds } from '../bed/bed.ts';
import type { Bed } from '../bed/bed.ts';
import type { GitRepository } from '../bed/git.ts';
import { bedOrSkip } from '../bed/skip.ts';
import {
  bootstrap,
  isReady,
  kustomizationVersion,
  messageOf,
  reconcile,
  rootKustomization,
  rootSource,
  untilReady,
} from '../bed/sync.ts';
import type { FluxRef } from '../bed/sync.ts';
import { ensureTools } from '../bed/tools.ts';
import { until } from '../bed/until.ts';
import { copyFleet, fleetMistake, pointFleetAt } from '../fixtures/fleet.ts';
import { starterObjects } from '../fixtures/starters.ts';

const kustomization = (name: string): FluxRef => ({
  apiVersion: kustomizationVersion,
  kind: 'Kustomization',
  namespace: 'flux-system',
  name,
});
const helmRelease = (namespace: string, name: string): FluxRef => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  namespace,
  name,
});

describe('the demo fleet on the real Flux', function () {
  this.timeout(240_000);

  let bed: Bed;
  let git: GitRepository;
  let clone: string;

  before('the parts are built', async function () {
    bed = await bedOrSkip(this, { controllers: ['source', 'kustomize', 'helm', 'notification'] });
    const start = join(bed.folder, 'fleet');
    await copyFleet(start);
    git = await bed.git.createRepository('fleet', start);
    clone = join(bed.folder, 'clone');
    await git.clone(clone);
    await pointFleetAt(clone, git.url);
    await git.commitAndPush(clone, 'Fetch from here');
  });

  after(() => bed?.stop());

  it('becomes ready in staging, but for the deliberate mistake', async () => {
    await bootstrap(bed, { url: git.url, path: './clusters/staging' });
    await untilReady(bed.api, kustomization('infrastructure'));
    await untilReady(bed.api, kustomization('notifications'));
    await untilReady(bed.api, kustomization('apps'), 90);
    for (const name of ['api', 'cache', 'web']) await untilReady(bed.api, helmRelease('shop', name), 90);
    assert.equal(await dataOf('shop', 'web-info', 'domain'), 'staging.shop.example.com');
    const failing = await until('monitoring fails', 60, async () => {
      const object = await read(kustomization('monitoring'));
      return object && messageOf(object).includes(fleetMistake.wrong) && object;
    });
    assert.ok(!isReady(failing));
  });

  it('becomes ready altogether when the mistake is repaired', async () => {
    const file = join(clone, fleetMistake.path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(fleetMistake.wrong, fleetMistake.right));
    await push('Name the source right');
    await untilReady(bed.api, kustomization('monitoring'), 90);
    assert.match((await dataOf('monitoring', 'dashboards', 'shop.json')) ?? '', /Orders per minute/);
  });

  it('runs an app that New App made from a chart in Git, in a namespace of its own', async () => {
    await scaffold({
      name: 'greeter',
      namespace: 'greetings',
      source: {
        kind: 'chart',
        chart: './charts/podinfo-lite',
        sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' },
      },
      dependsOn: ['shop/api'],
      cluster: 'staging',
    });
    await push('Add the greeter');
    await reconcile(bed.api, kustomization('apps'));
    await untilReady(bed.api, helmRelease('greetings', 'greeter'), 90);
    assert.equal(await dataOf('greetings', 'greeter-info', 'message'), 'Hello');
  });

  it('runs an app that New App made from plain manifests', async () => {
    await scaffold({
      name: 'notes',
      namespace: 'shop',
      source: { kind: 'manifests' },
      dependsOn: [],
      cluster: 'staging',
    });
    await push('Add notes');
    const applied = await reconcile(bed.api, kustomization('apps'));
    assert.ok(isReady(applied), messageOf(applied));
    assert.equal(await dataOf('shop', 'notes', 'about'), 'Settings of notes');
  });

  it('would take every object that completion begins', async () => {
    // The fleet runs without Flux Operator; completion knows its kinds all the same.
    const { 'operator-crds': operator } = await ensureTools(['operator-crds'], console.log);
    await applyKinds(bed.api, operator);
    for (const object of starterObjects()) {
      const path = await bed.api.path(object);
      const answer = bed.api.send(
        'PATCH',
        `${path}?fieldManager=x&force=true&dryRun=All`,
        object,
        'application/apply-patch+yaml',
      );
      await assert.doesNotReject(answer, `${object.kind} ${object.metadata.name}`);
    }
  });

  function read({ apiVersion, kind, namespace, name }: FluxRef): Promise<KubeObject | undefined> {
    return bed.api.read(apiVersion, kind, namespace, name);
  }

  async function dataOf(namespace: string, name: string, key: string): Promise<string | undefined> {
    const object = await bed.api.read('v1', 'ConfigMap', namespace, name);
    return (object?.['data'] as Record<string, string> | undefined)?.[key];
  }

  async function push(message: string): Promise<void> {
    await git.commitAndPush(clone, message);
    await reconcile(bed.api, rootSource);
    const root = await reconcile(bed.api, rootKustomization);
    assert.ok(isReady(root), messageOf(root));
  }

  async function scaffold(request: AppRequest): Promise<void> {
    const repository = new Repository();
    await readFolder(clone, repository);
    const { create, edits } = scaffoldApp(repository, request);
    for (const { path, text } of create) {
      mkdirSync(dirname(join(clone, path)), { recursive: true });
      writeFileSync(join(clone, path), text);
    }
    for (const { path, span, text } of edits) {
      const old = readFileSync(join(clone, path), 'utf8');
      writeFileSync(join(clone, path), old.slice(0, span.start) + text + old.slice(span.end));
    }
  }
});
