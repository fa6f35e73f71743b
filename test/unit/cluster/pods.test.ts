import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { createPods } from '../../../src/cluster/pods.ts';
import type { Row } from '../../../src/cluster/row.ts';
import { deployment, pod, pods, server, waiting, web, type Json } from './fake-pods.ts';

describe('the pods below a workload', () => {
  const row: Row = {
    key: 'demo/x',
    label: 'web',
    description: '',
    icon: 'applied',
    tooltip: [],
    verbs: [],
    children: [],
    expanded: false,
    context: 'demo',
    applied: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' },
  };

  function opened(answers: Readonly<Record<string, Json | ApiError>>) {
    const end = new AbortController();
    const { reader } = server(answers);
    const live = createPods({
      reader: () => Promise.resolve(reader),
      pause: () => Promise.resolve(),
      signal: end.signal,
    });
    const changed = new Promise<void>((resolve) => live.onDidChange(resolve));
    return { live, changed, end };
  }

  it('come when they are asked for, each with its state in words', async () => {
    const { live, changed, end } = opened({
      [deployment]: web,
      [pods]: {
        items: [
          pod('web-2', {
            phase: 'Running',
            conditions: [{ type: 'Ready', status: 'True' }],
            containerStatuses: [{ ready: true, restartCount: 2, state: { running: {} } }],
          }),
          pod('web-1', waiting('ImagePullBackOff')),
        ],
      },
    });
    assert.deepEqual(
      live.rowsBelow(row).map((it) => it.label),
      ['Loading…'],
    );
    await changed;
    const rows = live.rowsBelow(row);
    assert.deepEqual(
      rows.map((it) => `${it.label} ${it.icon}: ${it.description}`),
      ['web-1 failed: cannot pull the image shop/web:9', 'web-2 ready: running · 2 restarts'],
    );
    assert.deepEqual(
      rows.map((it) => [it.applied?.name, it.verbs.join(' ')]),
      [
        ['web-1', 'logs copy'],
        ['web-2', 'logs lastLogs copy'],
      ],
    );
    assert.ok(rows.every((it) => it.context === 'demo' && it.key.startsWith('demo/x>pod/')));
    live.release(row);
    assert.deepEqual(
      live.rowsBelow(row).map((it) => it.label),
      ['Loading…'],
      'asked for anew after they were released',
    );
    end.abort();
  });

  it('say why they cannot be had', async () => {
    const { live, changed, end } = opened({ [deployment]: new ApiError('forbidden', 403, 'You may not.') });
    live.rowsBelow(row);
    await changed;
    assert.deepEqual(
      live.rowsBelow(row).map((it) => `${it.icon} ${it.description}`),
      ['problem You may not.'],
    );
    end.abort();
  });
});
