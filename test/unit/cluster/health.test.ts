import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { healthOf } from '../../../src/cluster/health.ts';
import { server, web } from './fake-pods.ts';
import { kustomization, object, ready } from './fake.ts';

const never = new AbortController().signal;
const inventory = {
  entries: ['shop_web_apps_Deployment', 'shop_run_batch_Job', 'shop_x__ConfigMap'].map((id) => ({ id, v: 'v1' })),
};
const apps = object(kustomization, 'apps', { status: { ...ready('True'), inventory } });

describe('the health of what was applied', () => {
  it('is read for the workloads of the inventory, and left out where it may not be read', async () => {
    const { asked, reader } = server({
      '/apis/apps/v1/namespaces/shop/deployments': { items: [{ ...web, status: { readyReplicas: 1 } }] },
      '/apis/batch/v1/namespaces/shop/jobs': new ApiError('forbidden', 403, 'No.'),
    });
    assert.deepEqual([...(await healthOf(reader, apps, never))], [['apps/Deployment/shop/web', 'ready']]);
    assert.equal(asked.length, 2);
  });

  it('asks nothing for an object that has applied nothing', async () => {
    const { asked, reader } = server({});
    assert.equal((await healthOf(reader, object(kustomization, 'apps'), never)).size, 0);
    assert.deepEqual(asked, []);
  });
});
