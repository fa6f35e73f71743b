import { inlinePatchesIn, withNested } from '../build/inlinePatches.ts';
import { findNamed, fluxGroupOf, mayBeTemplated } from '../build/lookup.ts';
import { targetKindOf } from '../build/patchers.ts';
import type { Problem } from '../problems.ts';
import { mentionsInPatch } from '../references/inlineNames.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { isSlip } from '../similar.ts';
import { variableSources } from '../variables/variableSources.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import type { Mention } from './references.ts';

/**
 * Names that patches write into what they change, which nothing has, and which are a slip of one that a file declares. For which objects a patch is, and in
 * which namespaces they are then, need not be known: of the same kind nothing is called so.
 */
export const patchReferences: Rule = function* ({ repository, manifest, document }) {
  if (repository.builds.isPatch(manifest.path)) {
    for (const it of mentionsInPatch(repository, manifest.path, document, targetKindOf(repository, manifest.path)))
      yield* slipIn(repository, { ...it, nameSpan: document.shift(it.nameSpan) });
    return;
  }
  for (const patch of inlinePatchesIn(repository, manifest, document))
    for (const { inner, target, outward } of withNested(patch))
      for (const one of inner.documents)
        for (const it of mentionsInPatch(repository, inner.path, one, target?.kind))
          yield* slipIn(repository, { ...it, nameSpan: outward(it.nameSpan) });
};

/** Flux's own first source and Kustomization, and the objects that its operator makes, often stand in no file. */
const bootstrap = 'flux-system';

function* slipIn(repository: Repository, mention: Mention): Generator<Problem> {
  const { kinds, name, nameSpan: span, path, reference } = mention;
  if (name.length < 3 || name === bootstrap || isSymbolic(name) || kinds.some((it) => has(repository, it, name)))
    return;
  const declared = kinds.flatMap((kind) => [...repository.objects.names(fluxGroupOf(kind), kind)]);
  const similar = [...new Set(declared)].filter((it) => isSlip(it, name));
  const [kind = ''] = kinds;
  if (similar.length === 0) return;
  if (kind === 'ConfigMap' || kind === 'Secret')
    yield { code: 'reference/object-missing', kind, name, similar, elsewhere: [], span };
  else
    yield {
      code: 'reference/missing',
      ...{ kinds, name, path, similar, elsewhere: [], crossNamespace: reference.crossNamespace },
      world: 'open',
      span,
    };
}

function has(repository: Repository, kind: string, name: string): boolean {
  if (kind === 'ConfigMap' || kind === 'Secret')
    return variableSources(repository, kind, name, new Set([undefined])).length > 0;
  return findNamed(repository, kind, name).length > 0 || mayBeTemplated(repository, kind, name);
}
