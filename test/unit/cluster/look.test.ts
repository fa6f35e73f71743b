import assert from 'node:assert/strict';
import { homeOf, nearest } from '../../../src/cluster/home.ts';
import { lookOf, lookWords, plainLook, type Look } from '../../../src/cluster/look.ts';
import { outline } from '../../../src/cluster/outline.ts';
import type { Row } from '../../../src/cluster/row.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { globMatches } from '../../../src/flux/protected.ts';
import { gitRepository, helmRelease, kustomization, object, ready } from './fake.ts';

const contexts = { rows: [{ name: 'home', cluster: 'c', server: 'https://c:6443', user: 'me' }] };

function drawn(look: Partial<Look>): readonly string[] {
  const live = createLiveStore();
  for (const kind of kinds) live.replace(kind, []);
  live.replace(kustomization, [
    object(kustomization, 'web', { spec: { dependsOn: [{ name: 'db' }] }, status: ready('False', 'X', 'broken') }),
    object(kustomization, 'db', { spec: { dependsOn: [{ name: 'crds' }, { name: 'web' }] }, status: ready('True') }),
    object(kustomization, 'crds', { status: ready('True') }),
    object(kustomization, 'x', { spec: { dependsOn: [{ name: 'y' }] }, status: ready('True') }),
    object(kustomization, 'y', {
      metadata: { creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: { dependsOn: [{ name: 'x' }] },
      status: ready('True'),
    }),
  ]);
  live.replace(helmRelease, [object(helmRelease, 'site', { metadata: { namespace: 'shop' }, status: ready('True') })]);
  live.replace(gitRepository, [object(gitRepository, 'fleet', { status: ready('True') })]);
  const lines = (rows: readonly Row[], indent: string): readonly string[] =>
    rows.flatMap((it) => [`${indent}${it.label}`, ...lines(it.children, `${indent}  `)]);
  const rows = outline({ contexts, context: 'home', live, look: { ...plainLook, ...look } });
  return lines(rows[0]?.children ?? [], '');
}

describe('how the sidebar is looked at', () => {
  it('shows only what is not ready, and leaves out what has nothing of it', () => {
    assert.deepEqual(drawn({ failingOnly: true }), ['Kustomizations', '  web']);
  });

  it('sorts by name alone, or the newest first, and fails first else', () => {
    const names = (look: Partial<Look>) => drawn({ ...look, filter: 'Kustomization' });
    assert.deepEqual(names({ sorting: 'name' }).slice(0, 4), ['Kustomizations', '  crds', '  db', '  web']);
    assert.deepEqual(names({ sorting: 'state' }).slice(0, 4), ['Kustomizations', '  web', '  crds', '  db']);
    assert.deepEqual(names({ sorting: 'age' }).slice(0, 4), ['Kustomizations', '  y', '  crds', '  db']);
  });

  it('says so when nothing is left', () => {
    assert.deepEqual(drawn({ filter: 'no such thing' }), ['Nothing matches']);
    assert.deepEqual(drawn({ failingOnly: true, filter: 'api' }), ['Nothing matches']);
    const live = createLiveStore();
    for (const kind of kinds) live.replace(kind, []);
    const rows = outline({ contexts, context: 'home', live, look: { ...plainLook, failingOnly: true } });
    assert.deepEqual(
      rows[0]?.children.map((it) => it.label),
      ['Everything is ready'],
    );
  });

  it('filters by words of the name, the namespace, the kind and the message', () => {
    assert.deepEqual(drawn({ filter: 'SHOP site' }), ['Helm releases', '  site']);
    assert.deepEqual(drawn({ filter: 'broken' }), ['Kustomizations', '  web']);
  });

  it('groups by namespace', () => {
    assert.deepEqual(drawn({ grouping: 'namespace' }), [
      'apps',
      '  web',
      '  crds',
      '  db',
      '  fleet',
      '  x',
      '  y',
      'shop',
      '  site',
    ]);
  });

  it('groups by dependency, each object once, circles too', () => {
    assert.deepEqual(drawn({ grouping: 'dependency' }).slice(0, 6), [
      'Kustomizations',
      '  crds',
      '    db',
      '      web',
      '  x',
      '    y',
    ]);
  });

  it('reads what was remembered, whatever it is', () => {
    assert.deepEqual(lookOf({ failingOnly: 'yes', filter: 3, grouping: 'colour' }), plainLook);
    assert.deepEqual(lookOf(null), plainLook);
    assert.equal(lookWords(plainLook), undefined);
    assert.equal(lookWords({ ...plainLook, failingOnly: true, filter: 'a' }), 'Shows only what is not ready and “a”.');
  });
});

describe('the files of one cluster among several', () => {
  it('are those in the folder that the owner builds', () => {
    const live = createLiveStore();
    live.replace(kustomization, [
      object(kustomization, 'flux-system', { metadata: { namespace: 'flux-system' }, spec: { path: './clusters/a' } }),
    ]);
    const labels = {
      'kustomize.toolkit.fluxcd.io/name': 'flux-system',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    };
    const home = homeOf(live, object(kustomization, 'web', { metadata: { labels } }));
    assert.equal(home, 'clusters/a');
    const files = [{ path: 'clusters/ab/web.yaml' }, { path: 'clusters/a/web.yaml' }];
    assert.deepEqual(nearest(files, home), [files[1]]);
    assert.deepEqual(nearest(files, 'elsewhere'), files);
    assert.equal(homeOf(live, object(kustomization, 'web')), undefined);
  });
});

describe('a protected context', () => {
  it('is named whole, or by a pattern', () => {
    assert.ok(globMatches('prod-*', 'prod-eu') && globMatches('*', '') && globMatches('a*b*c', 'a-b-b-c'));
    assert.ok(!globMatches('prod', 'prod-eu') && !globMatches('a*a', 'a') && !globMatches('prod-*', 'a-prod-eu'));
  });
});
