import type { AdviceProblem } from '../problems/advice.ts';
import { draft, replace } from './draft.ts';
import type { Fixes } from './draft.ts';
import { addBefore, indentOf, removeKey } from './edit.ts';
import { keysAt } from '../repository/values.ts';

const decision = 'Whether that is meant is a decision.';

export const adviceFixes: Fixes<AdviceProblem> = {
  'advice/suspended': (it, manifest) =>
    draft(manifest, it.span, 'Remove suspend', (document) => removeKey(manifest, document, it.path), false),
  'advice/no-prune': decision,
  'advice/force': (it, manifest) =>
    draft(manifest, it.span, 'Remove force', (document) => removeKey(manifest, document, it.path), false),
  'advice/short-timeout': (it, manifest) => [{ title: 'Write 30s', edits: [replace(manifest, it.span, '30s')] }],
  'advice/short-interval': 'How often is a decision.',
  'advice/ready-expr': 'What the expression should ask besides, only its author knows.',
  'advice/not-waited': 'Whether the other one should wait is a decision, and what depends on it may be in many files.',
  'advice/no-retries': (it, manifest) =>
    draft(
      manifest,
      it.span,
      'Retry on failure',
      (document) => {
        const keys = keysAt(document, ['spec']);
        const [first] = keys;
        if (first === undefined || it.actions.some((action) => keys.includes(action))) return undefined;
        const column = indentOf(manifest, document.span(document.nodeAt(['spec'])!).start);
        const lines = it.actions.map((action) => `${action}:\n${column}  strategy:\n${column}    name: RetryOnFailure`);
        return addBefore(manifest, document, ['spec', first], lines.join(`\n${column}`));
      },
      false,
    ),
  'advice/hooks-patched': (it, manifest) =>
    ['nohooks', 'combined'].flatMap((name) =>
      draft(
        manifest,
        it.span,
        `Add postRenderStrategy: ${name}`,
        (document) => addBefore(manifest, document, ['spec', 'postRenderers'], `postRenderStrategy: ${name}`),
        false,
      ),
    ),
  'advice/any-version': 'Which version is meant, only its author knows.',
  'advice/insecure': decision,
  'advice/helm-oci': 'The source and every HelmRelease that takes a chart from it change together.',
  'advice/overwritten': decision,
  'advice/generated': 'It moves to another file, as a patch.',
};
