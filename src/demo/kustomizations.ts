import { durationSeconds } from '../flux/duration.ts';
import { groupOf } from '../flux/objects.ts';
import { now } from './commit.ts';
import { jsonOf, shown, textAt, valueAt, type Item, type Json } from './json.ts';
import { artifactOf, dependenciesOf, digestOf, goDuration, groups, isReady, sourceOf } from './look.ts';
import { add } from './seed.ts';
import type { Stage, Word } from './stage.ts';

/** Plays kustomize-controller: waits for source and dependencies, then applies what the folder holds, as far as anybody knows it. */
export async function playKustomization(stage: Stage, item: Item): Promise<void> {
  const ref = sourceOf(item);
  const source = ref && stage.get(ref.group, ref.kind, ref.namespace, ref.name);
  if (!ref || !source) {
    const missing = `${ref?.kind ?? ''}.${groups.source} "${ref?.name ?? ''}" not found`;
    return failed(stage, item, 'ArtifactFailed', missing);
  }
  const revision = artifactOf(source);
  if (revision === undefined) {
    return failed(stage, item, 'ArtifactFailed', 'Source artifact not found, retrying in 30s');
  }
  const obstacle = dependencyOf(stage, item, revision);
  if (obstacle !== undefined) {
    stage.report(item, [['Ready', 'False', 'DependencyNotReady', obstacle]], ['Reconciling'], stage.answered(item));
    const message = 'Dependencies do not meet ready condition, retrying in 30s';
    return stage.say(item, 'Normal', 'DependencyNotReady', message);
  }
  await apply(stage, item, revision);
}

async function apply(stage: Stage, item: Item, revision: string): Promise<void> {
  const started = Date.now();
  for (const [verb, length] of steps) {
    stage.report(
      item,
      progress(item, verb, revision),
      [],
      verb === 'Fetching manifests' ? {} : { lastAttemptedRevision: revision },
    );
    await stage.step(length);
    if (stage.ended) return;
  }
  const built = await build(stage, item, revision);
  if (typeof built === 'string') {
    stage.report(item, [
      ['Reconciling', 'True', 'ProgressingWithRetry', progress(item, 'Building manifests', revision)[0]?.[3] ?? ''],
      ['Ready', 'False', 'BuildFailed', built],
    ]);
    stage.report(item, [], [], { ...stage.answered(item), history: historyOf(item, 'BuildFailed', revision, started) });
    return stage.say(item, 'Warning', 'BuildFailed', built);
  }
  const message = `Applied revision: ${revision}`;
  const healthy: Word[] =
    valueAt(item, ['spec', 'wait']) === true
      ? [['Healthy', 'True', 'Succeeded', `Health check passed in ${goDuration(1)}`]]
      : [];
  stage.report(item, [['Ready', 'True', 'ReconciliationSucceeded', message], ...healthy], ['Reconciling'], {
    ...stage.answered(item),
    history: historyOf(item, 'ReconciliationSucceeded', revision, started),
    inventory: { entries: built },
    lastAppliedRevision: revision,
    lastAttemptedRevision: revision,
    observedGeneration: item.metadata.generation,
  });
  const interval = goDuration(durationSeconds(textAt(item, 'spec', 'interval') ?? '10m') ?? 600);
  const took = `${Date.now() - started}ms`;
  stage.say(item, 'Normal', 'ReconciliationSucceeded', `Reconciliation finished in ${took}, next run in ${interval}`);
}

const steps = [
  ['Fetching manifests', 250],
  ['Building manifests', 350],
  ['Detecting drift', 450],
] as const;

function progress(item: Item, verb: string, revision: string): Word[] {
  const timeout = durationSeconds(textAt(item, 'spec', 'timeout') ?? '');
  const interval = durationSeconds(textAt(item, 'spec', 'interval') ?? '10m') ?? 600;
  const bound = goDuration(timeout ?? Math.max(interval - 30, 30));
  return [
    ['Reconciling', 'True', 'Progressing', `${verb} for revision ${revision} with a timeout of ${bound}`],
    ['Ready', 'Unknown', 'Progressing', 'Reconciliation in progress'],
  ];
}

/** The sentence about the first dependency that is not there yet. */
function dependencyOf(stage: Stage, item: Item, revision: string): string | undefined {
  const source = sourceOf(item);
  for (const { group, kind, namespace, name } of dependenciesOf(item)) {
    const found = stage.get(group, kind, namespace, name);
    if (!found) return `dependency '${namespace}/${name}' not found: kustomizations.${group} "${name}" not found`;
    if (!isReady(found)) return `dependency '${namespace}/${name}' is not ready`;
    const same = JSON.stringify(sourceOf(found)) === JSON.stringify(source);
    if (same && found.status?.['lastAppliedRevision'] !== revision) {
      return `dependency '${namespace}/${name}' revision is not up to date`;
    }
  }
  return undefined;
}

function failed(stage: Stage, item: Item, reason: string, message: string): void {
  stage.report(item, [['Ready', 'False', reason, message]], ['Reconciling'], stage.answered(item));
  stage.say(item, 'Warning', reason, message);
}

/** Applies the folder, takes away what it no longer holds, and gives the inventory; or the words of a failed build. */
async function build(stage: Stage, item: Item, revision: string): Promise<Json[] | string> {
  const { storage, groups: served, build: objectsOf } = stage.options;
  if (!objectsOf) return inOrder(labelled(stage, item).map(entryFor));
  try {
    const { name, namespace = '' } = item.metadata;
    const labels = { [`${groups.kustomize}/name`]: name, [`${groups.kustomize}/namespace`]: namespace };
    const objects = (await objectsOf(item, revision)).map((it) => {
      const body = jsonOf(it);
      const metadata = jsonOf(body['metadata']);
      const marked = { ...metadata, labels: { ...jsonOf(metadata['labels']), ...labels } };
      return { ...body, metadata: marked };
    });
    for (const body of objects) if (isServed(stage, body)) add(storage, served, body);
    const kept = objects.map((it) => JSON.stringify(entryFor(it)));
    if (valueAt(item, ['spec', 'prune']) === true) {
      for (const old of labelled(stage, item)) if (!kept.includes(JSON.stringify(entryFor(old)))) stage.drop(old);
    }
    return inOrder(objects.map(entryFor));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Other kinds stand in the inventory and nowhere else: there is no node here that they could run on. */
function isServed(stage: Stage, body: Json): boolean {
  const group = groupOf(textAt(body, 'apiVersion') ?? '');
  return stage.options.groups.some((it) => {
    return it.group === group && it.resources.some(({ kind }) => kind === body['kind']);
  });
}

/** The objects that carry the labels of what this Kustomization applied. */
function labelled(stage: Stage, item: Item): Item[] {
  const { name, namespace } = item.metadata;
  const found: Item[] = [];
  for (const it of stage.options.storage.everything()) {
    const labels = it.metadata.labels;
    const isOurs = labels?.[`${groups.kustomize}/name`] === name;
    if (isOurs && labels?.[`${groups.kustomize}/namespace`] === namespace) found.push(it);
  }
  return found;
}

function inOrder(entries: readonly Json[]): Json[] {
  return entries.toSorted((one, other) => (shown(one['id']) < shown(other['id']) ? -1 : 1));
}

/** An entry of the inventory. FLUX.md E.3: `namespace_name_group_kind`, and the version. */
function entryFor(object: Json): Json {
  const apiVersion = textAt(object, 'apiVersion') ?? '';
  const names = [textAt(object, 'metadata', 'namespace') ?? '', textAt(object, 'metadata', 'name') ?? ''];
  return {
    id: [...names, groupOf(apiVersion), textAt(object, 'kind') ?? ''].join('_'),
    v: apiVersion.split('/').at(-1),
  };
}

/** The history with one more reconciliation; equal ones in a row are counted. Five are kept. */
function historyOf(item: Item, lastReconciledStatus: string, revision: string, started: number): Json[] {
  const known = (item.status?.['history'] ?? []) as Json[];
  const digest = digestOf([item.spec, revision, lastReconciledStatus]);
  const same = known[0]?.['digest'] === digest ? known[0] : undefined;
  const entry = {
    digest,
    firstReconciled: same?.['firstReconciled'] ?? now(),
    lastReconciled: now(),
    lastReconciledDuration: `${Date.now() - started}ms`,
    lastReconciledStatus,
    metadata: { revision },
    totalReconciliations: Number(same?.['totalReconciliations'] ?? 0) + 1,
  };
  return [entry, ...(same ? known.slice(1) : known)].slice(0, 5);
}
