import assert from 'node:assert/strict';
import { podTrouble, workloadTrouble } from '../../../src/cluster/podTrouble.ts';
import { podsOf, workloadsNamedIn } from '../../../src/cluster/workloads.ts';
import { waiting, web, type Json } from './fake-pods.ts';

describe('what is wrong with a pod or a workload', () => {
  const cases: readonly (readonly [what: string, status: Json, words: RegExp])[] = [
    [
      'unschedulable',
      { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }] },
      /no node to run on: 0\/3/,
    ],
    [
      'crashing',
      {
        phase: 'Running',
        containerStatuses: [
          {
            restartCount: 7,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { exitCode: 2 } },
          },
        ],
      },
      /^keeps crashing, 7 times: exit code 2$/,
    ],
    [
      'out of memory',
      {
        phase: 'Running',
        containerStatuses: [
          {
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
          },
        ],
      },
      /more memory than its limit/,
    ],
    [
      'held by an init container',
      {
        phase: 'Pending',
        initContainerStatuses: [{ state: { waiting: { reason: 'ErrImagePull' } } }],
        containerStatuses: [{ state: { waiting: { reason: 'PodInitializing' } } }],
      },
      /cannot pull/,
    ],
    [
      'evicted',
      { phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory' },
      /evicted from its node: The node/,
    ],
    [
      'a reason that nobody knows',
      { phase: 'Pending', containerStatuses: [{ state: { waiting: { reason: 'Strange\u001b[31m' } } }] },
      /^has the reason Strange$/,
    ],
  ];
  for (const [what, status, words] of cases) {
    it(`is told of one that is ${what}`, () => assert.match(podTrouble({ status })?.words ?? '', words));
  }

  it('is nothing for one that begins, runs or has ended well', () => {
    for (const status of [
      waiting('ContainerCreating'),
      {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [
          { ready: true, state: { running: {} }, lastState: { terminated: { reason: 'OOMKilled' } } },
        ],
      },
      { phase: 'Succeeded', conditions: [{ type: 'Ready', status: 'False' }] },
      { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
      {},
    ])
      assert.equal(podTrouble({ status }), undefined, JSON.stringify(status));
    assert.equal(podTrouble({ status: 4, spec: null }), undefined);
  });

  it('is told of jobs, claims and workloads by their own words', () => {
    const failed = {
      conditions: [{ type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' }],
    };
    assert.match(workloadTrouble({ kind: 'Job', status: failed })?.words ?? '', /^has failed: Job has reached/);
    assert.match(
      workloadTrouble({ kind: 'PersistentVolumeClaim', status: { phase: 'Pending' } })?.words ?? '',
      /waits for a volume/,
    );
    const quota = { conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'exceeded quota: small' }] };
    assert.match(workloadTrouble({ ...web, status: quota })?.words ?? '', /cannot make its pods: exceeded quota/);
    assert.match(
      workloadTrouble({ ...web, status: { replicas: 3, updatedReplicas: 1, readyReplicas: 3 } })?.words ?? '',
      /pods of before/,
    );
    assert.equal(workloadTrouble({ ...web, spec: { replicas: 0 }, status: {} }), undefined);
  });
});

describe('workloads', () => {
  it('are found in messages of Flux and Helm', () => {
    const message =
      "timeout waiting for: [Deployment/shop/web status: 'InProgress', Job/shop/migrate status: 'Failed', Certificate/a/b]";
    assert.deepEqual(
      workloadsNamedIn(message).map((it) => `${it.group} ${it.kind} ${it.namespace} ${it.name}`),
      ['apps Deployment shop web', 'batch Job shop migrate'],
    );
  });

  it('find their pods by every form of selector, and never all pods', () => {
    const selector = {
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'tier', operator: 'In', values: ['a', 'b'] },
        { key: 'old', operator: 'DoesNotExist' },
      ],
    };
    assert.equal(podsOf({ ...web, spec: { selector } })?.labelSelector, 'app=web,tier in (a,b),!old');
    assert.equal(podsOf({ ...web, spec: { selector: {} } }), undefined);
  });
});
