import type { Verb } from '../flux/kind.ts';
import type { ObjectId } from '../flux/objects.ts';
import type { State } from '../flux/status.ts';

/** The word that an icon stands for: an object's state, or what else a row can be. */
export type RowIcon = State | 'applied' | 'context' | 'section' | 'problem' | 'connecting' | 'empty';

/**
 * What a row can do, for `viewItem`: the verbs of Flux and `rollBackHelm`; `show` (all there is of an object of Flux: its page, its YAML, its manifest), `why` (the cause
 * of its state), `file` and `copy` (manifest and name of what is none of Flux); what a terminal tells: `inspect` by flux, `build` of what a
 * Kustomization builds, `logs` and `lastLogs` of pods; `choose` (this context), `pin` and `unpin` it, `retry`.
 */
export type RowVerb =
  | Verb
  | 'rollBackHelm'
  | 'show'
  | 'file'
  | 'why'
  | 'copy'
  | 'inspect'
  | 'build'
  | 'logs'
  | 'lastLogs'
  | 'choose'
  | 'retry'
  | 'pin'
  | 'unpin';

/** One line of the sidebar, as plain data. Texts carry no control characters: they may come from a cluster. */
export interface Row {
  /** Stable as long as the thing it stands for exists, and unique in the outline. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly icon: RowIcon;
  /** Plain text, never markdown. */
  readonly tooltip: readonly string[];
  readonly verbs: readonly RowVerb[];
  /** The object that the row stands for. */
  readonly id?: ObjectId;
  /** The object that the row stands for where it is none of Flux: something that was applied, or a pod. */
  readonly applied?: ObjectId;
  /** When the object was made, in RFC 3339; empty when it does not say. */
  readonly made?: string;
  /** The kubeconfig context that the row belongs to; every verb on the row is meant there. */
  readonly context?: string;
  readonly children: readonly Row[];
  /** How many rows stand below that are drawn only when somebody opens this one: see `appliedRows` and, below workloads, `Pods`. Absent means none. */
  readonly more?: number;
  /** Whether children are shown at first. */
  readonly expanded: boolean;
}

/** The row of an object of Flux. */
export interface ObjectRow extends Row {
  readonly icon: State;
}

/** A row that stands for no object. */
export function plainRow(key: string, icon: Row['icon'], label: string, description: string): Row {
  const tooltip = description === '' ? [label] : [label, description];
  return { key, label, description, icon, tooltip, verbs: [], children: [], expanded: false };
}

/**
 * A row below a context. Keys must differ between contexts, which may well hold the same objects; what is in a context already, as rows of
 * objects are, stays as it is.
 */
export function inContext(row: Row, context: string): Row {
  if (row.context !== undefined) return row;
  return { ...row, key: `${context}/${row.key}`, context, children: row.children.map((it) => inContext(it, context)) };
}
