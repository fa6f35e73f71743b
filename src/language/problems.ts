import type { Step } from './parse.ts';
import type { Span } from './text.ts';

/** How loud a problem is, as editors have it. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A found fact: where, what, and nothing about how to say it. */
export type Problem = { readonly span: Span } & (
  | { readonly code: 'file/binary' }
  | { readonly code: 'file/too-large' }
  | { readonly code: 'yaml/syntax'; readonly reason: SyntaxReason }
  | { readonly code: 'yaml/duplicate-key'; readonly key: string }
  | {
      readonly code: 'kind/unknown';
      readonly group: string;
      readonly kind: string;
      readonly similar: readonly string[];
    }
  | {
      readonly code: 'kind/version';
      readonly kind: string;
      readonly version: string;
      /** The newest `group/version` of the kind. */
      readonly current: string;
      /** The Flux minor that no longer serves the version, absent when no Flux ever did. */
      readonly removed?: string;
    }
  | MissingReference
  | {
      readonly code: 'path/missing';
      readonly path: string;
      readonly similar: readonly string[];
      /** Whether the source is this repository for certain. */
      readonly certain: boolean;
    }
  | { readonly code: 'duration/invalid'; readonly value: string; readonly hours: boolean; readonly suggestion?: string }
  | { readonly code: 'dependency/cycle'; readonly names: readonly string[] }
  | { readonly code: 'kustomization/entry-missing'; readonly entry: string; readonly similar: readonly string[] }
  | { readonly code: 'kustomization/flux-kind'; readonly file: string }
);

/** A reference whose target is declared nowhere in the repository. */
export interface MissingReference {
  readonly code: 'reference/missing';
  readonly kinds: readonly string[];
  readonly name: string;
  /** Path in the document to the mapping that holds the name. */
  readonly path: readonly Step[];
  /** Where it was looked for, absent when the referrer's own namespace is unknown. */
  readonly namespace?: string;
  /** Names of the same kinds and namespace that are spelt alike. */
  readonly similar: readonly string[];
  /** Other namespaces that have an object of this kind and name. */
  readonly elsewhere: readonly string[];
  /** Whether `namespace` may stand beside `name`. */
  readonly crossNamespace: boolean;
  /** Whether everything that could make the object is in the repository, may be outside, or is outside in all likelihood. */
  readonly world: World;
}

/** What is wrong with a text that is no YAML. */
export type SyntaxReason =
  | 'tab'
  | 'nested-mapping'
  | 'no-colon'
  | 'escape'
  | 'reserved-character'
  | 'anchor'
  | 'alias'
  | 'quote'
  | 'bracket'
  | 'stray-bracket'
  | 'indentation'
  | 'list-on-key-line'
  | 'after-value'
  | 'too-deep'
  | 'other';

/** How much of what could make a missing object the repository shows. */
export type World = 'closed' | 'open' | 'foreign';

export type Code = Problem['code'];
