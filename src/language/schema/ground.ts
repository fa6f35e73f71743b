import type { Document, Node } from 'yaml';
import type { Anchors } from './anchors.ts';
import type { Check } from './check.ts';
import type { Dialect } from './dialect.ts';
import type { Step } from '../yaml/parse.ts';
import type { SchemaProblem } from '../problems/schema.ts';
import type { NameForm } from '../problems/schemaWords.ts';
import type { ValueProblem } from '../problems/values.ts';
import type { Span } from '../yaml/text.ts';

/** A problem and the node it is about; spans count from the start of the document. */
export type Found = (SchemaProblem | ValueProblem) & { readonly span: Span };

/** What a walk is told besides the schema. */
export interface Ground {
  readonly document: Document;
  readonly dialect: Dialect;
  /** The kind as people call it. */
  readonly kind: string;
  /** What the object's name may look like. */
  readonly nameForm: NameForm;
  /** Whether the text holds what the build changes or cannot write anywhere, so that values without a schema are worth a look as well. */
  readonly odd: boolean;
  /** What somebody may have meant who wrote a field that the mapping at the path does not have. */
  readonly hints: (path: readonly Step[], field: string, check: Check) => Hints;
}

/** Fields of the same mapping that are spelt alike, and the paths of other mappings that have a field of the name. */
export interface Hints {
  readonly similar: readonly string[];
  readonly belongs: readonly string[];
}

/** A walk over the values of a document, for those who judge one value of it. */
export interface Walker {
  readonly ground: Ground;
  readonly anchors: Anchors;
  /** Where the walk is. */
  readonly path: readonly Step[];
  /** The path as people write it: `spec.patches[0].target`. */
  readonly place: string;
  /** Notes a problem at a node. */
  add(problem: SchemaProblem | ValueProblem, node: Node | undefined): void;
  /** The node that stands for a value in a message. */
  blame(node: Node): Node;
  /** Whether a value passes a check; problems are not noted. */
  fits(node: Node, check: Check): boolean;
}
