import { findAlone } from './diagnose.ts';
import { Repository } from './repository.ts';
import type { Schemas } from './schema/catalog.ts';

/** Looks at files one by one, without the repository that they are in. */
export class LoneFiles {
  readonly #repository: Repository;

  constructor(schemas: Schemas) {
    this.#repository = new Repository({ schemas });
  }

  /**
   * Whether a file has no problem that shows in each of its documents alone, whatever else the repository holds: then `diagnose` need not look
   * for such problems. `false` says nothing, and is what files get whose judgement depends on others: those with variables.
   */
  isSpotless(path: string, text: string): boolean {
    if (text.includes('${')) return false;
    const repository = this.#repository;
    repository.set(path, text);
    const manifest = repository.manifest(path);
    const problems = manifest?.documents.flatMap((document) => findAlone(repository, manifest, document));
    repository.delete(path);
    return problems?.length === 0;
  }
}
