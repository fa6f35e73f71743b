import type { Step } from '../yaml/parse.ts';
import type { Body } from './body.ts';
import type { BuiltObject } from './object.ts';

/** The place of a fact: a file, one of its documents, from zero, and the path in it. */
export interface Place {
  readonly path: string;
  readonly document: number;
  readonly at: readonly Step[];
}

/** What makes a build fail, or surely misses its aim. */
export type Fault =
  | { readonly what: 'duplicate-object'; readonly other: string; readonly name: string }
  | { readonly what: 'entry-twice'; readonly entry: string }
  | { readonly what: 'no-kustomization-file'; readonly entry: string }
  | { readonly what: 'not-an-object'; readonly missing: 'kind' | 'name' }
  | { readonly what: 'entry-is-kustomization'; readonly entry: string }
  | { readonly what: 'component-kind'; readonly entry: string; readonly isComponent: boolean }
  | { readonly what: 'several-files'; readonly files: readonly string[] }
  | { readonly what: 'cycle'; readonly folders: readonly string[] }
  | { readonly what: 'source-missing'; readonly file: string }
  | { readonly what: 'source-form'; readonly source: string }
  | { readonly what: 'key-twice'; readonly key: string }
  | { readonly what: 'nothing-to-merge'; readonly name: string }
  | { readonly what: 'exists-already'; readonly name: string }
  | {
      readonly what: 'patch-form';
      readonly wrong: 'neither' | 'both' | 'unreadable' | 'no-target' | 'no-name' | 'target' | 'operation';
      /** The field of the target that cannot be read, where it is that. */
      readonly part?: string;
    }
  | { readonly what: 'patch-file-missing'; readonly file: string }
  | {
      readonly what: 'patch-no-object';
      readonly kind: string;
      readonly name: string;
      readonly similar: readonly string[];
    }
  | {
      readonly what: 'patch-selects-nothing';
      /** The field of the target that is to blame, where it is one. */ readonly part?: string;
    }
  | { readonly what: 'component-missing'; readonly entry: string }
  | { readonly what: 'component-remote'; readonly entry: string }
  | { readonly what: 'no-replicas'; readonly name: string }
  | {
      readonly what: 'replacement-source';
      /** What the source says, for words. */
      readonly object: string;
      /** The field that the object lacks; absent where there is no such object. */
      readonly field?: string;
      readonly similar: readonly string[];
    }
  | { readonly what: 'replacement-field'; readonly object: string; readonly field: string };

/** A fact with its place. */
export type BuildProblem = Fault & { readonly place: Place };

/** What a build has that cannot be computed: `objects` may come, or `fields` may change. */
export interface Vague {
  readonly what: 'objects' | 'fields';
  readonly why: string;
  readonly place: Place;
}

/** A JSON patch and what it is laid on, for checking whether its paths exist. */
export interface Application {
  readonly place: Place;
  readonly objects: readonly BuiltObject[];
  readonly operations: readonly Body[];
}

/** An entry of `images` and the objects that it is laid on, for checking whether one of them has such an image. */
export interface Retagging {
  readonly place: Place;
  readonly objects: readonly BuiltObject[];
  readonly name: string;
}

/** What a build finds beside objects. */
export class Findings {
  readonly problems: BuildProblem[] = [];
  readonly vague: Vague[] = [];
  readonly applications: Application[] = [];
  readonly retaggings: Retagging[] = [];
  /** The files, folders and other builds that were looked at. */
  readonly sources = new Set<string>();

  add(place: Place, fault: Fault): void {
    this.problems.push({ ...fault, place });
  }

  include(other: Findings): void {
    for (const it of other.problems) this.problems.push(it);
    for (const it of other.vague) this.vague.push(it);
    for (const it of other.applications) this.applications.push(it);
    for (const it of other.retaggings) this.retaggings.push(it);
  }
}
