import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { createCauses } from '../../../src/cluster/causes.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { deployment, pod, pods, server, waiting, web, type Json } from './fake-pods.ts';
import { helmRelease, kustomization, object, ready } from './fake.ts';

const unhealthy = object(kustomization, 'apps', {
  status: ready('False', 'HealthCheckFailed', "health check failed: [Deployment/shop/web status: 'InProgress']"),
});

async function why(root: FluxObject, answers: Readonly<Record<string, Json | ApiError>>) {
  const live = createLiveStore();
  for (const kind of kinds) live.replace(kind, []);
  live.replace(root.kind === 'HelmRelease' ? helmRelease : kustomization, [root]);
  const end = new AbortController();
  const { asked, reader } = server(answers);
  const pause = () => new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve()));
  const causes = createCauses({ live, reader: () => Promise.resolve(reader), pause, signal: end.signal });
  let told = 0;
  causes.onDidChange(() => told++);
  const first = causes.of(root)?.sentence;
  const cause = await causes.read(root);
  assert.equal(causes.of(root)?.sentence, cause?.sentence, 'what was read is known from then on');
  end.abort();
  return { cause, asked, told, first };
}

describe('the root cause below Flux', () => {
  it('is the pod of the workload that a failed health check names', async () => {
    const { cause, asked, told, first } = await why(unhealthy, {
      [deployment]: web,
      [pods]: { items: [pod('web-1', waiting('ImagePullBackOff', 'Back-off pulling image "shop/web:9"'))] },
    });
    assert.equal(
      cause?.sentence,
      'Kustomization apps/apps is not ready (by way of Deployment shop/web) because Pod shop/web-1 cannot pull the image ' +
        'shop/web:9: Back-off pulling image "shop/web:9".',
    );
    assert.match(cause.advice, /^Correct the image or its tag/);
    assert.ok(asked.includes(`${pods}?limit=500&labelSelector=app=web`), asked.join('\n'));
    assert.equal(told, 1);
    assert.match(
      first ?? '',
      /Kustomization apps\/apps fails: health check failed/,
      'told at once what the store knows',
    );
  });

  it('is found through the labels of Flux where no message names a workload', async () => {
    const release = object(helmRelease, 'web', {
      spec: { targetNamespace: 'shop' },
      status: ready('False', 'InstallFailed', 'Helm install failed: context deadline exceeded'),
    });
    const { kind: _, apiVersion: __, ...bare } = web;
    const { cause, asked } = await why(release, {
      '/apis/apps/v1/namespaces/shop/deployments': { items: [bare] },
      [pods]: { items: [pod('web-1', waiting('CreateContainerConfigError', 'secret "db" not found'))] },
    });
    assert.match(
      cause?.sentence ?? '',
      /Pod shop\/web-1 lacks a ConfigMap, a Secret or a key of them: secret "db" not found\.$/,
    );
    assert.match(
      asked[0] ?? '',
      /labelSelector=helm\.toolkit\.fluxcd\.io\/name=web,helm\.toolkit\.fluxcd\.io\/namespace=apps/,
    );
  });

  it('is the newest pod that is unwell, and one with a reason before one that only waits', async () => {
    const notReady = {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [{ state: { running: {} } }],
    };
    const { cause } = await why(unhealthy, {
      [deployment]: web,
      [pods]: {
        items: [
          pod('web-old', waiting('ImagePullBackOff'), '2026-01-01T00:00:00Z'),
          pod('web-new', waiting('InvalidImageName'), '2026-01-03T00:00:00Z'),
          pod('web-last', notReady, '2026-01-04T00:00:00Z'),
        ],
      },
    });
    assert.match(cause?.sentence ?? '', /because Pod shop\/web-new has an image whose name is not valid\.$/);
  });

  it('takes the words of the newest warning where a pod runs and is not ready', async () => {
    const status = {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [{ state: { running: {} } }],
    };
    const { cause } = await why(unhealthy, {
      [deployment]: web,
      [pods]: { items: [pod('web-1', status)] },
      '/api/v1/namespaces/shop/events': {
        items: [
          { type: 'Normal', reason: 'Pulled', message: 'pulled', lastTimestamp: '2026-01-01T00:00:09Z' },
          {
            type: 'Warning',
            reason: 'Unhealthy',
            message: 'Readiness probe failed: 503',
            lastTimestamp: '2026-01-01T00:00:05Z',
          },
        ],
      },
    });
    assert.match(cause?.sentence ?? '', /web-1 runs and is not ready: Readiness probe failed: 503\.$/);
  });

  it('stays what the store knows where pods may not be read, or nothing is wrong with them', async () => {
    const words = /^Kustomization apps\/apps fails: health check failed/;
    const forbidden = new ApiError('forbidden', 403, 'No.');
    assert.match((await why(unhealthy, { [deployment]: forbidden })).cause?.sentence ?? '', words);
    assert.match((await why(unhealthy, {})).cause?.sentence ?? '', words);
    const well = { ...web, status: { replicas: 1, updatedReplicas: 1, readyReplicas: 1 } };
    const running = pod('web-1', { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] });
    assert.match(
      (await why(unhealthy, { [deployment]: well, [pods]: { items: [running] } })).cause?.sentence ?? '',
      words,
    );
  });

  it('is not asked about where pods cannot be the reason', async () => {
    const { asked } = await why(
      object(kustomization, 'apps', { status: ready('False', 'BuildFailed', 'no such file') }),
      {},
    );
    assert.deepEqual(asked, []);
  });
});
