import type { Schemas } from '../schema/catalog.ts';
import type { Texts } from '../schema/texts.ts';

/** What a repository may know before it has a file. */
export interface Knowledge {
  readonly schemas?: Schemas;
  readonly texts?: Texts;
  readonly live?: LiveNames;
}

/** The objects of a Flux kind that the followed cluster has; none while no cluster is followed. */
export type LiveNames = (kind: string) => Iterable<{ readonly name: string; readonly namespace: string }>;
