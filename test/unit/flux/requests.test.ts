import assert from 'node:assert/strict';
import type { Condition, FluxObject } from '../../../src/flux/objects.ts';
import { kindOf } from '../../../src/flux/kinds.ts';
import { statusOf } from '../../../src/flux/status.ts';
import { mergePatchFor, outcomeOf, requestedAt } from '../../../src/flux/requests.ts';

const token = '2026-01-01T00:00:00.5Z';

function kustomization(conditions: readonly Condition[], handled = token, generation = 2): FluxObject {
  return { metadata: { generation }, status: { lastHandledReconcileAt: handled, conditions } };
}

function ready(status: string, reason: string, observedGeneration = 2): Condition {
  return { type: 'Ready', status, reason, message: `${reason}!`, observedGeneration };
}

function reconciling(reason: string): Condition {
  return { type: 'Reconciling', status: 'True', reason };
}

describe('what has become of a request', () => {
  it('is success when the newest generation is ready', () => {
    const outcome = outcomeOf(kustomization([ready('True', 'ReconciliationSucceeded')]), token);
    assert.deepEqual(outcome, {
      done: true,
      ready: true,
      message: 'ReconciliationSucceeded!',
      reason: 'ReconciliationSucceeded',
    });
  });

  it('is failure although the controller goes on trying', () => {
    const outcome = outcomeOf(
      kustomization([ready('False', 'BuildFailed'), reconciling('ProgressingWithRetry')]),
      token,
    );
    assert.equal(outcome.done && !outcome.ready && outcome.message, 'BuildFailed!');
  });

  const underWay: Readonly<Record<string, FluxObject>> = {
    'the token is not answered yet': kustomization([ready('True', 'ReconciliationSucceeded')], 'another token'),
    'the condition is about an older generation': kustomization([ready('True', 'ReconciliationSucceeded', 1)]),
    'it is being worked on': kustomization([ready('Unknown', 'Progressing'), reconciling('Progressing')]),
    'it was ready and is worked on again': kustomization([
      ready('True', 'ReconciliationSucceeded'),
      reconciling('Progressing'),
    ]),
    'it failed before and is worked on again': kustomization([
      ready('False', 'BuildFailed'),
      reconciling('Progressing'),
    ]),
    'there is no status at all': {},
  };
  for (const [why, object] of Object.entries(underWay)) {
    it(`is open while ${why}`, () => assert.deepEqual(outcomeOf(object, token), { done: false }));
  }
});

describe('the patch that asks', () => {
  it('suspends by an annotation where the kind has that, and takes it away again', () => {
    const kind = kindOf('fluxcd.controlplane.io', 'ResourceSet') ?? assert.fail();
    const key = 'fluxcd.controlplane.io/reconcile';
    assert.deepEqual(mergePatchFor('suspend', '', { kind }), { metadata: { annotations: { [key]: 'disabled' } } });
    const { spec, metadata } = mergePatchFor('resume', token, { kind, asks: true }) as FluxObject;
    assert.deepEqual(
      [spec, metadata?.annotations?.[key], metadata?.annotations?.[requestedAt]],
      [undefined, null, token],
    );
    const object = { apiVersion: 'fluxcd.controlplane.io/v1', kind: 'ResourceSet' };
    const state = (annotations: Record<string, string>) => statusOf({ ...object, metadata: { annotations } }).state;
    assert.deepEqual([state({ [key]: 'disabled' }), state({ [key]: 'enabled' })], ['suspended', 'unknown']);
    const namesake = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization' };
    assert.equal(statusOf({ ...namesake, metadata: { annotations: { [key]: 'disabled' } } }).state, 'unknown');
  });

  it('annotates for a reconciliation', () => {
    assert.deepEqual(mergePatchFor('reconcile', token), { metadata: { annotations: { [requestedAt]: token } } });
  });

  it('removes suspend instead of setting it to false, so that Git is not contradicted', () => {
    const { spec } = mergePatchFor('resume', token) as FluxObject;
    assert.deepEqual(spec, { suspend: null });
  });

  it('notes why and by whom an object is suspended, and takes the note away when it is resumed', () => {
    const annotations = { 'fluxwright/suspend-reason': 'Moving the database', 'fluxwright/suspended-by': 'ann' };
    const note = { reason: 'Moving the database', by: 'ann' };
    assert.deepEqual(mergePatchFor('suspend', '', { note }), { spec: { suspend: true }, metadata: { annotations } });
    assert.deepEqual(mergePatchFor('suspend', ''), { spec: { suspend: true } }, 'nobody has to say why');
    const { metadata } = mergePatchFor('resume', token) as FluxObject;
    assert.deepEqual(metadata?.annotations, { 'fluxwright/suspend-reason': null, 'fluxwright/suspended-by': null });
  });
});
