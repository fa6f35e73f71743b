import { kindOf } from './kinds.ts';
import { groupOf, type FluxObject } from './objects.ts';

/** Annotations in which Fluxwright notes why an object was suspended, and by whom. Flux has none of its own, and leaves these alone (FLUX.md D.2). */
export const suspendReason = 'fluxwright/suspend-reason';
export const suspendedBy = 'fluxwright/suspended-by';

/** Whether nobody works on an object because somebody said so: by `spec.suspend`, or by an annotation where its kind has that instead. */
export function isSuspended({ apiVersion, kind, spec, metadata }: FluxObject): boolean {
  if (spec?.['suspend'] === true) return true;
  const annotations: Readonly<Record<string, unknown>> | undefined = metadata?.annotations;
  if (annotations === undefined) return false;
  const key = kindOf(groupOf(apiVersion ?? ''), kind ?? '')?.suspendedBy;
  return key !== undefined && String(annotations[key]).toLowerCase() === 'disabled';
}

/** Why somebody suspends an object, for those who find it later. */
export interface SuspensionNote {
  readonly reason: string;
  /** The name by which the cluster knows the person, absent when it does not say. */
  readonly by?: string;
}

/** The annotations of a merge patch that write a note, or take it away. */
export function noteAnnotations(note: SuspensionNote | undefined): Readonly<Record<string, string | null>> {
  return { [suspendReason]: note?.reason ?? null, [suspendedBy]: note?.by ?? null };
}

/** Whether an object carries a note of ours. */
export function hasNote({ metadata }: FluxObject): boolean {
  const annotations = metadata?.annotations ?? {};
  return suspendReason in annotations || suspendedBy in annotations;
}
