import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { KubeApi } from '../bed/api.ts';
import type { Bed } from '../bed/bed.ts';
import { startBed } from '../bed/bed.ts';
import type { GitRepository } from '../bed/git.ts';
import { git, startGitServer } from '../bed/git.ts';
import { isAlive } from '../bed/lock.ts';
import { capture } from '../bed/process.ts';
import { bedOrSkip, orSkip } from '../bed/skip.ts';
import { bootstrap, isReady, messageOf, reconcile, rootKustomization, rootSource, untilReady } from '../bed/sync.ts';
import { ensureTools } from '../bed/tools.ts';
import { until } from '../bed/until.ts';

describe('the test bed', function () {
  this.timeout(120_000);

  let bed: Bed;
  let repository: GitRepository;
  let clone: string;

  before('the parts are built', async function () {
    bed = await bedOrSkip(this, { programs: ['flux', 'helm'] });
    clone = join(bed.folder, 'clone');
    const start = join(bed.folder, 'start');
    writeFiles(start, firstFiles);
    repository = await bed.git.createRepository('fleet', start);
    await repository.clone(clone);
  });

  after(async () => {
    for (const [name, milliseconds] of bed?.timings ?? []) console.log(`    ${name} ready in ${milliseconds} ms`);
    await bed?.stop();
  });

  it('applies what is in Git once it is bootstrapped', async () => {
    await bootstrap(bed, { url: repository.url, path: './cluster' });
    assert.equal(await valueIn('greeting'), 'hello');
  });

  it('applies a pushed commit when a reconciliation is asked for', async () => {
    const revision = await push({ 'cluster/greeting.yaml': configMap('greeting', 'good day') });
    const object = await reconcileAll();
    assert.ok(isReady(object), messageOf(object));
    assert.ok(messageOf(object).includes(revision), messageOf(object));
    assert.equal(await valueIn('greeting'), 'good day');
  });

  it('installs a chart that is in Git', async () => {
    await push({ ...chartFiles, 'cluster/release.yaml': release('one') });
    await reconcileAll();
    await untilReady(bed.api, shop);
    assert.equal(await valueIn('shop'), 'one');
    const history = await capture('helm', ['history', 'shop', '-n', 'flux-system'], { env: bedEnv() });
    assert.match(history, /deployed\s+shop-0\.1\.0/);
  });

  it('gives the reason when a build fails, and recovers', async () => {
    await push({ 'cluster/greeting.yaml': configMap('greeting', 'broken').replace('ConfigMap', 'ConfigMapp') });
    const failed = await reconcileAll();
    assert.ok(!isReady(failed));
    assert.match(messageOf(failed), /no matches for kind "ConfigMapp"/);
    await push({ 'cluster/greeting.yaml': configMap('greeting', 'repaired') });
    assert.ok(isReady(await reconcileAll()));
    assert.equal(await valueIn('greeting'), 'repaired');
  });

  it('works with the flux program', async () => {
    const args = ['get', 'kustomizations', '-n', 'flux-system', '--context=fluxwright-test', '--no-header'];
    assert.match(await capture('flux', args, { env: bedEnv() }), /^flux-system\s+main@sha1:/);
  });

  it('lets each user do no more than it may', async () => {
    const kustomizations = '/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations';
    const [viewer, nobody] = [bed.tokens.viewer, bed.tokens.nobody].map((it) => new KubeApi(bed.server, it, bed.ca));
    assert.ok(viewer && nobody);
    await viewer.send('GET', kustomizations);
    await assert.rejects(viewer.send('GET', '/api/v1/namespaces/flux-system/secrets'), { status: 403 });
    await assert.rejects(reconcile(viewer, rootSource), { status: 403 });
    await assert.rejects(nobody.send('GET', kustomizations), { status: 403 });
    const stranger = new KubeApi(bed.server, 'wrong', bed.ca);
    await assert.rejects(stranger.send('GET', kustomizations), { status: 401 });
    for (const it of [viewer, nobody, stranger]) it.close();
  });

  it('leaves nothing behind', async () => {
    const { pids, folder } = bed;
    assert.equal(pids.filter(isAlive).length, 4);
    await bed.stop();
    assert.deepEqual(pids.filter(isAlive), []);
    assert.ok(!existsSync(folder));
  });

  const bedEnv = () => ({ ...process.env, ...bed.env });

  async function valueIn(name: string): Promise<unknown> {
    const object = await bed.api.read('v1', 'ConfigMap', 'flux-system', name);
    return (object?.['data'] as { value?: string } | undefined)?.value;
  }

  async function reconcileAll() {
    await reconcile(bed.api, rootSource);
    return reconcile(bed.api, rootKustomization);
  }

  function push(files: Readonly<Record<string, string>>): Promise<string> {
    writeFiles(clone, files);
    return repository.commitAndPush(clone, 'Change');
  }
});

describe('the test bed of a test that crashes', function () {
  this.timeout(60_000);

  before(async function () {
    await orSkip(this, () => ensureTools(['kube-apiserver', 'crds', 'source-controller'], console.error));
  });

  it('is gone within seconds', async () => {
    const script = join(import.meta.dirname, '..', 'bed', 'crash.ts');
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let answer: { pids: number[]; folder: string } | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      answer = JSON.parse(line) as { pids: number[]; folder: string };
      break;
    }
    assert.ok(answer);
    const { pids, folder } = answer;
    assert.equal(pids.filter(isAlive).length, 2);
    child.kill('SIGKILL');
    await until('processes and folder are gone', 60, () => !pids.some(isAlive) && !existsSync(folder));
  });
});

describe('the test bed whose API server does not start', () => {
  let folder: string;

  before(async function () {
    await orSkip(this, () => ensureTools(['crds'], console.error));
    folder = mkdtempSync(join(tmpdir(), 'fluxwright-assets-'));
  });

  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it('says why and leaves nothing behind', async function () {
    this.timeout(120_000);
    const temp = join(folder, 'temp');
    const etcd = '#!/bin/sh\necho "the disk is full" >&2\nexit 3\n';
    writeFiles(folder, { etcd, 'kube-apiserver': '#!/bin/sh\n', 'temp/.keep': '' });
    for (const name of ['etcd', 'kube-apiserver']) chmodSync(join(folder, name), 0o755);
    const saved = { KUBEBUILDER_ASSETS: process.env['KUBEBUILDER_ASSETS'], TMPDIR: process.env['TMPDIR'] };
    Object.assign(process.env, { KUBEBUILDER_ASSETS: folder, TMPDIR: temp });
    try {
      await assert.rejects(startBed({ controllers: [] }), /etcd ended \(3\):\nthe disk is full/);
      assert.deepEqual(readdirSync(temp), ['.keep']);
    } finally {
      for (const [name, value] of Object.entries(saved)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});

describe('the Git server of the test bed', () => {
  let folder: string;

  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fluxwright-git-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('serves what was pushed, and only repositories', async () => {
    const server = await startGitServer(join(folder, 'root'));
    try {
      writeFiles(join(folder, 'start'), { 'a.txt': 'one', 'x/b.txt': 'two' });
      const repository = await server.createRepository('fleet', join(folder, 'start'));
      await repository.clone(join(folder, 'clone'));
      writeFiles(join(folder, 'clone'), { 'a.txt': 'three' });
      const revision = await repository.commitAndPush(join(folder, 'clone'), 'Change a');
      const remote = await git(folder, 'ls-remote', repository.url, 'refs/heads/main');
      assert.equal(revision, `main@sha1:${remote.split('\t')[0]}`);
      const answer = await fetch(new URL('/../../etc/passwd', repository.url));
      assert.equal(answer.status, 404);
    } finally {
      await server.stop();
    }
  });
});

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const configMap = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: flux-system\ndata:\n  value: ${value}\n`;

const firstFiles = { 'cluster/greeting.yaml': configMap('greeting', 'hello') };

const chartFiles = {
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'charts/shop/templates/map.yaml': configMap('shop', '{{ .Values.value }}'),
};

const shop = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', namespace: 'flux-system', name: 'shop' };

const release = (value: string): string => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: flux-system
spec:
  interval: 10m
  chart:
    spec:
      chart: ./charts/shop
      sourceRef:
        kind: GitRepository
        name: flux-system
  values:
    value: ${value}
`;
