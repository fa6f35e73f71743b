import { inlinePatchesIn, rendererPatchesIn, withNested } from '../build/inlinePatches.ts';
import { isKustomizationPath } from '../build/builds.ts';
import { valueAt } from '../repository/values.ts';
import { expand } from '../yaml/parse.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { editDistance, similar } from '../similar.ts';

/** Kinds that the targets of inline patches say, that nobody knows, and that are spelt like one that is known. */
export const patchKinds: Rule = function* ({ repository, manifest, document }) {
  for (const patch of [...inlinePatchesIn(repository, manifest, document), ...rendererPatchesIn(manifest, document)]) {
    for (const { target } of withNested(patch)) {
      const meant = target === undefined ? [] : kindsMeant(repository, target.kind);
      if (target !== undefined && meant.length > 0)
        yield { code: 'build/patch-kind', kind: target.kind, similar: meant, span: target.span };
    }
  }
};

/** The same for what replacements in a kustomization file write to. */
export const replacementKinds: Rule = function* ({ repository, manifest, document }) {
  if (!isKustomizationPath(manifest.path) || !document.section.text.includes('replacements')) return;
  for (const place of replacementPlaces) {
    for (const path of expand(document.yaml, place)) {
      const kind = valueAt(document, path);
      const meant = kind === undefined ? [] : kindsMeant(repository, kind.text);
      if (kind !== undefined && meant.length > 0)
        yield { code: 'build/replacement-kind', kind: kind.text, similar: meant, span: kind.span };
    }
  }
};

const replacementPlaces = [
  ['replacements', '*', 'targets', '*', 'select', 'kind'],
  ['replacements', '*', 'targets', '*', 'reject', '*', 'kind'],
] as const;

/** The kinds that somebody meant who wrote one that there is not. Short names of kinds that nobody here describes are too much alike. */
export function kindsMeant(repository: Repository, word: string): readonly string[] {
  const known = repository.remember('names of kinds', () => new Set(repository.schemas.kinds().map((it) => it.kind)));
  if (!/^[A-Za-z]{6,}$/.test(word) || known.has(word) || repository.objects.groupsOf(word).length > 0) return [];
  const isNear = (it: string, most: number): boolean =>
    editDistance(word.toLowerCase(), it.toLowerCase(), most) <= most;
  const described = similar(word, known).filter((it) => isNear(it, 2));
  // Of kinds that nobody describes some are as much alike as TCPRoute and UDPRoute.
  const declared = [...repository.objects.kinds()].map((it) => it.kind).filter((it) => it !== word && isNear(it, 1));
  return described.length > 0 ? described : [...new Set(declared)];
}
