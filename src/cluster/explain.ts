import { durationSeconds } from '../flux/duration.ts';
import type { FluxObject } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { remoteOf } from '../flux/remote.ts';
import { conditionOf } from '../flux/requests.ts';
import { statusOf } from '../flux/status.ts';
import { isSuspended } from '../flux/suspension.ts';
import { ago, lasting, lengthOf } from './ago.ts';
import { remoteWords, stateWords } from './object-row.ts';
import { causeOf, nameOf } from './cause.ts';
import type { Why } from './cause.ts';
import type { LiveView } from './store.ts';
import { suspensionOf } from './suspension.ts';
import { upstreamOf } from './upstream.ts';
import { mapping, text } from './values.ts';

/**
 * What is worth knowing of an object at a glance, as lines of plain text: state and since when, why, revision and source, when it is looked at
 * again, who suspended it, how old it is. `now` in milliseconds since the epoch. For one object at a time: it walks to the root of what fails.
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
  // A sentence is parted from the time, a word is not.
  const comma = stateWords[state].includes(' ') ? ',' : '';
  const age = since === undefined || state === 'suspended' ? '' : `${comma} ${lasting(since, now)}`;
  const made = text(object.metadata?.creationTimestamp);
  const words = [reason, message].filter((it) => it !== '').join(': ');
  return [
    `${stateWords[state]}${age}`,
    ...(cause === undefined ? [] : [`Why: ${cause.sentence}`, cause.advice]),
    ...(words === '' || cause?.sentence.includes(plainText(message, 600)) ? [] : [plainText(words, 1000)]),
    ...(revision === '' ? [] : [`Revision: ${plainText(revision, 200)}`]),
    ...(source === undefined ? [] : [`Source: ${nameOf(source)}`]),
    ...suspensionOf(object, now),
    ...checksOf(object, now),
    ...scheduleOf(object, now),
    ...(made === undefined ? [] : [`Created ${ago(made, now)}`]),
    ...(remoteOf(object) === undefined ? [] : [remoteWords(object)]),
    ...(object.metadata?.deletionTimestamp === undefined ? [] : ['Is being deleted.']),
  ];
}

/**
 * How long health checks run already, and when they give up: until then a fix that is pushed waits. Source: kustomize-controller v1.9.4, whose message
 * is "Running health checks for revision … with a timeout of 4m30s".
 */
function checksOf(object: FluxObject, now: number): readonly string[] {
  const ready = conditionOf(object, 'Ready');
  const limit = /^Running health checks .{0,300} timeout of ([\d.hms]+)/.exec(text(ready?.message) ?? '')?.[1];
  const seconds = limit === undefined ? undefined : durationSeconds(limit);
  const began = Date.parse(text(ready?.lastTransitionTime) ?? '');
  if (ready?.status !== 'Unknown' || seconds === undefined || Number.isNaN(began)) return [];
  const left = began + seconds * 1000 - now;
  const rest = left > 0 ? `They give up in ${lengthOf(left)}` : 'They give up any moment';
  return [
    `Health checks run ${lasting(String(ready.lastTransitionTime), now)}. ${rest}, and a fix that is pushed is taken then.`,
  ];
}

function scheduleOf(object: FluxObject, now: number): readonly string[] {
  const interval = text(object.spec?.['interval']);
  const seconds = interval === undefined ? undefined : durationSeconds(interval);
  if (interval === undefined || seconds === undefined || isSuspended(object)) return [];
  const history = object.status?.['history'];
  const last = Array.isArray(history) ? Date.parse(text(mapping(history[0])['lastReconciled']) ?? '') : NaN;
  const due = last + seconds * 1000;
  if (object.kind !== 'Kustomization' || !(due > now)) return [`Reconciled every ${interval}`];
  return [`Reconciled every ${interval}, next in ${lengthOf(due - now)}`];
}
