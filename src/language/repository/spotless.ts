import { findAlone } from '../diagnose.ts';
import { Manifest } from './manifest.ts';
import { mayBeForm } from '../rules/schema.ts';
import { Repository } from './repository.ts';
import type { Schemas } from '../schema/catalog.ts';

/** Looks at files one by one, without the repository that they are in. */
export class LoneFiles {
  /** A repository without files: kinds that the file itself defines are not known either, and `diagnose` looks at their objects again. */
  readonly #nowhere: Repository;

  constructor(schemas: Schemas) {
    this.#nowhere = new Repository({ schemas });
  }

  /**
   * Whether a file has no problem that shows in each of its documents alone, whatever else the repository holds: then `diagnose` need not look
   * for such problems. `false` says nothing, and is what files get whose judgement depends on others: those with variables, and what may be a
   * form.
   */
  isSpotless(path: string, text: string): boolean {
    if (text.includes('${') || mayBeForm(text)) return false;
    const manifest = new Manifest(path, text);
    return manifest.documents.every((document) => findAlone(this.#nowhere, manifest, document).length === 0);
  }
}
