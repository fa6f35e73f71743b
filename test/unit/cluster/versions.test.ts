import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { kubeconfigFiles } from '../../../src/cluster/contexts.ts';
import { createVersions } from '../../../src/cluster/versions.ts';
import { plainText } from '../../../src/flux/plain.ts';
import { gitRepository, kustomization } from './fake.ts';

const never = new AbortController().signal;

/** A server that serves these plurals per version of the Kustomization group, and counts what it is asked. */
function server(served: Record<string, readonly string[]>) {
  const asked: string[] = [];
  const versions = createVersions((path) => {
    asked.push(path);
    const version = path.split('/')[3];
    if (!path.includes(kustomization.group)) return Promise.reject(new ApiError('notFound', 404, 'no such group'));
    const names = version === undefined ? [] : (served[version] ?? []);
    return Promise.resolve(
      version === undefined
        ? { versions: Object.keys(served).map((it) => ({ version: it })) }
        : { resources: names.map((name) => ({ name })) },
    );
  });
  return { versions, asked };
}

describe('the served versions', () => {
  it('are the newest that we know, or an older one where Flux is older', async () => {
    assert.equal(
      await server({ v1beta2: ['kustomizations'], v1: ['kustomizations'] }).versions.of(kustomization, never),
      'v1',
    );
    assert.equal(await server({ v1beta2: ['kustomizations'] }).versions.of(kustomization, never), 'v1beta2');
    assert.equal(
      await server({ v1: ['others'], v1beta1: ['kustomizations'] }).versions.of(kustomization, never),
      'v1beta1',
    );
    assert.equal(await server({ v2: ['kustomizations'] }).versions.of(kustomization, never), 'v2');
  });

  it('are asked for once, however many want to know', async () => {
    const { versions, asked } = server({ v1: ['kustomizations', 'kustomizations/status'] });
    await Promise.all([1, 2, 3].map(() => versions.of(kustomization, never)));
    assert.equal(asked.length, 2);
    versions.forget(kustomization.group);
    await versions.of(kustomization, never);
    assert.equal(asked.length, 4);
  });

  it('are asked for again once a kind was missing: it may be installed meanwhile', async () => {
    const served: Record<string, readonly string[]> = { v1: [] };
    const { versions } = server(served);
    const missing = {
      name: 'ApiError',
      reason: 'notFound',
      message: 'This cluster serves no Kustomization of kustomize.toolkit.fluxcd.io.',
    };
    await assert.rejects(versions.of(kustomization, never), missing);
    served['v1'] = ['kustomizations'];
    assert.equal(await versions.of(kustomization, never), 'v1');
    await assert.rejects(versions.of(gitRepository, never), { reason: 'notFound' });
  });

  it('reject everybody once when the server fails, and are asked for again afterwards', async () => {
    let fails = true;
    const versions = createVersions((path) => {
      if (fails) return Promise.reject(new ApiError('server', 500, 'It failed.'));
      return Promise.resolve(
        path.endsWith('/v1') ? { resources: [{ name: 'kustomizations' }] } : { versions: [{ version: 'v1' }] },
      );
    });
    const both = await Promise.allSettled([versions.of(kustomization, never), versions.of(kustomization, never)]);
    assert.deepEqual(
      both.map((it) => it.status),
      ['rejected', 'rejected'],
    );
    fails = false;
    assert.equal(await versions.of(kustomization, never), 'v1');
  });

  it('reject with a bug of ours too, instead of asking for ever', async () => {
    const versions = createVersions(() => Promise.reject(new TypeError('a bug')));
    await assert.rejects(versions.of(kustomization, never), { name: 'TypeError' });
  });

  it('are looked up for whoever still waits when the first to ask gave up', async () => {
    const first = new AbortController();
    let asked = 0;
    const versions = createVersions(async (path, _, signal) => {
      asked++;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      return path.endsWith('/v1') ? { resources: [{ name: 'kustomizations' }] } : { versions: [{ version: 'v1' }] };
    });
    const both = Promise.allSettled([versions.of(kustomization, first.signal), versions.of(kustomization, never)]);
    first.abort();
    assert.deepEqual(
      (await both).map((it) => it.status),
      ['rejected', 'fulfilled'],
    );
    assert.equal(asked, 3);
  });

  it('ignore what makes no sense', async () => {
    const versions = createVersions(() =>
      Promise.resolve({ versions: [null, { version: '../../api' }, { version: 3 }], resources: 'x' }),
    );
    await assert.rejects(versions.of(kustomization, never), { reason: 'notFound' });
  });
});

describe('the kubeconfig files', () => {
  it('are those of the setting, of KUBECONFIG, or the usual one', () => {
    assert.deepEqual(kubeconfigFiles({}, '/home/me', undefined, ':'), ['/home/me/.kube/config']);
    assert.deepEqual(kubeconfigFiles({ KUBECONFIG: '/a::/b' }, '/home/me', '', ':'), ['/a', '/b']);
    assert.deepEqual(kubeconfigFiles({ KUBECONFIG: '/a' }, '/home/me', '~/c:/d', ':'), ['/home/me/c', '/d']);
    assert.deepEqual(kubeconfigFiles({ KUBECONFIG: 'C:\\a;D:\\b' }, 'C:\\me', undefined, ';'), ['C:\\a', 'D:\\b']);
  });
});

describe('plain text', () => {
  it('is one line without anything that steers', () => {
    assert.equal(plainText('a\x1b[1;31mb\x1b[0m\tc\r\nd'), 'ab c d');
    assert.equal(plainText('\x1b]8;;http://x\x07link\x1b]8;;\x07'), 'link');
    assert.equal(plainText('\x1b]0;never closed'), '');
    assert.equal(plainText('\u202efdp.exe\u200b'), 'fdp.exe');
    assert.equal(plainText('ünïcödé 🚀 日本'), 'ünïcödé 🚀 日本');
  });

  it('is cut without cutting a character in two', () => {
    assert.equal(plainText('abcdef', 4), 'abc…');
    assert.equal(plainText('ab🚀def', 4), 'ab…');
    assert.equal(plainText('abcd', 4), 'abcd');
  });
});
