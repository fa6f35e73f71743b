import { durationSeconds } from '../flux/duration.ts';
import type { FluxObject } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { conditionOf } from '../flux/requests.ts';
import { statusOf } from '../flux/status.ts';
import { stateWords } from './object-row.ts';
import { causeOf, nameOf } from './cause.ts';
import type { Why } from './cause.ts';
import type { LiveView } from './store.ts';
import { upstreamOf } from './upstream.ts';
import { mapping, text } from './values.ts';

/**
 * What is worth knowing of an object at a glance, as lines of plain text: state and since when, why, revision and source, when it is looked at
 * again, who suspended it. `now` in milliseconds since the epoch. For one object at a time: it walks to the root of what fails.
 */
export function explain(
  live: LiveView,
  object: FluxObject,
  now: number,
  why: Why = (it) => causeOf(live, it),
): readonly string[] {
  const { state, message, reason, revision } = statusOf(object);
  const cause = why(object);
  const source = upstreamOf(object);
  const since = conditionOf(object, 'Ready')?.lastTransitionTime;
  const age = since === undefined || state === 'suspended' ? '' : `, since ${ago(since, now)}`;
  const words = [reason, message].filter((it) => it !== '').join(': ');
  return [
    `${stateWords[state]}${age}`,
    ...(cause === undefined ? [] : [`Why: ${cause.sentence}`, cause.advice]),
    ...(words === '' || cause?.sentence.includes(plainText(message, 600)) ? [] : [plainText(words, 1000)]),
    ...(revision === '' ? [] : [`Revision: ${plainText(revision, 200)}`]),
    ...(source === undefined ? [] : [`Source: ${nameOf(source)}`]),
    ...suspensionOf(object, now),
    ...scheduleOf(object, now),
    ...(object.spec?.['kubeConfig'] === undefined ? [] : ['Applies to another cluster (spec.kubeConfig).']),
    ...(object.metadata?.deletionTimestamp === undefined ? [] : ['Is being deleted.']),
  ];
}

/** Annotations in which tools note who suspended an object and why. Sources: Weave GitOps, and what people write by hand. */
const notes: readonly (readonly [ending: RegExp, label: string])[] = [
  [/suspended-?by$/i, 'Suspended by'],
  [/suspend(ed)?-?(comment|reason|message)$|suspend\.reason$/i, 'Reason'],
  [/suspended-?at$/i, 'Suspended at'],
];

function suspensionOf(object: FluxObject, now: number): readonly string[] {
  if (object.spec?.['suspend'] !== true) return [];
  const annotations = Object.entries(mapping(object.metadata?.annotations));
  const noted = notes.flatMap(([ending, label]) => {
    const found = annotations.find(([key, value]) => ending.test(key) && text(value) !== undefined);
    return found === undefined ? [] : [`${label}: ${plainText(String(found[1]), 300)}`];
  });
  return [...suspenderOf(object, now), ...noted];
}

/** Who set `spec.suspend`, by the managed fields: a program, not a person. Those of Flux say that it stands in Git. */
function suspenderOf({ metadata }: FluxObject, now: number): readonly string[] {
  const entries: unknown = metadata?.managedFields;
  const owners = (Array.isArray(entries) ? (entries as unknown[]) : []).map(mapping);
  // Who wrote last: others may own the field from before.
  const [last] = owners.sort((one, other) => ((text(one['time']) ?? '') < (text(other['time']) ?? '') ? 1 : -1));
  const manager = text(last?.['manager']);
  if (manager === undefined) return [];
  const time = text(last?.['time']);
  const since = time === undefined ? '' : `, ${ago(time, now)}`;
  const inGit = /^(kustomize|helm)-controller$/.test(manager) ? 'Suspended in Git, applied by' : 'Suspended with';
  return [`${inGit} ${plainText(manager, 100)}${since}`];
}

function scheduleOf(object: FluxObject, now: number): readonly string[] {
  const interval = text(object.spec?.['interval']);
  const seconds = interval === undefined ? undefined : durationSeconds(interval);
  if (interval === undefined || seconds === undefined || object.spec?.['suspend'] === true) return [];
  const history = object.status?.['history'];
  const last = Array.isArray(history) ? Date.parse(text(mapping(history[0])['lastReconciled']) ?? '') : NaN;
  const due = last + seconds * 1000;
  if (object.kind !== 'Kustomization' || !(due > now)) return [`Reconciled every ${interval}`];
  return [`Reconciled every ${interval}, next in ${lengthOf(due - now)}`];
}

/** `3 min ago`, from a time as Kubernetes writes it. A clock that runs ahead of ours says `just now`; what is no time is given as it is. */
export function ago(time: string, now: number): string {
  const then = Date.parse(time);
  if (Number.isNaN(then)) return plainText(time, 40);
  return now - then < 1000 ? 'just now' : `${lengthOf(now - then)} ago`;
}

const units: readonly (readonly [milliseconds: number, name: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

function lengthOf(milliseconds: number): string {
  const [size, name] = units.find(([it]) => milliseconds >= it) ?? [1000, 's'];
  return `${Math.floor(milliseconds / size)} ${name}`;
}
