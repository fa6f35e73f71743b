import { folderOf, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { kustomizeFacts } from './builds.ts';

/** The kind that all entries say which use a file as a patch. */
export function targetKindOf(repository: Repository, path: string): string | undefined {
  const kinds = new Set<string | undefined>();
  for (const patcher of repository.builds.patchers(path)) {
    const file = repository.manifest(patcher);
    for (const [field, word] of (file && kustomizeFacts(file)?.fields) ?? []) {
      const entry = /^(patches\.\d+)\.path$/.exec(field)?.[1];
      if (entry === undefined || joinPath(folderOf(patcher), word.value) !== path) continue;
      kinds.add(file && kustomizeFacts(file)?.fields.get(`${entry}.target.kind`)?.value);
    }
  }
  return kinds.size === 1 ? [...kinds][0] : undefined;
}
