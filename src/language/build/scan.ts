import type { Repository } from '../repository/repository.ts';
import { alwaysPatterns, defaultPatterns, ignorePatterns, isIgnored } from './ignore.ts';
import type { IgnorePattern } from './ignore.ts';
import { folderOf } from '../repository/paths.ts';
import { kustomizationFilesIn } from './target.ts';

/**
 * What Flux builds of a folder without kustomization file (pkg/kustomize scanManifests): every `.yaml` and `.yml` below it that is not ignored,
 * and folders that have a kustomization file as one unit each. Costs the number of files below.
 */
export function scanned(repository: Repository, folder: string, base: string, ignore?: string): readonly string[] {
  const patterns = patternsOf(repository, base, ignore);
  const found: string[] = [];
  const walk = (at: string, depth: number): void => {
    for (const path of repository.folders.children(at)) {
      if (repository.isFile(path)) {
        if (/\.ya?ml$/.test(path) && !isIgnored(path, patterns)) found.push(path);
      } else if (kustomizationFilesIn(repository, path).some((it) => !isIgnored(it, patterns))) found.push(path);
      else if (depth < 100) walk(path, depth + 1);
    }
  };
  walk(folder, 0);
  return found;
}

/**
 * What is left out of the source whose root is a folder: its `.sourceignore` files, then `spec.ignore`; the defaults only where there is neither
 * (pkg/artifact SourceIgnoreFilter).
 */
export function patternsOf(repository: Repository, base: string, ignore = ''): readonly IgnorePattern[] {
  const known = repository.remember('ignored', () => new Map<string, readonly IgnorePattern[]>());
  const key = `${base}\n${ignore}`;
  const old = known.get(key);
  if (old) return old;
  const files = [...repository.plainPaths()]
    .filter((it) => /(^|\/)\.sourceignore$/.test(it) && (base === '' || it.startsWith(`${base}/`)))
    .sort();
  const own = files.flatMap((path) => ignorePatterns(repository.plainText(path) ?? '', folderOf(path)));
  own.push(...ignorePatterns(ignore, base));
  const given = own.length > 0 ? alwaysPatterns : [...alwaysPatterns, ...defaultPatterns];
  const made = [...given.map((it) => ({ ...it, folder: base })), ...own];
  known.set(key, made);
  return made;
}

/** Whether nothing of a folder reaches the controller. Costs the files below it. */
export function isFolderIgnored(repository: Repository, folder: string, patterns: readonly IgnorePattern[]): boolean {
  if (!isIgnored(folder, patterns, true)) return false;
  return repository.folders.children(folder).every((it) => {
    if (!repository.isFile(it)) return isFolderIgnored(repository, it, patterns);
    return isIgnored(it, patterns);
  });
}
