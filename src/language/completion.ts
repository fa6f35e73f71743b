import type { Span } from './text.ts';

/** One thing that could stand at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'object' | 'folder' | 'value' | 'key' | 'kind';
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
}

/** A completion that does not know its place yet. `insert` is a plain value, which is quoted where it must be, unless it spans lines. */
export interface Offer extends Omit<Completion, 'replace'> {
  /** YAML to stand before the value, such as the key of it. */
  readonly before?: string;
}
