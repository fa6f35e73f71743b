import assert from 'node:assert/strict';
import { flat } from '../../../src/cluster/changes.ts';
import { detailsOf } from '../../../src/cluster/details.ts';
import { explain } from '../../../src/cluster/explain.ts';
import { glance, namesOf } from '../../../src/cluster/glance.ts';
import { outline } from '../../../src/cluster/outline.ts';
import { createPods } from '../../../src/cluster/pods.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import { renderDetails } from '../../../src/editor/detailsPage.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { escapeMarkdown } from '../../../src/language/markdown.ts';
import { everyState, hostile } from '../../fixtures/states.ts';
import { deployment, pod, pods, server, web } from './fake-pods.ts';

/** Codes of terminals, and characters that turn or hide what follows. */
const steering = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]/;

/** Every text of an object is hostile. */
const evil: readonly FluxObject[] = everyState.map((it) => ({
  ...it,
  metadata: {
    ...it.metadata,
    name: `${it.metadata?.name ?? ''}${hostile}`,
    annotations: { 'x/suspend-reason': hostile },
  },
  status: {
    ...it.status,
    lastAppliedRevision: hostile,
    inventory: { entries: [{ id: `${hostile}_${hostile}_apps_Deployment`, v: 'v1' }] },
    history: [{ lastReconciledStatus: hostile, metadata: { revision: hostile } }],
  },
}));

function store() {
  const live = createLiveStore();
  for (const kind of kinds)
    live.replace(
      kind,
      evil.filter((it) => it.kind === kind.kind),
    );
  return live;
}

describe('hostile texts from a cluster', () => {
  it('are one plain line in every row, tooltip, lens and sentence', () => {
    const live = store();
    const contexts = { rows: [{ name: hostile, cluster: hostile, server: hostile, user: hostile }] };
    const texts = flat(outline({ contexts, context: hostile, live })).flatMap((it) => [
      it.label,
      it.description,
      ...it.tooltip,
    ]);
    for (const it of evil) texts.push(glance(it), ...explain(live, it, 0));
    assert.ok(texts.length > 100);
    assert.deepEqual(
      texts.filter((it) => steering.test(it) || it.includes('\n')),
      [],
    );
  });

  it('become neither HTML nor links nor images on the page', () => {
    const live = store();
    for (const it of evil) {
      const { text } = renderDetails({
        details: detailsOf(live, it, 0),
        context: hostile,
        now: 0,
        file: hostile,
        values: hostile,
      });
      assert.doesNotMatch(text, /<img|<a\s|javascript:|href=/);
      assert.equal(text.match(/<script/), null);
    }
  });

  it('are no markdown on hover: no link, no command, no code', () => {
    const shown = escapeMarkdown(explain(store(), evil[2] ?? {}, 0).join(' '));
    assert.doesNotMatch(shown, /(?<!\\)\[click\]|(?<!\\)\*\*bold|(?<!\\)`code/);
  });

  it('are plain in the rows of pods', async () => {
    const end = new AbortController();
    const waits = {
      phase: hostile,
      reason: hostile,
      containerStatuses: [{ image: hostile, state: { waiting: { reason: hostile, message: hostile } } }],
    };
    const { reader } = server({ [deployment]: web, [pods]: { items: [pod(hostile, waits)] } });
    const live = createPods({
      reader: () => Promise.resolve(reader),
      pause: () => Promise.resolve(),
      signal: end.signal,
    });
    const applied = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
    const row = {
      key: 'k',
      label: '',
      description: '',
      icon: 'applied',
      tooltip: [],
      verbs: [],
      children: [],
      expanded: false,
      applied,
    } as const;
    const changed = new Promise<void>((resolve) => live.onDidChange(resolve));
    live.rowsBelow(row);
    await changed;
    const texts = live.rowsBelow(row).flatMap((it) => [it.label, it.description, ...it.tooltip]);
    assert.deepEqual(
      texts.filter((it) => steering.test(it)),
      [],
    );
    end.abort();
  });

  it('are not offered as names', () => {
    assert.deepEqual(namesOf(store(), 'Kustomization'), []);
  });
});
