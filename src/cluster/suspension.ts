import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { hasNote, isSuspended, noteAnnotations, type SuspensionNote } from '../flux/suspension.ts';
import { ago } from './ago.ts';
import type { Api } from './api.ts';
import { mapping, text } from './values.ts';

/** Annotations in which tools note who suspended an object and why, ours among them. Sources: Weave GitOps, and what people write by hand. */
const notes = {
  by: /suspended-?by$/i,
  reason: /suspend(ed)?-?(comment|reason|message)$|suspend\.reason$/i,
  at: /suspended-?at$/i,
};

/** Who suspended an object, since when and why, as lines of plain text; none for one that is not suspended. `now` in milliseconds since the epoch. */
export function suspensionOf(object: FluxObject, now: number): readonly string[] {
  if (!isSuspended(object)) return [];
  const by = noteIn(object, notes.by);
  const at = noteIn(object, notes.at);
  const reason = suspensionReason(object);
  return [
    ...(by === undefined ? programOf(object, now) : [`Suspended by ${by}${sinceOf(object, now)}`]),
    ...(reason === undefined ? [] : [`Reason: ${reason}`]),
    ...(at === undefined ? [] : [`Suspended at: ${at}`]),
  ];
}

/** Why an object is suspended, where somebody has noted it: one line of plain text. */
export function suspensionReason(object: FluxObject): string | undefined {
  return isSuspended(object) ? noteIn(object, notes.reason) : undefined;
}

/** Writes why an object was suspended, where another program has suspended it. Rejects with `ApiError`. */
export async function noteSuspension(
  api: Pick<Api, 'patch'>,
  id: ObjectId,
  note: SuspensionNote,
  signal: AbortSignal,
): Promise<void> {
  await api.patch(id, { metadata: { annotations: noteAnnotations(note) } }, signal);
}

/** Takes our note from an object that is no longer suspended, where another program has resumed it. Rejects with `ApiError`. */
export async function forgetSuspension(
  api: Pick<Api, 'get' | 'patch'>,
  id: ObjectId,
  signal: AbortSignal,
): Promise<void> {
  const object = await api.get(id, signal);
  if (isSuspended(object) || !hasNote(object)) return;
  await api.patch(id, { metadata: { annotations: noteAnnotations(undefined) } }, signal);
}

/** What is noted of the suspension that there is now. A note that was there before it is one of another: who resumed the object has left it. */
function noteIn(object: FluxObject, ending: RegExp): string | undefined {
  const since = timeOf(lastOwner(object, ownsSuspend));
  const found = Object.entries(mapping(object.metadata?.annotations)).find(([key, value]) => {
    if (!ending.test(key) || text(value) === undefined) return false;
    const noted = timeOf(lastOwner(object, (fields) => `f:${key}` in annotationsIn(fields)));
    // Where one of the times is not known, a note is taken for what it seems.
    return !(noted < since);
  });
  return found === undefined ? undefined : plainText(String(found[1]), 300);
}

/** Which program set `spec.suspend`, by the managed fields. Those of Flux say that it stands in Git. */
function programOf(object: FluxObject, now: number): readonly string[] {
  const manager = text(lastOwner(object, ownsSuspend)['manager']);
  if (manager === undefined) return [];
  const inGit = /^(kustomize|helm)-controller$/.test(manager) ? 'Suspended in Git, applied by' : 'Suspended with';
  return [`${inGit} ${plainText(programs[manager] ?? manager, 100)}${sinceOf(object, now)}`];
}

/** Field managers whose name says nothing to a person: ours, which kustomize-controller leaves alone (FLUX.md D.2), and those of kubectl. */
const programs: Readonly<Record<string, string>> = {
  'flux-client-side-apply': 'Fluxwright or kubectl',
  'kubectl-client-side-apply': 'kubectl apply',
  'kubectl-edit': 'kubectl edit',
  'kubectl-patch': 'kubectl patch',
};

function sinceOf(object: FluxObject, now: number): string {
  const time = text(lastOwner(object, ownsSuspend)['time']);
  return time === undefined ? '' : `, ${ago(time, now)}`;
}

type Fields = Readonly<Record<string, unknown>>;

/** Who wrote a field last, by the managed fields: others may own it from before. */
function lastOwner({ metadata }: FluxObject, owns: (fields: Fields) => boolean): Fields {
  const entries: unknown = metadata?.managedFields;
  const owners = (Array.isArray(entries) ? (entries as unknown[]) : [])
    .map(mapping)
    .filter((it) => owns(mapping(it['fieldsV1'])));
  return owners.sort((one, other) => ((text(one['time']) ?? '') < (text(other['time']) ?? '') ? 1 : -1))[0] ?? {};
}

function ownsSuspend(fields: Fields): boolean {
  return 'f:suspend' in mapping(fields['f:spec']);
}

function annotationsIn(fields: Fields): Fields {
  return mapping(mapping(fields['f:metadata'])['f:annotations']);
}

/** In milliseconds since the epoch; NaN where it is not known. */
function timeOf(owner: Fields): number {
  return Date.parse(text(owner['time']) ?? '');
}
