import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { flat } from '../../../src/cluster/changes.ts';
import { outline } from '../../../src/cluster/outline.ts';
import type { OutlineView } from '../../../src/cluster/outline.ts';
import { isFailing } from '../../../src/cluster/row-order.ts';
import type { Row } from '../../../src/cluster/row.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { gitRepository, helmRelease, helmRepository, kustomization, object, ready } from './fake.ts';

const contexts = { rows: [{ name: 'home', cluster: 'c', server: 'https://c:6443', user: 'me' }] };
const unreachable = new ApiError('unreachable', 0, 'Cannot reach https://c:6443 to list: nothing listens there.');

/** A store in which every kind is known and empty. */
function quietStore() {
  const store = createLiveStore();
  for (const kind of kinds) store.replace(kind, []);
  return store;
}

/** The rows as an indented text: icon, label and description. */
function drawn(view: OutlineView): string {
  const lines = (rows: readonly Row[], indent: string): readonly string[] =>
    rows.flatMap((it) => [
      `${indent}${it.icon}: ${it.label}${it.description === '' ? '' : ` — ${it.description}`}`,
      ...lines(it.children, `${indent}  `),
    ]);
  return lines(outline(view), '').join('\n');
}

function everyRow(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((it) => [it, ...everyRow(it.children)]);
}

describe('the outline', () => {
  it('shows sections, failing objects first and then by name', () => {
    const live = quietStore();
    live.replace(kustomization, [
      object(kustomization, 'web', { status: { ...ready('True'), lastAppliedRevision: 'main@sha1:0123456789abcdef' } }),
      object(kustomization, 'db', { status: ready('False', 'BuildFailed', 'no such file') }),
      object(kustomization, 'api', { status: ready('True') }),
      object(kustomization, 'old', { spec: { suspend: true } }),
    ]);
    live.replace(gitRepository, [object(gitRepository, 'fleet', { status: ready('True') })]);
    assert.equal(
      drawn({ contexts, context: 'home', live }),
      `context: home
  section: Kustomizations — 1 failing · 4
    failed: db — no such file · apps
    ready: api — apps
    suspended: old — suspended · apps
    ready: web — main@sha1:01234567 · apps
  section: Helm releases
    empty: No Helm releases in this cluster
  section: Sources — 1
    ready: fleet — apps · GitRepository`,
    );
  });

  it('contacts nothing and shows nothing of a context that was not chosen', () => {
    assert.equal(drawn({ contexts }), 'context: home — c:6443');
    assert.deepEqual(outline({ contexts })[0]?.verbs, ['choose', 'pin']);
    const pinned = outline({ contexts, isPinned: () => true })[0];
    assert.deepEqual([pinned?.verbs.join(), pinned?.description.startsWith('pinned')], ['choose,unpin', true]);
  });

  it('marks contexts in which every change asks first', () => {
    assert.equal(drawn({ contexts, isProtected: (it) => it === 'home' }), 'context: home — protected · c:6443');
    assert.equal(drawn({ contexts, isProtected: () => false }), 'context: home — c:6443');
  });

  it('says that it is connecting', () => {
    const expected = 'context: home\n  connecting: Connecting…';
    assert.equal(drawn({ contexts, context: 'home' }), expected);
    assert.equal(drawn({ contexts, context: 'home', live: createLiveStore() }), expected);
  });

  it('has another row for a section that is still loading, because the window keeps a row as closed as it first was', () => {
    const live = createLiveStore();
    live.replace(gitRepository, []);
    const sectionOf = () => outline({ contexts, context: 'home', live })[0]?.children[0];
    const before = sectionOf();
    assert.deepEqual([before?.label, before?.children], ['Kustomizations', []]);
    live.replace(kustomization, [object(kustomization, 'web', { status: ready('True') })]);
    const after = sectionOf();
    assert.equal(after?.label, 'Kustomizations');
    assert.notEqual(after.key, before?.key);
    assert.equal(after.expanded, true);
  });

  it('says once that the cluster cannot be reached', () => {
    const live = createLiveStore();
    for (const kind of kinds) live.setFault(kind, unreachable);
    assert.equal(
      drawn({ contexts, context: 'home', live }),
      `context: home
  problem: Cannot reach the cluster — nothing listens there.`,
    );
  });

  it('keeps the last known objects below that', () => {
    const live = quietStore();
    live.replace(kustomization, [object(kustomization, 'web', { status: ready('True') })]);
    for (const kind of kinds) live.setFault(kind, unreachable);
    const text = drawn({ contexts, context: 'home', live });
    assert.match(text, /problem: Cannot reach/);
    assert.match(text, /ready: web/);
    assert.equal(text.match(/problem:/g)?.length, 1);
  });

  it('says which section is forbidden, and shows the others', () => {
    const live = quietStore();
    live.setFault(helmRelease, new ApiError('forbidden', 403, 'You may not list HelmRelease objects (403).'));
    const text = drawn({ contexts, context: 'home', live });
    assert.match(text, /Helm releases\n {4}problem: Not allowed — You may not list HelmRelease objects \(403\)\./);
    assert.match(text, /No Kustomizations in this cluster/);
  });

  it('says that it shows only some namespaces, which, and how to see more', () => {
    const live = quietStore();
    const scopeOf = () =>
      outline({ contexts, context: 'home', live })[0]?.children.find((it) => it.label.startsWith('Only'));
    assert.equal(scopeOf(), undefined);
    for (const kind of kinds) live.setScope(kind, ['shop', 'apps']);
    assert.deepEqual([scopeOf()?.label, scopeOf()?.description], ['Only 2 namespaces', 'apps, shop']);
    assert.match(scopeOf()?.tooltip.join(' ') ?? '', /Shown: apps, shop\. You may not .* ask for the rights/);
    live.replace(gitRepository, []);
    assert.match(scopeOf()?.tooltip.join(' ') ?? '', /All namespaces: GitRepository\./);
    for (const kind of kinds) live.replace(kind, []);
    assert.equal(scopeOf(), undefined, 'the whole cluster is shown again');
  });

  it('shows a pinned cluster beside the one in use, each row under a key of its own', () => {
    const two = ['home', 'work'].map((name) => ({ name, cluster: name, server: `https://${name}`, user: 'me' }));
    const live = createLiveStore();
    for (const kind of kinds) live.replace(kind, []);
    live.replace(kustomization, [object(kustomization, 'web', { status: ready('False', 'X', 'broken') })]);
    const rows = outline({ contexts: { rows: two }, context: 'home', live, others: [{ context: 'work', live }] });
    const seen = flat(rows);
    assert.deepEqual(
      seen.filter((it) => it.label === 'web').map((it) => it.context),
      ['home', 'work'],
    );
    assert.equal(new Set(seen.map((it) => it.key)).size, seen.length);
    assert.equal(seen.filter(isFailing).length, 2);
  });

  it('says that Flux is not installed', () => {
    const live = createLiveStore();
    for (const kind of kinds) live.setAbsent(kind);
    assert.match(
      drawn({ contexts, context: 'home', live }),
      /empty: Flux is not installed — home serves no kind of Flux\. Install it/,
    );
  });

  it('says why there are no contexts, and what to do', () => {
    const problem = 'There is no kubeconfig: /home/me/.kube/config does not exist.';
    const rows = outline({ contexts: { rows: [], problem } });
    assert.equal(rows[0]?.description, problem);
    assert.deepEqual(rows[0]?.tooltip, [problem, 'Set KUBECONFIG or the setting fluxwright.kubeconfig.']);
  });

  it('says why a context cannot be contacted at all', () => {
    const fault = new ApiError(
      'credentials',
      0,
      'No credentials for this context: kubelogin is not installed or not on PATH.',
    );
    assert.match(drawn({ contexts, context: 'home', fault }), /problem: No credentials — .*kubelogin is not installed/);
  });

  it('offers only what makes sense for the state', () => {
    const live = quietStore();
    live.replace(kustomization, [
      object(kustomization, 'on', { status: ready('True') }),
      object(kustomization, 'off', { spec: { suspend: true } }),
    ]);
    live.replace(helmRepository, [object(helmRepository, 'oci', { spec: { type: 'oci' } })]);
    const verbs = (label: string) =>
      everyRow(outline({ contexts, context: 'home', live }))
        .find((it) => it.label === label)
        ?.verbs.join(' ');
    assert.equal(verbs('on'), 'show reconcile reconcileWithSource suspend rollBack inspect build');
    assert.equal(verbs('off'), 'show resume rollBack inspect build');
    assert.equal(verbs('oci'), 'show suspend inspect');
  });

  it('keeps keys when states change, and repeats none', () => {
    const live = quietStore();
    live.replace(kustomization, [
      object(kustomization, 'a'),
      object(kustomization, 'a', { metadata: { namespace: 'b' } }),
    ]);
    const two = { rows: [...contexts.rows, { ...contexts.rows[0]!, name: 'other' }] };
    const keys = () => everyRow(outline({ contexts: two, context: 'home', live })).map((it) => it.key);
    const before = keys();
    assert.equal(new Set(before).size, before.length);
    live.apply(kustomization, {
      type: 'MODIFIED',
      object: object(kustomization, 'a', { status: ready('False'), metadata: { resourceVersion: '2' } }),
    });
    assert.deepEqual([...keys()].sort(), [...before].sort());
  });

  it('lets nothing from the cluster steer the screen', () => {
    const live = quietStore();
    const message = `\x1b[31mred\x1b]0;title\x07\u202egnp.exe\nsecond line ${'x'.repeat(5000)}`;
    live.replace(kustomization, [object(kustomization, 'a', { status: ready('False', 'Bad\x07', message) })]);
    for (const row of everyRow(outline({ contexts, context: 'home', live }))) {
      const shown = [row.label, row.description, ...row.tooltip];
      for (const text of shown) assert.doesNotMatch(text, /[\x00-\x1f\x7f-\x9f\u202a-\u202e]/);
      assert.ok(shown.every((text) => text.length <= 1000));
    }
  });

  it('survives objects that hold anything', () => {
    const live = quietStore();
    const odd = [
      {},
      { metadata: null },
      { status: { conditions: 'x' } },
      { status: { conditions: [null, 1] } },
      { spec: [] },
    ];
    live.replace(kustomization, odd as never);
    assert.ok(outline({ contexts, context: 'home', live }).length > 0);
  });
});
