import type { Kind, Verb } from '../flux/kind.ts';
import { idOf, objectKey } from '../flux/objects.ts';
import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { inventoryOf } from '../flux/inventory.ts';
import { plainText } from '../flux/plain.ts';
import { remoteOf } from '../flux/remote.ts';
import { statusOf } from '../flux/status.ts';
import type { State, Status } from '../flux/status.ts';
import type { May } from './access.ts';
import type { ObjectRow, RowVerb } from './row.ts';
import { suspensionReason } from './suspension.ts';
import { text } from './values.ts';

/** Rows of objects that were drawn before. An object that changes is another object, so a row never gets old. */
export type DrawnRows = WeakMap<
  FluxObject,
  { readonly row: ObjectRow; readonly named: boolean; readonly within: boolean }
>;

/** Where an object stands: in which context, and what is said of it because the rows around do not. */
export interface Place {
  readonly context: string;
  /** Whether its kind is said, because others stand in the same section. */
  readonly named: boolean;
  /** Whether it stands below its namespace, which then need not be said. */
  readonly within?: boolean;
  readonly memory: DrawnRows;
  /** What the person may do; absent: everything. */
  readonly may?: May | undefined;
}

/** The row of one object. The same object at the same place gives the same row. */
export function objectRow(object: FluxObject, kind: Kind, place: Place): ObjectRow {
  const drawn = rowDrawn(object, place);
  if (drawn !== undefined) return drawn;
  const { named, within = false, memory } = place;
  const row = drawRow(object, kind, place);
  memory.set(object, { row, named, within });
  return row;
}

/** The row of an object where it has been drawn before. */
export function rowDrawn(object: FluxObject, { context, named, within = false, memory }: Place): ObjectRow | undefined {
  const drawn = memory.get(object);
  return drawn?.row.context === context && drawn.named === named && drawn.within === within ? drawn.row : undefined;
}

function drawRow(object: FluxObject, kind: Kind, { context, named, within, may }: Place): ObjectRow {
  const id = { ...idOf(object), group: kind.group, kind: kind.kind };
  const status = statusOf(object);
  const deleting = object.metadata?.deletionTimestamp !== undefined;
  // The sidebar is narrow: what matters most comes first.
  const remote = remoteOf(object) === undefined ? '' : 'to another cluster';
  const words = deleting ? 'being deleted' : shortWords(status, suspensionReason(object));
  const isWell = status.state === 'ready' && !deleting;
  const description = [
    ...(isWell ? [remote, words] : [words, remote]),
    ...(within ? [] : [id.namespace]),
    ...(named ? [kind.kind] : []),
  ];
  return {
    key: `${context}/${objectKey(id)}`,
    label: plainText(id.name, 253),
    description: description.filter((it) => it !== '').join(' · '),
    icon: status.state,
    tooltip: tooltipOf(object, kind, status),
    verbs: verbsFor(kind, status.state, id, may),
    id,
    made: text(object.metadata?.creationTimestamp) ?? '',
    context,
    children: [],
    more: inventoryOf(object).length,
    expanded: false,
  };
}

/** States whose message is worth the space in the row; the others show the revision. */
const explained = new Set<State>(['failed', 'stalled', 'waiting', 'progressing']);

/** With this kustomize-controller and helm-controller say what an object waits for (Flux 2.9). */
const unready = /^dependency '(?:[\w.-]{1,63}\/)?([\w.-]{1,253})' (?:is not ready|revision is not up to date)$/;

function shortWords({ state, message, reason, revision, lastFailure }: Status, suspension: string | undefined): string {
  if (state === 'suspended') return suspension === undefined ? 'suspended' : `suspended: ${plainText(suspension, 80)}`;
  if (state === 'unknown') return 'not reported yet';
  const said = lastFailure === '' ? message.replace(unready, 'waits for $1') : `tries again after: ${lastFailure}`;
  const words = withoutGroups(said === '' ? reason : said);
  return explained.has(state) ? plainText(words, 120) : plainText(revision, 60);
}

/** A message with kinds as people say them: Flux writes them with their groups, for which a line has no room. */
export function withoutGroups(message: string): string {
  return message.replace(/\b([A-Z]\w+)\.[a-z.]+\.fluxcd\.io\b/g, '$1');
}

/** What a state means to a person, as the start of a sentence. */
export const stateWords: Readonly<Record<State, string>> = {
  failed: 'Failed',
  stalled: 'Failed, and is not tried again without a change',
  waiting: 'Waits for a dependency',
  progressing: 'Is being reconciled',
  unknown: 'Has not reported yet',
  suspended: 'Suspended: changes in Git are not applied',
  ready: 'Ready',
  static: 'Has no state of its own',
};

function tooltipOf(object: FluxObject, kind: Kind, { state, message, reason, revision }: Status): readonly string[] {
  const { name = '', namespace = '' } = object.metadata ?? {};
  const words = [reason, message].filter((it) => it !== '').join(': ');
  return [
    `${kind.kind} ${plainText(`${namespace}/${name}`, 400)}`,
    stateWords[state],
    ...(words === '' ? [] : [plainText(words, 1000)]),
    ...(revision === '' ? [] : [`Revision: ${plainText(revision, 200)}`]),
    ...(remoteOf(object) === undefined ? [] : [remoteWords(object)]),
    ...(object.metadata?.deletionTimestamp === undefined ? [] : ['Is being deleted.']),
  ];
}

/** Says of an object that it applies to another cluster, and where the address of that is. */
export function remoteWords(object: FluxObject): string {
  return `Applies to another cluster, by the kubeconfig in ${plainText(remoteOf(object) ?? '', 300)}.`;
}

/** What an object offers: what Flux can do with it in its state, as far as the person is not known to be forbidden it. */
export function verbsFor(kind: Kind, state: State, id: ObjectId, may: May = () => true): readonly RowVerb[] {
  const isAllowed = (it: RowVerb): boolean =>
    it === 'rollBackHelm' || kind.verbs.some((verb) => verb === it) ? may(it as Verb, kind, id) : true;
  return verbsOf(kind, state).filter(isAllowed);
}

/** Flux refuses to reconcile what is suspended, and what is not suspended cannot be resumed. */
function verbsOf(kind: Kind, state: State): readonly RowVerb[] {
  const refused: readonly RowVerb[] =
    state === 'suspended'
      ? ['suspend', 'reconcile', 'reconcileWithSource']
      : state === 'static'
        ? ['resume', 'reconcile']
        : ['resume'];
  const unclear = explained.has(state) || state === 'unknown';
  const helm: readonly RowVerb[] = kind.kind === 'HelmRelease' ? ['rollBackHelm'] : [];
  const offered = kind.verbs.filter((verb) => !refused.includes(verb));
  const told: readonly RowVerb[] = kind.cli
    ? ['inspect', ...(kind.kind === 'Kustomization' ? (['build'] as const) : [])]
    : [];
  return ['show', ...(unclear ? (['why'] as const) : []), ...offered, ...helm, ...told];
}
