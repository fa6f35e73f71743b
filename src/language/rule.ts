import type { Manifest, ManifestDocument } from './repository/manifest.ts';
import type { Problem } from './problems.ts';
import type { Repository } from './repository/repository.ts';
import type { FluxInUse } from './repository/versions.ts';

/** What a rule looks at: one document of one file, with everything around it. */
export interface Subject {
  readonly repository: Repository;
  readonly manifest: Manifest;
  readonly document: ManifestDocument;
  /** Objects that exist though no file declares them, see `Settings`. */
  readonly external: readonly string[];
  /** The versions of Flux in use, and whether anybody said so. */
  readonly flux: FluxInUse;
}

/** Finds facts. Spans are those of the file. Never throws, never looks into the text of another file. */
export type Rule = (it: Subject) => Iterable<Problem>;
