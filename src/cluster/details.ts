import { inventoryOf } from '../flux/inventory.ts';
import { kindOf } from '../flux/kinds.ts';
import { idOf, objectKey } from '../flux/objects.ts';
import type { Condition, FluxObject, ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { remoteOf } from '../flux/remote.ts';
import { shortRevision, statusOf } from '../flux/status.ts';
import type { State } from '../flux/status.ts';
import type { May } from './access.ts';
import { causeOf, nameOf } from './cause.ts';
import type { Cause, Why } from './cause.ts';
import { ago, lasting } from './ago.ts';
import { explain } from './explain.ts';
import { verbsFor } from './object-row.ts';
import { referencesOf, refersTo } from './references.ts';
import type { RowVerb } from './row.ts';
import type { LiveView } from './store.ts';
import { upstreamOf } from './upstream.ts';
import { mapping, text } from './values.ts';

/** Another object on the page: what it is to this one, and its state where that is known. */
export interface Related {
  readonly id: ObjectId;
  readonly name: string;
  readonly state?: State;
  /** Whether it has a page of its own. */
  readonly hasPage: boolean;
  /** Whether the cluster lacks it for certain; that is known of kinds of Flux alone. */
  readonly isMissing: boolean;
}

/** One line of what an object went through. */
export interface HistoryLine {
  readonly what: string;
  readonly result: string;
  readonly when: string;
}

/** Everything that the page of an object shows. Every text is plain: no control characters, but any HTML or markdown. */
export interface Details {
  readonly id: ObjectId;
  readonly state: State;
  readonly glance: readonly string[];
  readonly verbs: readonly RowVerb[];
  readonly cause?: Cause;
  readonly conditions: readonly string[];
  readonly history: readonly HistoryLine[];
  readonly needs: readonly Related[];
  readonly neededBy: readonly Related[];
  readonly applied: readonly Related[];
}

/** What is known beside the store: deeper causes, what the person may do, and how workloads are, by `objectKey`. */
export interface Beside {
  /** Whether objects need the one of the page, as far as they were looked at. Keep one for each page, and a redraw looks only at what has changed. */
  readonly needing?: WeakMap<FluxObject, boolean>;
  readonly why?: Why;
  readonly may?: May;
  readonly health?: ReadonlyMap<string, State>;
}

/** What the page of an object shows. Linear in the number of live objects, because of who refers to this one. */
export function detailsOf(
  live: LiveView,
  object: FluxObject,
  now: number,
  { why = (it) => causeOf(live, it), may, health, needing = new WeakMap() }: Beside = {},
): Details {
  const id = idOf(object);
  const kind = kindOf(id.group, id.kind);
  const { state, reason } = statusOf(object);
  const cause = why(object);
  const related = (it: ObjectId, isHere = true): Related => {
    const other = isHere ? live.get(it) : undefined;
    const state = other === undefined ? health?.get(objectKey(it)) : statusOf(other).state;
    const isMissing = isHere && other === undefined && isAllKnown(live, it);
    return {
      id: it,
      name: nameOf(it),
      hasPage: other !== undefined,
      isMissing,
      ...(state === undefined ? {} : { state }),
    };
  };
  return {
    id,
    state,
    // The reasons have a place of their own on the page.
    glance: explain(live, object, now, why).filter((it) => !saidElsewhere(it, cause, reason)),
    verbs: kind === undefined ? [] : verbsFor(kind, state, id, may),
    ...(cause === undefined ? {} : { cause }),
    conditions: conditionsOf(object).map((it) => conditionSentence(it, now)),
    history: historyOf(object, now),
    needs: needsOf(object).map((it) => related(it)),
    neededBy: thoseWhoNeed(id, live, needing).map((it) => related(idOf(it))),
    applied: inventoryOf(object).map((it) => related(it, remoteOf(object) === undefined)),
  };
}

/** Whether every object of a kind in that namespace is known. */
function isAllKnown(live: LiveView, { group, kind: name, namespace }: ObjectId): boolean {
  const kind = kindOf(group, name);
  if (kind === undefined || live.phase(kind) !== 'known' || live.fault(kind) !== undefined) return false;
  return live.scope(kind)?.includes(namespace) ?? true;
}

function saidElsewhere(line: string, cause: Cause | undefined, reason: string): boolean {
  return line.startsWith('Why: ') || line === cause?.advice || (reason !== '' && line.startsWith(`${reason}: `));
}

function conditionsOf(object: FluxObject): readonly Condition[] {
  const conditions: unknown = object.status?.conditions;
  return Array.isArray(conditions) ? (conditions as (Condition | null)[]).filter((it) => it !== null) : [];
}

/** A condition as a sentence: `Ready: no, for 3 min (BuildFailed). no such file`. */
export function conditionSentence(
  { type, status, reason, message, lastTransitionTime }: Condition,
  now: number,
): string {
  const answer = status === 'True' ? 'yes' : status === 'False' ? 'no' : 'not known yet';
  const since = text(lastTransitionTime) === undefined ? '' : `, ${lasting(String(lastTransitionTime), now)}`;
  const why = text(reason) === undefined ? '' : ` (${plainText(String(reason), 100)})`;
  const said = text(message) === undefined ? '' : ` ${plainText(String(message), 2000)}`;
  return `${plainText(String(type ?? 'A condition'), 100)}: ${answer}${since}${why}.${said}`;
}

function historyOf(object: FluxObject, now: number): readonly HistoryLine[] {
  const history = object.status?.['history'];
  if (!Array.isArray(history)) return [];
  return (history as unknown[])
    .slice(0, 10)
    .map((it) => (object.kind === 'HelmRelease' ? released(it, now) : reconciled(it, now)));
}

function released(entry: unknown, now: number): HistoryLine {
  const it = mapping(entry);
  const chart = [it['chartName'], it['chartVersion']].map((word) => text(word) ?? '').join(' ');
  const revision = typeof it['version'] === 'number' ? `Revision ${it['version']}: ` : '';
  const when = text(it['lastDeployed']);
  return {
    what: plainText(`${revision}${chart}`, 200),
    result: plainText(text(it['status']) ?? '', 60),
    when: when === undefined ? '' : ago(when, now),
  };
}

function reconciled(entry: unknown, now: number): HistoryLine {
  const it = mapping(entry);
  const revision = text(mapping(it['metadata'])['revision']) ?? text(it['digest']) ?? '';
  const when = text(it['lastReconciled']);
  return {
    what: plainText(shortRevision(revision), 200),
    result: plainText(text(it['lastReconciledStatus']) ?? '', 60),
    when: when === undefined ? '' : ago(when, now),
  };
}

/** What an object needs to do its work: its source first, then all that it names, each once. */
function needsOf(object: FluxObject): readonly ObjectId[] {
  const source = upstreamOf(object);
  const all = [...(source === undefined ? [] : [source]), ...referencesOf(object)];
  return [...new Map(all.map((it) => [objectKey(it), it])).values()];
}

function thoseWhoNeed(id: ObjectId, live: LiveView, needing: WeakMap<FluxObject, boolean>): readonly FluxObject[] {
  const found: FluxObject[] = [];
  for (const it of live.all()) {
    const known = needing.get(it);
    const isNeeding = known ?? needs(it, id);
    if (known === undefined) needing.set(it, isNeeding);
    if (isNeeding) found.push(it);
  }
  return found;
}

/** Whether one object needs another, also one that Flux made for it and that it does not name. */
function needs(object: FluxObject, id: ObjectId): boolean {
  const source = upstreamOf(object);
  return (source?.name === id.name && objectKey(source) === objectKey(id)) || refersTo(object, id);
}
