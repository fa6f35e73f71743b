import type { Manifest, ManifestDocument } from './manifest.ts';
import type { Problem } from './problems.ts';
import type { Repository } from './repository.ts';

/** What a rule looks at: one document of one file, with everything around it. */
export interface Subject {
  readonly repository: Repository;
  readonly manifest: Manifest;
  readonly document: ManifestDocument;
  /** Objects that exist though no file declares them, see `Settings`. */
  readonly external: readonly string[];
  /** Minor version of Flux. */
  readonly fluxVersion: string;
}

/** Finds facts. Spans are those of the file. Never throws, never looks into the text of another file. */
export type Rule = (it: Subject) => Iterable<Problem>;
