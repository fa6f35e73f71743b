import { releaseOf } from '../flux/release.ts';
import { conditionOf } from '../flux/requests.ts';
import { now } from './commit.ts';
import { jsonOf, sameJson, textAt, valueAt, type Item, type Json } from './json.ts';
import { artifactOf, chartOf, dependenciesOf, digestOf, groups, isReady, sourceOf } from './look.ts';
import type { Stage, Word } from './stage.ts';
import { create, merge } from './writes.ts';

/** Plays helm-controller: makes the HelmChart, waits for it and for dependencies, then installs or upgrades what has changed. */
export async function playRelease(stage: Stage, item: Item): Promise<void> {
  const fields = valueAt(item, ['spec', 'chart']) === undefined ? {} : chartFields(stage, item);
  const waiting: Word = ['Reconciling', 'True', 'Progressing', 'Fulfilling prerequisites'];
  stage.report(item, [waiting], [], fields);
  await stage.step(200);
  const obstacle = dependencyOf(stage, item) ?? sourceProblem(stage, item);
  if (obstacle) {
    const [reason, message] = obstacle;
    const retrying: Word = ['Reconciling', 'True', 'ProgressingWithRetry', 'Fulfilling prerequisites'];
    stage.report(item, [retrying, ['Ready', 'False', reason, message]], [], stage.answered(item));
    return stage.say(item, reason === 'DependencyNotReady' ? 'Normal' : 'Warning', reason, message);
  }
  const source = found(stage, item);
  if (source) await release(stage, item, source);
}

async function release(stage: Stage, item: Item, source: Item): Promise<void> {
  const history = (item.status?.['history'] ?? []) as Json[];
  const revision = artifactOf(source) ?? '';
  const chartVersion = revision.split('@')[0] ?? '';
  const configDigest = digestOf(valueAt(item, ['spec', 'values']));
  const latest = history[0];
  const observed = { observedGeneration: item.metadata.generation, ...stage.answered(item), ...forced(item) };
  const asked = forced(item)['lastHandledForceAt'];
  const same = latest?.['chartVersion'] === chartVersion && latest['configDigest'] === configDigest;
  if (same && asked === item.status?.['lastHandledForceAt']) {
    const words = (['Ready', 'Released'] as const).map((type): Word => {
      const { reason, message } = conditionOf(item, 'Released') ?? {};
      return [type, 'True', reason ?? 'InstallSucceeded', message ?? ''];
    });
    return stage.report(item, words, ['Reconciling'], observed);
  }
  const action = latest ? 'upgrade' : 'install';
  const running = `Running '${action}' action with timeout of 5m0s`;
  stage.report(item, [
    ['Reconciling', 'True', 'Progressing', running],
    ['Ready', 'Unknown', 'Progressing', running],
  ]);
  await stage.step(1500);
  const entry = entryFor(item, source, action, { chartVersion, configDigest });
  const reason = action === 'upgrade' ? 'UpgradeSucceeded' : 'InstallSucceeded';
  const where = `${String(entry['namespace'])}/${String(entry['name'])}.v${String(entry['version'])}`;
  const message = `Helm ${action} succeeded for release ${where} with chart ${String(entry['chartName'])}@${chartVersion}`;
  const superseded = history.map((it) => ({ ...it, status: 'superseded' }));
  stage.report(
    item,
    ['Ready', 'Released'].map((type): Word => [type, 'True', reason, message]),
    ['Reconciling'],
    {
      ...observed,
      history: [entry, ...superseded].slice(0, 5),
      lastAttemptedConfigDigest: configDigest,
      lastAttemptedGeneration: item.metadata.generation,
      lastAttemptedReleaseAction: action,
      lastAttemptedRevision: chartVersion,
      storageNamespace: textAt(item, 'spec', 'storageNamespace') ?? item.metadata.namespace,
    },
  );
  stage.say(item, 'Normal', reason, message);
}

/** An entry of the release history, as Helm numbers it. */
function entryFor(
  item: Item,
  source: Item,
  action: string,
  made: { chartVersion: string; configDigest: string },
): Json {
  const history = (item.status?.['history'] ?? []) as Json[];
  const { name, namespace = '' } = item.metadata;
  const composed = `${textAt(item, 'spec', 'targetNamespace') ?? ''}-${name}`.replace(/^-/, '');
  const short = `${composed.slice(0, 40)}-${digestOf(composed).slice(7, 19)}`;
  return {
    action,
    apiVersion: 'v2',
    chartName: textAt(source, 'status', 'observedChartName') ?? source.metadata.name,
    ...made,
    digest: digestOf([made, history.length, item.metadata.uid]),
    firstDeployed: history[0]?.['firstDeployed'] ?? now(),
    lastDeployed: now(),
    name: releaseOf(item)?.name ?? short,
    namespace: textAt(item, 'spec', 'targetNamespace') ?? namespace,
    status: 'deployed',
    version: Number(history[0]?.['version'] ?? 0) + 1,
  };
}

function forced(item: Item): Json {
  const token = item.metadata.annotations?.['reconcile.fluxcd.io/forceAt'];
  return token === undefined ? {} : { lastHandledForceAt: token };
}

function found(stage: Stage, item: Item): Item | undefined {
  const ref = sourceOf(item);
  return ref && stage.get(ref.group, ref.kind, ref.namespace, ref.name);
}

function dependencyOf(stage: Stage, item: Item): [string, string] | undefined {
  for (const { group, kind, namespace, name } of dependenciesOf(item)) {
    const it = stage.get(group, kind, namespace, name);
    const where = `'${namespace}/${name}'`;
    const missing = `unable to get ${where} dependency: helmreleases.${group} "${name}" not found`;
    if (!it) return ['DependencyNotReady', missing];
    if (!isReady(it)) return ['DependencyNotReady', `dependency ${where} is not ready`];
  }
  return undefined;
}

function sourceProblem(stage: Stage, item: Item): [string, string] | undefined {
  const ref = sourceOf(item);
  const source = found(stage, item);
  const missing = `could not get Source object: ${ref?.kind ?? ''}.${groups.source} "${ref?.name ?? ''}" not found`;
  if (!ref || !source) return ['ArtifactFailed', missing];
  const ready = conditionOf(source, 'Ready');
  if (ready?.status === 'True' && artifactOf(source) !== undefined) return undefined;
  const why = ready?.status === 'False' ? (ready.message ?? '') : 'latest generation of object has not been reconciled';
  return ['SourceNotReady', `${ref.kind} '${ref.namespace}/${ref.name}' is not ready: ${why}`];
}

/** Makes the HelmChart of a HelmRelease or brings it up to date, and gives the field that names it. */
function chartFields(stage: Stage, item: Item): Json {
  const { group, kind, namespace, name } = chartOf(item);
  const wanted = jsonOf(valueAt(item, ['spec', 'chart', 'spec']));
  const sourceRef = { kind: textAt(wanted, 'sourceRef', 'kind'), name: textAt(wanted, 'sourceRef', 'name') };
  const interval = textAt(wanted, 'interval') ?? textAt(item, 'spec', 'interval') ?? '10m';
  const { chart, version = '*', reconcileStrategy = 'ChartVersion', valuesFiles } = wanted;
  const spec = { chart, version, reconcileStrategy, interval, sourceRef, ...(valuesFiles ? { valuesFiles } : {}) };
  const labels = { [`${groups.helm}/name`]: item.metadata.name, [`${groups.helm}/namespace`]: item.metadata.namespace };
  const resource = stage.resource(group, kind);
  const known = stage.get(group, kind, namespace, name);
  if (!resource) return {};
  const target = { ...stage.target(item, ''), resource, namespace, name };
  const body = { apiVersion: `${group}/${resource.version}`, kind, metadata: { name, namespace, labels }, spec };
  if (!known) {
    create(stage.options.storage, target, body);
    const from = `${sourceRef.kind ?? ''}/${namespace}/${sourceRef.name ?? ''}`;
    stage.say(item, 'Normal', 'HelmChartCreated', `Created HelmChart/${namespace}/${name} with SourceRef '${from}'`);
  } else if (!sameJson(known.spec, spec)) merge(stage.options.storage, target, { spec });
  return { helmChart: `${namespace}/${name}` };
}
