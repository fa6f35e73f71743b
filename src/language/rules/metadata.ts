import { isMap, isScalar } from 'yaml';
import { spanOf, textOf } from '../yaml/parse.ts';
import type { Rule } from '../rule.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** What an annotation or label of Flux may say. `exact`: case counts. */
interface Control {
  readonly values: readonly string[];
  readonly exact?: boolean;
}

/**
 * What kustomize-controller 1.9 and its packages look for in `metadata.labels` and `metadata.annotations` of what they apply
 * (`kustomization_controller.go`, `decryptor.go`, `pkg/kustomize` for `substitute`, `api/meta` for `watch`). Every other value means nothing.
 */
const controls: Readonly<Record<string, Control>> = {
  'kustomize.toolkit.fluxcd.io/reconcile': { values: ['disabled'] },
  'kustomize.toolkit.fluxcd.io/prune': { values: ['disabled'] },
  'kustomize.toolkit.fluxcd.io/ssa': { values: ['Merge', 'IfNotPresent', 'Ignore'] },
  'kustomize.toolkit.fluxcd.io/force': { values: ['enabled'] },
  'kustomize.toolkit.fluxcd.io/substitute': { values: ['disabled'], exact: true },
  'kustomize.toolkit.fluxcd.io/decrypt': { values: ['disabled'] },
};

/** The opposite of a control, which people write to say "as usual". It means nothing too, and does no harm. */
const negative: Readonly<Record<string, readonly string[]>> = {
  'kustomize.toolkit.fluxcd.io/reconcile': ['enabled'],
  'kustomize.toolkit.fluxcd.io/prune': ['enabled'],
  'kustomize.toolkit.fluxcd.io/ssa': ['override'],
  'kustomize.toolkit.fluxcd.io/force': ['disabled'],
  'kustomize.toolkit.fluxcd.io/substitute': ['enabled'],
  'kustomize.toolkit.fluxcd.io/decrypt': ['enabled'],
};

/** Annotations and labels of Flux with a value that means nothing (RULES.md rule 72, 3.0). */
export const controlValues: Rule = function* ({ document }) {
  if (!document.section.text.includes('kustomize.toolkit.fluxcd.io/')) return;
  for (const place of ['annotations', 'labels']) {
    const map = document.nodeAt(['metadata', place]);
    if (!isMap(map)) continue;
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
      const text = isScalar(value) ? textOf(value) : undefined;
      if (control === undefined || text === undefined || text === '' || isSymbolic(text)) continue;
      const isGood = control.values.some(
        (it) => it === text || (!control.exact && it.toLowerCase() === text.toLowerCase()),
      );
      if (isGood || negative[name]?.includes(text.toLowerCase()) === true) continue;
      if (isScalar(value))
        yield {
          code: 'metadata/control',
          name,
          value: text,
          values: control.values,
          span: document.shift(spanOf(value)),
        };
    }
  }
};
