import assert from 'node:assert/strict';
import { appliedRows } from '../../../src/cluster/applied.ts';
import { objectRow } from '../../../src/cluster/object-row.ts';
import type { Row } from '../../../src/cluster/row.ts';
import { causeOf } from '../../../src/cluster/cause.ts';
import { mayLieDeeper } from '../../../src/cluster/depth.ts';
import { detailsOf } from '../../../src/cluster/details.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { inventoryId } from '../../../src/flux/inventory.ts';
import { helmRelease, kustomization, object, ready } from './fake.ts';

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

  it('leads to the manifest and the logs of what was applied; what a chart makes has no manifest', () => {
    const ids = ['apps_web_apps_Deployment', 'apps_settings__ConfigMap'];
    const verbs = (rows: readonly Row[]) => rows.map((it) => `${it.applied?.name}: ${it.verbs.join(' ')}`);
    assert.deepEqual(verbs(below(ids)), ['settings: file copy', 'web: file logs copy']);
    const inventory = ids.map((id) => ({ id, v: 'v1' }));
    const release = object(helmRelease, 'site', { status: { ...ready('True'), inventory } });
    const live = createLiveStore();
    live.replace(helmRelease, [release]);
    const row = objectRow(release, helmRelease, { context: 'home', named: false, memory: new WeakMap() });
    assert.deepEqual(verbs(appliedRows(live, row)), ['settings: copy', 'web: logs copy']);
  });

  it('takes nothing here for what was applied to another cluster', () => {
    const ids = ['apps_web_apps_Deployment', 'apps_site_helm.toolkit.fluxcd.io_HelmRelease'];
    const far = object(kustomization, 'far', {
      spec: { kubeConfig: { secretRef: { name: 'edge' } } },
      status: { ...ready('Unknown', 'Progressing'), inventory: { entries: ids.map((id) => ({ id, v: 'v1' })) } },
    });
    const live = createLiveStore();
    for (const kind of kinds) live.replace(kind, []);
    live.replace(kustomization, [far]);
    live.replace(helmRelease, [object(helmRelease, 'site', { status: ready('False', 'X', 'broken') })]);
    const row = objectRow(far, kustomization, { context: 'home', named: false, memory: new WeakMap() });
    assert.deepEqual(
      appliedRows(live, row).map((it) => [it.icon, it.label, it.more]),
      [
        ['applied', 'web', undefined],
        ['applied', 'site', undefined],
      ],
    );
    assert.equal(mayLieDeeper(far), false, 'pods of the same name here are other pods');
    assert.doesNotMatch(causeOf(live, far)?.sentence ?? '', /site/);
    assert.ok(detailsOf(live, far, 0).applied.every((it) => !it.hasPage && it.state === undefined));
    assert.ok(row.tooltip.includes('Applies to another cluster, by the kubeconfig in Secret edge.'));
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
