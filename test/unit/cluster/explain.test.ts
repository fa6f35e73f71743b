import assert from 'node:assert/strict';
import { slim } from '../../../src/cluster/decode.ts';
import { explain } from '../../../src/cluster/explain.ts';
import { glance } from '../../../src/cluster/glance.ts';
import { objectRow } from '../../../src/cluster/object-row.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { forgetSuspension } from '../../../src/cluster/suspension.ts';
import { idOf } from '../../../src/flux/objects.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { noteAnnotations } from '../../../src/flux/suspension.ts';
import { cluster } from './fake-controllers.ts';
import { kustomization, object } from './fake.ts';

const now = Date.parse('2026-01-02T10:00:00Z');

describe('an object at a glance', () => {
  it('says since when, what revision, which source, and when it is next', () => {
    const web = object(kustomization, 'web', {
      metadata: { creationTimestamp: '2025-12-20T10:00:00Z' },
      spec: { interval: '10m', sourceRef: { kind: 'GitRepository', name: 'fleet' } },
      status: {
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-02T09:00:00Z' }],
        lastAppliedRevision: 'main@sha1:0123456789',
        history: [{ lastReconciled: '2026-01-02T09:57:00Z' }],
      },
    });
    assert.deepEqual(explain(createLiveStore(), web, now), [
      'Ready for 1 h',
      'Revision: main@sha1:01234567',
      'Source: GitRepository apps/fleet',
      'Reconciled every 10m, next in 7 min',
      'Created 13 d ago',
    ]);
  });

  it('says how long health checks run and when they give up, because a fix waits until then', () => {
    const checking = (message: string, status: 'Unknown' | 'True' = 'Unknown') =>
      explain(
        createLiveStore(),
        object(kustomization, 'web', {
          status: { conditions: [{ type: 'Ready', status, message, lastTransitionTime: '2026-01-02T09:57:00Z' }] },
        }),
        now,
      ).filter((it) => it.startsWith('Health checks'));
    const message = 'Running health checks for revision main@sha1:0123 with a timeout of 4m30s';
    const words = 'Health checks run for 3 min. They give up in 1 min, and a fix that is pushed is taken then.';
    assert.deepEqual(checking(message), [words]);
    assert.deepEqual(checking(message, 'True'), []);
    assert.deepEqual(checking('Running health checks for ever'), []);
  });

  it('says which program suspended it, and since when, by the managed fields of what was read', () => {
    const owns = (manager: string, time: string, field: string) => ({
      manager,
      time,
      fieldsV1: { 'f:spec': { [field]: {} } },
    });
    const managedFields = [
      owns('kustomize-controller', '2026-01-01T00:00:00Z', 'f:interval'),
      owns('flux', '2026-01-02T08:00:00Z', 'f:suspend'),
    ];
    const read = (spec: object, fields: unknown) =>
      slim(object(kustomization, 'web', { spec: { ...spec }, metadata: { managedFields: fields } }), kustomization);
    const web = read({ suspend: true }, managedFields);
    assert.equal(explain(createLiveStore(), web, now).at(-1), 'Suspended with flux, 2 h ago');
    assert.doesNotMatch(JSON.stringify(web), /kustomize-controller|interval/, 'nothing else of them is kept');
    const inGit = read({ suspend: true }, [owns('kustomize-controller', '2026-01-02T08:00:00Z', 'f:suspend')]);
    assert.match(explain(createLiveStore(), inGit, now).join(), /Suspended in Git, applied by kustomize-controller/);
    assert.equal(read({}, managedFields).metadata?.managedFields, undefined);
    assert.doesNotThrow(() => explain(createLiveStore(), read({ suspend: true }, [null, 4, {}]), now));
  });

  it('says who suspended it and why, where a tool has noted it', () => {
    const annotations = {
      'metadata.weave.works/suspended-by': 'ann',
      'metadata.weave.works/suspended-comment': 'freeze\n',
    };
    const web = object(kustomization, 'web', { spec: { suspend: true }, metadata: { annotations } });
    const lines = explain(createLiveStore(), web, now);
    assert.deepEqual(lines.slice(-2), ['Suspended by ann', 'Reason: freeze']);
  });

  it('says what Fluxwright noted, since when it is true, and nothing of it once the object is resumed', () => {
    const [field] = [{ fieldsV1: { 'f:spec': { 'f:suspend': {} } } }];
    const metadata = {
      annotations: noteAnnotations({ reason: 'Moving the database', by: 'ann' }) as Record<string, string>,
      managedFields: [{ ...field, manager: 'flux-client-side-apply', time: '2026-01-02T08:00:00Z' }],
    };
    const web = slim(object(kustomization, 'web', { spec: { suspend: true }, metadata }), kustomization);
    const lines = explain(createLiveStore(), web, now);
    assert.deepEqual(lines.slice(-2), ['Suspended by ann, 2 h ago', 'Reason: Moving the database']);
    assert.equal(glance(web), 'Suspended: Moving the database');
    const row = objectRow(web, kustomization, { context: 'home', named: false, memory: new WeakMap() });
    assert.equal(row.description, 'suspended: Moving the database · apps');
    const resumed = object(kustomization, 'web', { metadata });
    assert.doesNotMatch(explain(createLiveStore(), resumed, now).join(), /ann|database/);
  });

  it('leaves out what was noted of an earlier suspension, when another program has resumed and suspended again', () => {
    const suspension = { 'f:spec': { 'f:suspend': {} } };
    const notes = { 'f:metadata': { 'f:annotations': { 'f:fluxwright/suspend-reason': {}, 'f:x': {} } } };
    const linesAfter = (...managedFields: object[]) => {
      const annotations = noteAnnotations({ reason: 'Moving the database' }) as Record<string, string>;
      const metadata = { annotations, managedFields };
      const web = slim(object(kustomization, 'web', { spec: { suspend: true }, metadata }), kustomization);
      return explain(createLiveStore(), web, now).slice(1).join('. ');
    };
    const at = (hour: number, manager: string, fieldsV1: object) => ({
      manager,
      time: `2026-01-02T0${hour}:00:00Z`,
      fieldsV1,
    });
    assert.match(linesAfter(at(7, 'fluxwright', { ...suspension, ...notes })), /database/);
    assert.match(
      linesAfter(at(6, 'flux', suspension), at(7, 'fluxwright', notes)),
      /database/,
      'noted after flux has done it',
    );
    const left = linesAfter(at(6, 'fluxwright', notes), at(7, 'flux', suspension));
    assert.match(left, /Suspended with flux, 3 h ago$/);
    assert.doesNotMatch(left, /database/);
  });

  it('takes the note from what another program resumed, and from nothing else', async () => {
    const annotations = noteAnnotations({ reason: 'Moving the database' }) as Record<string, string>;
    const patched = async (parts: Partial<FluxObject>) => {
      const web = object(kustomization, 'web', parts);
      const it = cluster([web], {});
      await forgetSuspension(it.api, idOf(web), new AbortController().signal);
      return it.patches.length;
    };
    assert.equal(await patched({ metadata: { annotations } }), 1);
    assert.equal(await patched({ metadata: { annotations }, spec: { suspend: true } }), 0);
    assert.equal(await patched({}), 0);
  });
});
