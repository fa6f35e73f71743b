import assert from 'node:assert/strict';
import { appliedRows } from '../../../src/cluster/applied.ts';
import { slim } from '../../../src/cluster/decode.ts';
import { explain } from '../../../src/cluster/explain.ts';
import { objectRow } from '../../../src/cluster/object-row.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { inventoryId } from '../../../src/flux/inventory.ts';
import { helmRelease, kustomization, object, ready } from './fake.ts';

const now = Date.parse('2026-01-02T10:00:00Z');

function below(ids: readonly string[]) {
  const parent = object(kustomization, 'all', {
    status: { ...ready('True'), inventory: { entries: ids.map((id) => ({ id, v: 'v1' })) } },
  });
  const live = createLiveStore();
  live.replace(kustomization, [parent]);
  live.replace(helmRelease, [object(helmRelease, 'site', { status: ready('False', 'X', 'broken') })]);
  return appliedRows(live, objectRow(parent, kustomization, { context: 'home', named: false, memory: new WeakMap() }));
}

describe('what an object has applied', () => {
  it('is read from the ids of an inventory', () => {
    assert.deepEqual(inventoryId('_admin__all_rbac.authorization.k8s.io_ClusterRole'), {
      group: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      namespace: '',
      name: 'admin:all',
    });
    assert.deepEqual(inventoryId('apps_web__Service'), { group: '', kind: 'Service', namespace: 'apps', name: 'web' });
    assert.equal(inventoryId('nonsense'), undefined);
  });

  it("shows Flux's own objects with their state, then the others", () => {
    const rows = below(['apps_web_apps_Deployment', 'apps_site_helm.toolkit.fluxcd.io_HelmRelease', 'bad']);
    assert.deepEqual(
      rows.map((it) => [it.icon, it.label, it.description]),
      [
        ['failed', 'site', 'broken · apps · HelmRelease'],
        ['applied', 'web', 'Deployment · apps'],
      ],
    );
    assert.ok(rows.every((it) => it.key.startsWith('home/kustomize.toolkit.fluxcd.io/Kustomization/apps/all>')));
  });

  it('groups a long list by namespace and kind', () => {
    const rows = below([...Array.from({ length: 20 }, (_, it) => `apps_c${it}__ConfigMap`), '_n__Namespace']);
    assert.deepEqual(
      rows.map((it) => [it.label, it.description, it.children.length]),
      [
        ['Cluster · Namespace', '1', 1],
        ['apps · ConfigMap', '20', 20],
      ],
    );
  });

  it('never shows an object below itself', () => {
    assert.deepEqual(below(['apps_all_kustomize.toolkit.fluxcd.io_Kustomization']), []);
  });
});

describe('an object at a glance', () => {
  it('says since when, what revision, which source, and when it is next', () => {
    const web = object(kustomization, 'web', {
      spec: { interval: '10m', sourceRef: { kind: 'GitRepository', name: 'fleet' } },
      status: {
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-02T09:00:00Z' }],
        lastAppliedRevision: 'main@sha1:0123456789',
        history: [{ lastReconciled: '2026-01-02T09:57:00Z' }],
      },
    });
    assert.deepEqual(explain(createLiveStore(), web, now), [
      'Ready, since 1 h ago',
      'Revision: main@sha1:01234567',
      'Source: GitRepository apps/fleet',
      'Reconciled every 10m, next in 7 min',
    ]);
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
    assert.doesNotMatch(JSON.stringify(web), /kustomize-controller|fieldsV1/, 'nothing else of them is kept');
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
    assert.deepEqual(lines.slice(-2), ['Suspended by: ann', 'Reason: freeze']);
  });
});
