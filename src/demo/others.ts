import { digestOf } from './look.ts';
import { textAt, type Item, type Json } from './json.ts';
import type { Stage } from './stage.ts';
import { now } from './commit.ts';

/** Plays the controllers of all other kinds, of which only the end is shown: ready, with what people look for in the status. */
export async function playOther(stage: Stage, item: Item): Promise<void> {
  const end = ends[item.kind] ?? (() => ['ReconciliationSucceeded', 'Reconciliation finished', {}] as const);
  const busy = 'reconciliation in progress';
  stage.report(item, [['Reconciling', 'True', 'Progressing', busy]]);
  await stage.step(300);
  const [reason, message, fields] = end(item);
  const observed = { observedGeneration: item.metadata.generation, ...stage.answered(item) };
  stage.report(item, [['Ready', 'True', reason, message]], ['Reconciling'], { ...observed, ...fields });
}

type End = readonly [reason: string, message: string, fields: Json];

/** Tags that every image has here. */
const tags = ['1.2.0', '1.1.0', '1.0.0'];

const ends: Readonly<Record<string, (item: Item) => End>> = {
  ImageRepository: () => [
    'Succeeded',
    `successful scan: found ${tags.length} tags`,
    { lastScanResult: { tagCount: tags.length, latestTags: tags, scanTime: now() } },
  ],
  ImagePolicy: (item) => {
    const name = textAt(item, 'spec', 'imageRepositoryRef', 'name') ?? '';
    const latestRef = { name, tag: tags[0] };
    return ['Succeeded', `Latest image tag for ${name} resolved to ${tags[0] ?? ''}`, { latestRef }];
  },
  ImageUpdateAutomation: () => ['Succeeded', 'repository up-to-date', { lastAutomationRunTime: now() }],
  Receiver: (item) => {
    const webhookPath = `/hook/${digestOf(item.metadata.uid).slice(7)}`;
    return ['Succeeded', `Receiver initialized for path: ${webhookPath}`, { webhookPath }];
  },
};
