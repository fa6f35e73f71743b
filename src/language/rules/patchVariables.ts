import { inlinePatchesIn } from '../build/inlinePatches.ts';
import type { InlinePatch } from '../build/inlinePatches.ts';
import type { Problem } from '../problems.ts';
import { readingOf, scalarsIn } from '../readings.ts';
import type { Rule, Subject } from '../rule.ts';
import { optsOut } from '../variables/optOut.ts';
import { scopeBy, scopesOf, scopesOfPatches } from '../variables/variables.ts';
import type { Scope } from '../variables/variables.ts';
import type { Span } from '../yaml/text.ts';
import { judged } from './variables.ts';

/** Variables in what patches write: Flux substitutes after the build, so they are those of the patched objects (RULES.md rules 1, 2, 76, 78). */
export const patchVariables: Rule = function* (it) {
  const { repository, manifest, document } = it;
  if (!/\$[{$]/.test(document.section.text)) return;
  if (repository.builds.isPatch(manifest.path)) {
    const scopes = [...repository.builds.patchers(manifest.path)].flatMap((one) => scopesOfPatches(repository, one));
    yield* within(it, scopes);
    return;
  }
  for (const patch of inlinePatchesIn(repository, manifest, document)) {
    const scopes = scopesOfInline(it, patch);
    for (const one of patch.inner.documents)
      for (const problem of within({ ...it, manifest: patch.inner, document: one }, scopes))
        yield { ...problem, span: patch.outward(problem.span) };
  }
};

/** What a Flux Kustomization has as text its own parent substitutes first, and then there is nothing left of it to judge. */
function scopesOfInline(
  { repository, manifest, document }: Subject,
  { applier, inner }: InlinePatch,
): readonly Scope[] {
  if (applier === undefined) return scopesOfPatches(repository, inner.path);
  const above = scopesOf(repository, manifest.path, document);
  return above.every((it) => it.runs === 'no') ? [scopeBy(repository, applier)] : [];
}

function* within(it: Subject, scopes: readonly Scope[]): Generator<Problem & { readonly span: Span }> {
  const running = scopes.filter((scope) => scope.runs === 'yes');
  if (running.length === 0 || optsOut(it.document)) return;
  for (const place of scalarsIn(it.document.yaml)) {
    const reading = readingOf(it.manifest, it.document, place);
    if (reading !== undefined) yield* judged(it, place, reading, running);
  }
}
