import type { Verb } from '../flux/kind.ts';
import type { ObjectId } from '../flux/objects.ts';
import type { State } from '../flux/status.ts';

/** The word that an icon stands for: an object's state, or what else a row can be. */
export type RowIcon = State | 'applied' | 'context' | 'section' | 'problem' | 'connecting' | 'empty';

/** What a row can do, for `viewItem`: the verbs of Flux, `rollBackHelm` and `show` (its page, its YAML), `why` (the cause of its state), `choose` (this context), `pin` and `unpin` it, `retry`. */
export type RowVerb = Verb | 'rollBackHelm' | 'show' | 'why' | 'choose' | 'retry' | 'pin' | 'unpin';

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
  /** The workload that the row stands for, which is no object of Flux: its pods stand below it. */
  readonly workload?: ObjectId;
  /** When the object was made, in RFC 3339; empty when it does not say. */
  readonly made?: string;
  /** The kubeconfig context that the row belongs to; every verb on the row is meant there. */
  readonly context?: string;
  readonly children: readonly Row[];
  /** How many rows stand below that are drawn only when somebody opens this one: see `appliedRows` and `Pods`. Absent means none. */
  readonly more?: number;
  /** Whether children are shown at first. */
  readonly expanded: boolean;
}

/** A row that stands for no object. */
export function plainRow(key: string, icon: Row['icon'], label: string, description: string): Row {
  const tooltip = description === '' ? [label] : [label, description];
  return { key, label, description, icon, tooltip, verbs: [], children: [], expanded: false };
}
