import { jsonOf, textAt, valueAt, type Item, type Json } from './json.ts';
import { artifactOf, digestOf, isOciHelm, sourceOf } from './look.ts';
import type { Stage, Word } from './stage.ts';
import { now } from './commit.ts';

/** Plays source-controller for what is fetched from outside. What it finds there is told by the options, or made up from the address. */
export async function playSource(stage: Stage, item: Item): Promise<void> {
  const asked = stage.answered(item);
  const handled = item.status?.['lastHandledReconcileAt'] === asked['lastHandledReconcileAt'];
  const observed = item.status?.['observedGeneration'];
  const quiet = handled && observed === item.metadata.generation;
  const what =
    observed === item.metadata.generation
      ? 'reconciliation in progress'
      : `processing object: new generation ${String(observed)} -> ${item.metadata.generation}`;
  if (!quiet) stage.report(item, progress(item, what));
  if (!quiet) await stage.step(400);
  const found = await revisionOf(stage, item);
  if ('failure' in found) return failed(stage, item, reasonOfFailure(item), found.failure);
  if (found.revision === artifactOf(item)) {
    if (quiet) return;
    stage.report(item, stored(item, found.revision), ['Reconciling', 'FetchFailed'], { ...observedBy(item), ...asked });
    const message = `no changes since last reconcilation: observed revision '${found.revision}'`;
    return stage.say(item, 'Normal', 'GitOperationSucceeded', message);
  }
  const news = `building artifact: new upstream revision '${found.revision}'`;
  stage.report(item, [...progress(item, news).slice(0, 1), ['Ready', 'Unknown', 'Progressing', news]]);
  await stage.step(500);
  const artifact = artifactFor(item, found.revision);
  const fields = { ...observedBy(item), ...asked, artifact };
  stage.report(item, stored(item, found.revision), ['Reconciling', 'FetchFailed'], fields);
  stage.say(item, 'Normal', 'NewArtifact', `stored artifact for revision '${found.revision}'`);
}

/** Plays source-controller for a HelmChart: packs a chart of a source that has an artifact. */
export async function playChart(stage: Stage, item: Item): Promise<void> {
  const ref = sourceOf(item);
  const source = ref && stage.get(ref.group, ref.kind, ref.namespace, ref.name);
  stage.report(item, progress(item, 'building artifact'));
  await stage.step(300);
  if (!ref || !source) {
    const missing = `failed to get source: ${ref?.kind ?? ''}.${ref?.group ?? ''} "${ref?.name ?? ''}" not found`;
    return failed(stage, item, 'SourceUnavailable', missing);
  }
  if (!isOciHelm(source) && artifactOf(source) === undefined) {
    const none = `no artifact available for ${source.kind} source '${source.metadata.name}'`;
    return failed(stage, item, 'NoSourceArtifact', none);
  }
  const { name, version, reason, verb } = chartIn(item, source);
  const message = `${verb} '${name}' chart with version '${version}'`;
  const words: Word[] = ['Ready', 'ArtifactInStorage'].map((type) => [type, 'True', reason, message]);
  const artifact = artifactFor(item, version);
  const observed = { observedChartName: name, observedSourceArtifactRevision: artifactOf(source) ?? '' };
  const fresh = artifactOf(item) !== version;
  stage.report(item, words, ['Reconciling', 'FetchFailed'], {
    ...observedBy(item),
    ...stage.answered(item),
    ...observed,
    ...(fresh ? { artifact } : {}),
  });
  if (fresh) stage.say(item, 'Normal', reason, message);
}

function progress(item: Item, message: string): Word[] {
  const busy: Word = ['Reconciling', 'True', 'Progressing', message];
  // What was ready stays so while the source is looked at again.
  return artifactOf(item) === undefined ? [busy, ['Ready', 'Unknown', 'Progressing', message]] : [busy];
}

function stored(item: Item, revision: string): Word[] {
  const message =
    item.kind === 'HelmRepository'
      ? `stored artifact: revision '${revision}'`
      : `stored artifact for revision '${revision}'`;
  return [
    ['Ready', 'True', 'Succeeded', message],
    ['ArtifactInStorage', 'True', 'Succeeded', message],
  ];
}

/** A failure leaves the observed generation where it was, as the real controllers do. */
function failed(stage: Stage, item: Item, reason: string, message: string): void {
  const words: Word[] = [
    ['Reconciling', 'True', 'ProgressingWithRetry', 'building artifact'],
    ['Ready', 'False', reason, message],
    ['FetchFailed', 'True', reason, message],
  ];
  stage.report(item, words, [], stage.answered(item));
  stage.say(item, 'Warning', reason, message);
}

function reasonOfFailure({ kind }: Item): string {
  const reasons: Record<string, string> = {
    GitRepository: 'GitOperationFailed',
    OCIRepository: 'OCIArtifactPullFailed',
  };
  return reasons[kind] ?? 'FetchFailed';
}

async function revisionOf(stage: Stage, item: Item): Promise<{ revision: string } | { failure: string }> {
  if (item.kind === 'GitRepository') {
    try {
      return { revision: await stage.options.revision(item) };
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  }
  const digest = digestOf(item.spec);
  const ref = jsonOf(valueAt(item, ['spec', 'ref']));
  const tag =
    textAt(ref, 'tag') ?? (textAt(ref, 'semver') === undefined ? 'latest' : versionFor(textAt(ref, 'semver')));
  return { revision: item.kind === 'OCIRepository' ? `${tag}@${digest}` : digest };
}

function artifactFor(item: Item, revision: string): Json {
  const { namespace = '', name } = item.metadata;
  const path = `${item.kind.toLowerCase()}/${namespace}/${name}/${revision.split(':').at(-1) ?? ''}.tar.gz`;
  const url = `http://source-controller.flux-system.svc.cluster.local./${path}`;
  const digest = digestOf(revision);
  return {
    digest,
    lastUpdateTime: now(),
    path,
    revision,
    size: 1024 + (parseInt(digest.slice(7, 11), 16) % 65536),
    url,
  };
}

function observedBy(item: Item): Json {
  return { observedGeneration: item.metadata.generation };
}

interface Chart {
  readonly name: string;
  readonly version: string;
  readonly reason: string;
  readonly verb: string;
}

function chartIn(item: Item, source: Item): Chart {
  const name = (textAt(item, 'spec', 'chart') ?? '').split('/').at(-1) ?? '';
  if (source.kind === 'HelmRepository') {
    const version = versionFor(textAt(item, 'spec', 'version'));
    return { name, version, reason: 'ChartPullSucceeded', verb: 'pulled' };
  }
  // Chart.yaml is out of sight here. With the strategy Revision its version carries the commit.
  const commit = artifactOf(source)?.split(':').at(-1)?.slice(0, 12) ?? '';
  const version = textAt(item, 'spec', 'reconcileStrategy') === 'Revision' ? `0.1.0+${commit}` : '0.1.0';
  return { name, version, reason: 'ChartPackageSucceeded', verb: 'packaged' };
}

/** A version that a range allows: its first numbers, `x` and what is missing as 0; `1.0.0` for "any". */
function versionFor(range: string | undefined): string {
  const numbers = /\d[^\s,|<>=]*/.exec(range ?? '')?.[0];
  if (numbers === undefined) return '1.0.0';
  const [core = '', ...rest] = numbers.split(/(?=[-+])/);
  const parts = core.split('.').map((it) => (/^\d+$/.test(it) ? it : '0'));
  return `${[...parts, '0', '0'].slice(0, 3).join('.')}${rest.join('')}`;
}
