import type { Step } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';

/** One thing that could stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'object' | 'folder' | 'value' | 'key' | 'kind' | 'snippet';
  /** A few words beside the label: where the thing is. */
  readonly detail?: string;
  /** Markdown; everything from files is escaped. */
  readonly documentation?: string;
  /** Never spans lines. */
  readonly replace: Span;
  readonly insert: string;
  /** Whether `insert` is a VS Code snippet. */
  readonly snippet?: boolean;
  /** Sorts the completions as text. */
  readonly sort: string;
  /** What the typed text is compared with, where that is not the label. */
  readonly filter?: string;
  /** Whether the next completion should open by itself once this one is taken. */
  readonly again?: boolean;
  readonly deprecated?: boolean;
  /** What it is about: `explain` tells what is known of that. */
  readonly about?: About;
}

/** The field of the document at an offset, or the starter of a label. */
export type About = { readonly field: readonly Step[]; readonly offset: number } | { readonly starter: string };

/** A completion that does not know its place yet. `insert` is a plain value, which is quoted where it must be, unless it spans lines. */
export interface Offer extends Omit<Completion, 'replace'> {
  /** YAML to stand before the value, such as the key of it. */
  readonly before?: string;
  /** Whether `insert` is YAML as it stands, never to be quoted. */
  readonly isYaml?: boolean;
}
