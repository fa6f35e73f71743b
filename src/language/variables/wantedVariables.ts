import { builtBy } from '../build/built.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { scopeBy } from './variables.ts';

/**
 * The variables that what a Flux Kustomization builds uses, and that nothing sets yet. While its text is broken, as while somebody types in it,
 * what lies in its folder counts. Costs the number of files.
 */
export function wantedVariables(repository: Repository, document: ManifestDocument): readonly string[] {
  const applier = repository.builds.applierOf(document);
  if (applier === undefined) return [];
  const folder = rootedPath(document.facts.fields.get('spec.path')?.value ?? '');
  const paths = document.section.isBroken
    ? [...repository.paths()].filter((path) => folder === '' || path.startsWith(`${folder}/`))
    : (builtBy(repository, applier)?.objects ?? []).map((it) => it.origin.path);
  const { variables } = scopeBy(repository, applier);
  const used = [...new Set(paths)].flatMap((path) => [...(repository.manifest(path)?.documents ?? [])].flatMap(usedIn));
  return [...new Set(used)].filter((it) => !variables.has(it)).sort();
}

/** The names in `${…}`, those apart that `$$` makes plain text. */
function usedIn({ facts, section }: ManifestDocument): readonly string[] {
  if (facts.uses.length === 0) return [];
  return Array.from(section.text.matchAll(/(?<!\$)(?:\$\$)*\$\{#?([A-Za-z_]\w*)/g), (it) => it[1] ?? '');
}
