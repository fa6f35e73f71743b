import { isMap } from 'yaml';
import type { ReachProblem } from '../problems/reach.ts';
import { draft, spellings } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';
import type { Manifest } from '../repository/manifest.ts';
import type { Span } from '../yaml/text.ts';
import { keysAt } from '../repository/values.ts';
import { addAfter, addBefore, overwrite } from './edit.ts';

export const reachFixes: Fixes<ReachProblem> = {
  'reference/blocked': 'Which source a tenant may have is a decision.',
  'reference/gate-off': 'The flag goes to a patch of the controllers, in another file.',
  'reference/not-watched': (it, manifest) =>
    draft(
      manifest,
      it.span,
      'Let Flux watch it',
      (document) => {
        const label = 'reconcile.fluxcd.io/watch: Enabled';
        const labels = ['metadata', 'labels'];
        const [first] = keysAt(document, labels);
        return first === undefined
          ? addAfter(manifest, document, ['metadata', 'name'], `labels: { ${label} }`)
          : addBefore(manifest, document, [...labels, first], label);
      },
      false,
    ),
  'notification/no-source': (it, manifest) => [
    ...it.elsewhere.flatMap((namespace) => inNamespace(it, manifest, namespace)),
    ...spellings(manifest, it.span, it.similar),
  ],
  'image/marker-uncovered': 'Which folders an automation may change is a decision.',
};

type NoSource = Extract<ReachProblem, { readonly code: 'notification/no-source' }> & { readonly span: Span };

function inNamespace({ path, span, elsewhere }: NoSource, manifest: Manifest, namespace: string): readonly Draft[] {
  return draft(
    manifest,
    span,
    `Look in namespace "${namespace}"`,
    (document) => {
      const given = document.nodeAt([...path, 'namespace']);
      if (given?.range) return overwrite(manifest, document.span(given), namespace);
      return isMap(document.nodeAt(path))
        ? addAfter(manifest, document, [...path, 'name'], `namespace: ${namespace}`)
        : undefined;
    },
    elsewhere.length === 1,
  );
}
