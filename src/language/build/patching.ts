import type { TellingWord } from '../repository/facts.ts';
import type { Word } from '../repository/header.ts';
import { folderOf, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/** Whether a kustomization file that the file is built through mentions a word, or a patch file of it does. */
export function mentionsAbove(repository: Repository, path: string, word: TellingWord): boolean {
  const seen = new Set<string>([path, folderOf(path)]);
  for (const at of seen) {
    if (seen.size > 200) return true;
    for (const lister of repository.builds.listers(at)) {
      seen.add(folderOf(lister));
      const facts = repository.manifest(lister)?.documents.map((it) => it.facts) ?? [];
      if (facts.some((it) => it.mentions.includes(word) || patchesOf(repository, lister, it.fields, word))) return true;
    }
  }
  return false;
}

function patchesOf(
  repository: Repository,
  lister: string,
  fields: ReadonlyMap<string, Word>,
  word: TellingWord,
): boolean {
  for (const [field, { value }] of fields) {
    if (!field.startsWith('patches')) continue;
    const target = value.includes('\n') ? undefined : joinPath(folderOf(lister), value);
    const patch = target === undefined ? undefined : repository.manifest(target);
    for (const { facts } of patch?.documents ?? []) {
      const sets = [...facts.fields.keys()].some((it) => it.startsWith('spec.postBuild.'));
      if (facts.mentions.includes(word) || (word === 'postBuild' && sets)) return true;
    }
  }
  return false;
}
