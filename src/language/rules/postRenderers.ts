import { at, bodies } from '../build/body.ts';
import { bodyOf } from '../build/contents.ts';
import { patchesIn } from '../build/patches.ts';
import { faultOf } from '../build/patchText.ts';
import type { Rule } from '../rule.ts';

/**
 * Patches of a HelmRelease that are not in a form that kustomize reads, so that neither install nor upgrade comes to pass (helm-controller v1.6.3
 * internal/postrender). What a chart makes is not known, so nothing is said of targets and paths.
 */
export const postRenderers: Rule = function* ({ document, manifest }) {
  if (!document.section.text.includes('postRenderers') || document.section.isBroken) return;
  const index = manifest.documents.indexOf(document);
  const list = ['spec', 'postRenderers'];
  for (const [nth, renderer] of bodies(at(bodyOf(document.section), ...list)).entries()) {
    const place = { path: manifest.path, document: index, at: [...list, nth, 'kustomize'] };
    for (const patch of patchesIn(at(renderer, 'kustomize', 'patches'), 'patches', place)) {
      const wrong = faultOf(patch);
      const node = document.nodeAt([...patch.place.at, 'patch']);
      if (wrong === undefined || node === undefined) continue;
      const { start, end } = document.span(node);
      const line = /^[^\n]*/.exec(manifest.text.slice(start, end))?.[0].trimEnd().length ?? 0;
      yield { code: 'build/patch-form', wrong, certain: wrong !== 'operation', span: { start, end: start + line } };
    }
  }
};
