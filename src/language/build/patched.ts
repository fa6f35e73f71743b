import { kustomizeFacts } from './builds.ts';
import { folderOf } from '../repository/paths.ts';
import { rootsOf } from './roots.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * Whether kustomize or Flux may change objects of a file by patches, replacements or components, so that what is missing in it is not
 * missing for certain. Says so rather too often than too rarely.
 */
export function isPatched(repository: Repository, path: string): boolean {
  const roots = rootsOf(repository, path);
  if (roots.some((it) => 'applier' in it && /^ +(?:patches\w*|components):/m.test(it.applier.document.section.text)))
    return true;
  const seen = new Set<string>();
  const open = [path];
  for (const at of open) {
    for (const lister of listersOf(repository, at)) {
      if (seen.has(lister)) continue;
      seen.add(lister);
      if (changing.test(repository.text(lister) ?? '')) return true;
      open.push(folderOf(lister));
    }
  }
  return false;
}

const changing =
  /^["']?(?:patches\w*|components|replacements|transformers|vars|configurations|openapi|labels|commonLabels)["']?:/m;

function* listersOf(repository: Repository, at: string): Generator<string> {
  yield* repository.builds.listers(at);
  const file = repository.builds.fileOf(repository.isFile(at) ? folderOf(at) : at);
  if (file !== undefined && kustomizeFacts(file) !== undefined) yield file.path;
}
