import { inventoryOf } from '../flux/inventory.ts';
import { kindOf } from '../flux/kinds.ts';
import { idOf, objectKey } from '../flux/objects.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { remoteOf } from '../flux/remote.ts';
import { statusOf } from '../flux/status.ts';
import type { State } from '../flux/status.ts';
import { adviceFor } from './advice.ts';
import type { Trouble } from './podTrouble.ts';
import { dependenciesOf } from './dependencies.ts';
import type { LiveView } from './store.ts';
import { suspensionReason } from './suspension.ts';
import { upstreamOf } from './upstream.ts';

/** Why an object is not ready. Texts are one line of plain text. */
export interface Cause {
  /** From the object that was asked about to the one at the root, both included. */
  readonly chain: readonly ObjectId[];
  /** The object of Flux at the root or nearest to it, where the cluster has it. */
  readonly root?: ObjectId;
  /** One sentence: who is not ready, because of whom, in the words of the one at the root. */
  readonly sentence: string;
  /** What to do about it, as one sentence. */
  readonly advice: string;
}

/** The end of the chain: which object, what it says, and what helps. */
interface Root {
  readonly id: ObjectId;
  readonly words: string;
  readonly advice: string;
}

/** Says why an object is not ready; `undefined` for one that is well. */
export type Why = (object: FluxObject) => Cause | undefined;

const unwell: ReadonlySet<State> = new Set(['failed', 'stalled', 'waiting', 'progressing', 'unknown', 'suspended']);
const deepest = 32;

/**
 * Walks from an object that is not ready to what holds it up: its source, what it depends on, the first failing object that it applied.
 * `undefined` for an object that is well. Reads the store only; costs the inventories on the way.
 */
export function causeOf(live: LiveView, object: FluxObject): Cause | undefined {
  if (!unwell.has(statusOf(object).state)) return undefined;
  const chain: ObjectId[] = [];
  let at: FluxObject | undefined = object;
  let root: Root | undefined;
  while (at !== undefined && root === undefined) {
    chain.push(idOf(at));
    const next: FluxObject | Root | undefined = chain.length < deepest ? holdUpOf(live, at) : undefined;
    if (next === undefined) root = ownWords(at);
    else if ('words' in next) root = next;
    else if (chain.some((it) => objectKey(it) === objectKey(idOf(next)))) root = circle(next);
    at = next !== undefined && !('words' in next) ? next : undefined;
  }
  if (root === undefined) return undefined;
  if (objectKey(root.id) !== objectKey(chain.at(-1) ?? root.id)) chain.push(root.id);
  const present = live.get(root.id) === undefined ? {} : { root: root.id };
  return { chain, ...present, sentence: sentenceOf(object, chain, root), advice: root.advice };
}

/** A cause with what was found below its root: workloads and pods, which the store does not hold. */
export function deeper(object: FluxObject, cause: Cause, found: readonly ObjectId[], trouble: Trouble): Cause {
  const chain = [...cause.chain, ...found];
  const id = chain.at(-1) ?? idOf(object);
  const root = { id, words: trouble.words, advice: trouble.advice };
  const isOwn = cause.root !== undefined && objectKey(cause.root) === objectKey(idOf(object));
  return {
    chain,
    // Pods have no page: the nearest object that has one.
    ...(cause.root === undefined || isOwn ? {} : { root: cause.root }),
    sentence: sentenceOf(object, chain, root),
    advice: trouble.advice,
  };
}

function holdUpOf(live: LiveView, object: FluxObject): FluxObject | Root | undefined {
  const { state, reason } = statusOf(object);
  if (state === 'suspended') return undefined;
  return (
    sourceTrouble(live, object) ??
    (state === 'waiting' || state === 'unknown' ? dependencyTrouble(live, object) : undefined) ??
    (state === 'progressing' || reason.startsWith('HealthCheck') ? childTrouble(live, object) : undefined)
  );
}

/** A source that fails holds up only who has nothing older to work with: who is ready or fails for a reason of its own keeps that. */
function sourceTrouble(live: LiveView, object: FluxObject): FluxObject | Root | undefined {
  const id = upstreamOf(object);
  const kind = id && kindOf(id.group, id.kind);
  if (!id || !kind || live.phase(kind) !== 'known' || live.fault(kind) !== undefined) return undefined;
  const source = live.get(id);
  if (source === undefined) return missing(id, `Create it, or correct the reference in ${nameOf(idOf(object))}.`);
  const { state } = statusOf(source);
  const hasArtifact = source.status?.['artifact'] !== undefined;
  const isRoot = state === 'failed' || state === 'stalled' || (!hasArtifact && state !== 'static' && state !== 'ready');
  return isRoot && blamesSource(object) ? source : undefined;
}

/** Reasons with which an object says that its source is to blame. Sources: kustomize-controller and helm-controller API, FLUX.md E.4. */
const sourceReasons = new Set([
  'ArtifactFailed',
  'SourceNotReady',
  'SourceNotFound',
  'DependencyNotReady',
  'Progressing',
]);

function blamesSource(object: FluxObject): boolean {
  const { state, reason } = statusOf(object);
  return state === 'unknown' || reason === '' || sourceReasons.has(reason) || object.kind === 'HelmChart';
}

function dependencyTrouble(live: LiveView, object: FluxObject): FluxObject | Root | undefined {
  const own = idOf(object);
  const kind = kindOf(own.group, own.kind);
  if (!kind || live.phase(kind) !== 'known') return undefined;
  for (const id of dependenciesOf(object)) {
    const found = live.get(id);
    if (found === undefined) return missing(id, `Create it, or take it out of spec.dependsOn of ${nameOf(own)}.`);
    if (unwell.has(statusOf(found).state)) return found;
  }
  return undefined;
}

/** How bad a child's state is, worst first. What only waits is not what others wait for. */
const worst: readonly State[] = ['stalled', 'failed', 'waiting', 'suspended', 'progressing'];

function childTrouble(live: LiveView, object: FluxObject): FluxObject | undefined {
  // What has the same name here is another object.
  if (remoteOf(object) !== undefined) return undefined;
  const children = inventoryOf(object).flatMap((id) => live.get(id) ?? []);
  for (const state of worst) {
    const found = children.find((it) => statusOf(it).state === state && it !== object);
    if (found !== undefined) return found;
  }
  return undefined;
}

function missing(id: ObjectId, advice: string): Root {
  return { id, words: 'does not exist in the cluster', advice };
}

function circle(object: FluxObject): Root {
  const words = 'waits, in the end, for itself';
  return { id: idOf(object), words, advice: 'Break the circle: take one of them out of spec.dependsOn.' };
}

const verbs: Readonly<Record<State, string>> = {
  failed: 'fails',
  stalled: 'has given up',
  waiting: 'waits',
  progressing: 'is still being worked on',
  suspended: 'is suspended',
  unknown: 'has not reported yet',
  ready: 'is ready',
  static: 'has no state',
};

function ownWords(object: FluxObject): Root {
  const status = statusOf(object);
  const { state, message, reason, lastFailure } = status;
  const said = plainText(lastFailure === '' ? (message === '' ? reason : message) : lastFailure, 600);
  const verb = lastFailure === '' ? verbs[state] : 'failed and is being tried again';
  const isSaid = said !== '' && state !== 'suspended' && state !== 'unknown';
  const suspension = suspensionReason(object);
  if (suspension !== undefined) return { id: idOf(object), words: `${verb}: ${suspension}`, advice: adviceFor(status) };
  return {
    id: idOf(object),
    words: isSaid ? `${verb}: ${said}` : verb,
    advice: adviceFor(status, remoteOf(object) !== undefined),
  };
}

function sentenceOf(object: FluxObject, chain: readonly ObjectId[], root: Root): string {
  const words = /[.!?…]$/.test(root.words) ? root.words : `${root.words}.`;
  if (chain.length === 1) return `${nameOf(root.id)} ${words}`;
  const first = `${nameOf(idOf(object))} ${statusOf(object).state === 'waiting' ? 'waits' : 'is not ready'}`;
  const between = chain.slice(1, -1).map((it) => nameOf(it));
  const by = between.length === 0 ? '' : ` (by way of ${between.join(', ')})`;
  return `${first}${by} because ${nameOf(root.id)} ${words}`;
}

/** Kind and name, with the namespace only where it says something. */
export function nameOf(id: ObjectId): string {
  const name = id.namespace === '' ? id.name : `${id.namespace}/${id.name}`;
  return `${plainText(id.kind, 80)} ${plainText(name, 300)}`;
}
