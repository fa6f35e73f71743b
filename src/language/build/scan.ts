import type { Repository } from '../repository/repository.ts';
import { defaultPatterns, ignorePatterns, isIgnored } from './ignore.ts';
import type { IgnorePattern } from './ignore.ts';
import { kustomizationFilesIn } from './target.ts';

/**
 * What Flux builds of a folder without kustomization file (pkg/kustomize scanManifests): every `.yaml` and `.yml` below it that is not ignored,
 * and folders that have a kustomization file as one unit each. Costs the number of files below.
 */
export function scanned(repository: Repository, folder: string, base: string): readonly string[] {
  const patterns = patternsOf(repository, base);
  const found: string[] = [];
  const walk = (at: string, depth: number): void => {
    for (const path of repository.folders.children(at)) {
      if (repository.isFile(path)) {
        if (/\.ya?ml$/.test(path) && !isIgnored(path, patterns)) found.push(path);
      } else if (kustomizationFilesIn(repository, path).length > 0) found.push(path);
      else if (depth < 100) walk(path, depth + 1);
    }
  };
  walk(folder, 0);
  return found;
}

/** What is left out of the source whose root is a folder: the defaults, then its `.sourceignore` files. */
export function patternsOf(repository: Repository, base: string): readonly IgnorePattern[] {
  const known = repository.remember('ignored', () => new Map<string, readonly IgnorePattern[]>());
  const old = known.get(base);
  if (old) return old;
  const rebased = defaultPatterns.map((it) => ({ ...it, folder: base }));
  const files = [...repository.plainPaths()]
    .filter((it) => /(^|\/)\.sourceignore$/.test(it) && (base === '' || it.startsWith(`${base}/`)))
    .sort();
  const own = files.flatMap((path) =>
    ignorePatterns(repository.plainText(path) ?? '', path.slice(0, Math.max(0, path.lastIndexOf('/')))),
  );
  const made = [...rebased, ...own];
  known.set(base, made);
  return made;
}
