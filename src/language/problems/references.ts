import type { Step } from '../yaml/parse.ts';
import { didYouMean, fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with the names that link objects and folders. */
export type ReferenceProblem =
  | MissingReference
  | {
      readonly code: 'path/missing';
      readonly path: string;
      readonly similar: readonly string[];
      /** Whether the source is this repository for certain. */
      readonly certain: boolean;
    }
  | { readonly code: 'dependency/cycle'; readonly names: readonly string[] };

export const referenceRows: Rows<ReferenceProblem> = {
  'reference/missing': {
    severity: 'error',
    severityOf: (it) => (({ closed: 'error', open: 'warning', foreign: 'hint' }) as const)[it.world],
    summary:
      'A reference names an object that no file of the repository declares; a warning where it may be declared elsewhere.',
    docs: `${fluxDocs}/kustomize/kustomizations/#source-reference`,
    message: (it) => {
      const where = it.namespace === undefined ? '' : ` in namespace "${it.namespace}"`;
      const away = it.away === undefined ? '' : ` The one of ${it.away} goes to another cluster.`;
      const other = it.elsewhere.length === 0 ? away : ` There is one in ${quotedList(it.elsewhere)}.`;
      return `No ${it.kinds.join(' or ')} "${it.name}" is declared${where}.${other || namesake(it) || didYouMean(it.similar)}`;
    },
  },
  'path/missing': {
    severity: 'error',
    severityOf: (it) => (it.certain ? 'error' : 'warning'),
    summary: 'A Kustomization builds, or an image automation updates, a folder that the repository does not have.',
    docs: `${fluxDocs}/kustomize/kustomizations/#path`,
    message: (it) => `The repository has no folder "${it.path}".${didYouMean(it.similar)}`,
  },
  'dependency/cycle': {
    severity: 'error',
    summary: 'Objects wait for each other in a circle, so that none of them ever becomes ready.',
    docs: `${fluxDocs}/kustomize/kustomizations/#dependencies`,
    message: (it) =>
      it.names.length === 2
        ? 'This object depends on itself and never becomes ready.'
        : `These wait for each other and never become ready: ${it.names.join(' → ')}.`,
  },
};

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
  /** A file that has one of this name for another cluster. */
  readonly away?: string;
  /** Other namespaces that have an object of this kind and name. */
  readonly elsewhere: readonly string[];
  /** Whether `namespace` may stand beside `name`. */
  readonly crossNamespace: boolean;
  /** The object of that name that is of a kind on which this one cannot depend. */
  readonly namesake?: { readonly kind: string; /** The Kustomization that applies it. */ readonly applier?: string };
  /** Whether everything that could make the object is in the repository, may be outside, or is outside in all likelihood. */
  readonly world: World;
}

/** How much of what could make a missing object the repository shows. */
export type World = 'closed' | 'open' | 'foreign';

function namesake({ namesake: it, kinds: [kind = ''] }: MissingReference): string {
  if (it === undefined) return '';
  const instead =
    it.kind === 'HelmRelease' && it.applier !== undefined
      ? ` Depend on Kustomization "${it.applier}", which applies it.`
      : '';
  return ` There is a ${it.kind} of that name, but a ${kind} can only depend on a ${kind}.${instead}`;
}
