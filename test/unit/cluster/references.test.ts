import assert from 'node:assert/strict';
import { detailsOf } from '../../../src/cluster/details.ts';
import { referencesOf, refersTo } from '../../../src/cluster/references.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { kindOf } from '../../../src/flux/kinds.ts';
import { gitRepository, helmRelease, kustomization, object } from './fake.ts';

const names = (ids: readonly { kind: string; namespace: string; name: string }[]) =>
  ids.map((it) => `${it.kind} ${it.namespace}/${it.name}`);

describe('what an object names', () => {
  const alert = kindOf('notification.toolkit.fluxcd.io', 'Alert') ?? assert.fail();
  const provider = kindOf('notification.toolkit.fluxcd.io', 'Provider') ?? assert.fail();

  it('is its source, its dependencies, and the Secrets and ConfigMaps that it reads', () => {
    const web = object(kustomization, 'web', {
      spec: {
        sourceRef: { kind: 'GitRepository', name: 'fleet', namespace: 'flux-system' },
        dependsOn: [{ name: 'db' }, null],
        decryption: { provider: 'sops', secretRef: { name: 'age' } },
        postBuild: {
          substituteFrom: [
            { kind: 'ConfigMap', name: 'settings' },
            { kind: 'Nonsense', name: 'x' },
          ],
        },
      },
    });
    assert.deepEqual(names(referencesOf(web)), [
      'GitRepository flux-system/fleet',
      'Kustomization apps/db',
      'ConfigMap apps/settings',
      'Secret apps/age',
    ]);
    assert.ok(referencesOf(web).every((it) => refersTo(web, it)));
    assert.ok(!refersTo(web, { group: '', kind: 'Secret', namespace: 'other', name: 'age' }));
    assert.deepEqual(referencesOf(object(kustomization, 'odd', { spec: { sourceRef: 3, dependsOn: {} } })), []);
  });

  it('stands on the pages of both: who alerts about a release, and what it takes values from', () => {
    const live = createLiveStore();
    const site = object(helmRelease, 'site', { spec: { valuesFrom: [{ kind: 'Secret', name: 'values' }] } });
    const eventSources = [
      { kind: 'HelmRelease', name: 'site' },
      { kind: 'HelmRelease', name: '*', namespace: 'other' },
    ];
    const calls = object(alert, 'calls', { spec: { providerRef: { name: 'chat' }, eventSources } });
    const chat = object(provider, 'chat');
    live.replace(helmRelease, [site]);
    live.replace(alert, [calls]);
    live.replace(provider, [chat]);
    live.replace(gitRepository, [object(gitRepository, 'fleet')]);
    assert.deepEqual(
      detailsOf(live, site, 0).needs.map((it) => [it.name, it.hasPage]),
      [['Secret apps/values', false]],
    );
    assert.deepEqual(
      detailsOf(live, site, 0).neededBy.map((it) => it.name),
      ['Alert apps/calls'],
    );
    assert.deepEqual(
      detailsOf(live, chat, 0).neededBy.map((it) => it.name),
      ['Alert apps/calls'],
    );
  });

  it('look anew at objects that have changed, and at no other, where the page remembers them', () => {
    const live = createLiveStore();
    const chat = object(provider, 'chat');
    let looks = 0;
    const calling = (name: string, resourceVersion: string) => ({
      ...object(alert, 'calls', { metadata: { resourceVersion } }),
      get spec() {
        looks++;
        return { providerRef: { name } };
      },
    });
    live.replace(provider, [chat]);
    live.replace(alert, [calling('pager', '1')]);
    const needing = new WeakMap<FluxObject, boolean>();
    const found = () => names(detailsOf(live, chat, 0, { needing }).neededBy.map((it) => it.id));
    assert.deepEqual(found(), []);
    const first = looks;
    assert.deepEqual([found(), looks], [[], first]);
    live.apply(alert, { type: 'MODIFIED', object: calling('chat', '2') });
    assert.deepEqual(found(), ['Alert apps/calls']);
  });
});
