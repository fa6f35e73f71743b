import assert from 'node:assert/strict';
import { detailsOf } from '../../../src/cluster/details.ts';
import { createLiveStore, type LiveStore } from '../../../src/cluster/store.ts';
import { relatedOf, renderDetails } from '../../../src/editor/detailsPage.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { printValues } from '../../../src/language/yaml/print.ts';
import { gitRepository, kustomization, object, ready } from '../cluster/fake.ts';

const now = Date.parse('2026-01-02T10:00:00Z');

function page(web: FluxObject, others: readonly FluxObject[] = []) {
  const live = createLiveStore();
  live.replace(kustomization, [web, ...others]);
  live.replace(gitRepository, [object(gitRepository, 'fleet', { status: ready('True') })]);
  const details = detailsOf(live, web, now);
  return { details, html: renderDetails({ details, context: 'home', now, events: [] }).text };
}

describe('the page of an object', () => {
  it('says conditions as sentences, and links both ways', () => {
    const condition = {
      type: 'Ready',
      status: 'False',
      reason: 'BuildFailed',
      message: 'no such file',
      lastTransitionTime: '2026-01-02T09:57:00Z',
    };
    const web = object(kustomization, 'web', {
      spec: { sourceRef: { kind: 'GitRepository', name: 'fleet' } },
      status: { conditions: [condition] },
    });
    const needs = object(kustomization, 'shop', { spec: { dependsOn: [{ name: 'web' }] } });
    const { details, html } = page(web, [needs]);
    assert.deepEqual(details.conditions, ['Ready: no, for 3 min (BuildFailed). no such file']);
    assert.deepEqual(
      relatedOf(details).map((it) => it.name),
      ['fleet', 'shop', 'web'],
    );
    assert.match(html, /data-object="0">GitRepository apps\/fleet</);
    assert.match(html, /data-object="1">Kustomization apps\/shop</);
    assert.match(html, /What to do:<\/strong> Correct the files/);
    assert.match(html, /data-command="fluxwright.suspend"/);
    assert.doesNotMatch(html, /fluxwright\.resume/);
  });

  it('says what is needed and not there, where that is certain', () => {
    const web = object(kustomization, 'web', { spec: { sourceRef: { kind: 'GitRepository', name: 'flet' } } });
    const needed = (live: LiveStore) => {
      live.replace(kustomization, [web]);
      return renderDetails({ details: detailsOf(live, web, now), context: 'home', now }).text;
    };
    const known = createLiveStore();
    known.replace(gitRepository, []);
    assert.match(needed(known), /GitRepository apps\/flet <span class="failed">✖ not in the cluster<\/span>/);
    const elsewhere = createLiveStore();
    elsewhere.replace(gitRepository, [], 'shop');
    elsewhere.setScope(gitRepository, ['shop']);
    for (const it of [createLiveStore(), elsewhere]) assert.doesNotMatch(needed(it), /not in the cluster/);
  });

  it('says how workloads are, and links only what has a page', () => {
    const inventory = { entries: [{ id: 'shop_web_apps_Deployment', v: 'v1' }] };
    const web = object(kustomization, 'web', { status: { ...ready('True'), inventory } });
    const live = createLiveStore();
    live.replace(kustomization, [web]);
    const health = new Map([['apps/Deployment/shop/web', 'failed' as const]]);
    const details = detailsOf(live, web, now, { health });
    const { text } = renderDetails({ details, context: 'home', now, file: 'web.yaml' });
    assert.match(text, /<li>Deployment shop\/web <span class="failed">✖ failed<\/span><\/li>/);
    assert.match(text, /data-command="fluxwright.compareWithFile"/);
  });

  it('says how far the revision is behind what is checked out', () => {
    const web = object(kustomization, 'web', {
      status: { ...ready('True'), lastAppliedRevision: 'main@sha1:0123456789' },
    });
    const live = createLiveStore();
    live.replace(kustomization, [web]);
    const details = detailsOf(live, web, now);
    const { text } = renderDetails({ details, context: 'home', now, distance: '2 commits behind HEAD' });
    assert.match(text, /<li>Revision: main@sha1:01234567, 2 commits behind HEAD<\/li>/);
  });

  it('lets nothing from a cluster become HTML', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&\u202e';
    const { html } = page(
      object(kustomization, 'web', {
        metadata: { name: evil },
        spec: { suspend: false, interval: evil, dependsOn: [{ name: evil }], sourceRef: { kind: evil, name: evil } },
        status: { ...ready('False', evil, evil), history: [{ lastReconciledStatus: evil, digest: evil }] },
      }),
    );
    assert.doesNotMatch(html, /<img/);
    assert.doesNotMatch(html, /\u202e/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;/);
  });

  it('survives an object that holds anything', () => {
    const status = { conditions: [null, { type: 1 }], history: [null, 3], inventory: { entries: [null, { id: 4 }] } };
    page(object(kustomization, 'web', { spec: { dependsOn: [null, 1] }, status: status as never }));
  });

  it('masks what looks like a secret among values', () => {
    const values = { auth: { adminPassword: 'hunter2', rootUser: 'me' }, list: [{ apiKey: 'k' }], replicas: 2 };
    const text = printValues(values) ?? '';
    assert.doesNotMatch(text, /hunter2|: k$/m);
    assert.match(text, /rootUser: me/);
    assert.match(text, /replicas: 2/);
    assert.equal(printValues({}), undefined);
  });
});
