import type { HealthProblem } from '../problems/health.ts';
import { draft, spellings } from './draft.ts';
import type { Fixes } from './draft.ts';
import { addAfter, addBefore, removeKey } from './edit.ts';

export const healthFixes: Fixes<HealthProblem> = {
  'health/list-ignored': (it, manifest) => [
    ...draft(manifest, it.span, 'Remove healthChecks', (document) => removeKey(manifest, document, it.path)),
    ...draft(manifest, it.span, 'Remove wait', (document) => removeKey(manifest, document, ['spec', 'wait']), false),
  ],
  'health/unused': (it, manifest) =>
    it.why !== 'unchecked'
      ? []
      : draft(manifest, it.span, 'Add wait: true', (document) =>
          document.nodeAt(['spec', 'wait']) === undefined
            ? addBefore(manifest, document, ['spec', 'healthCheckExprs'], 'wait: true')
            : undefined,
        ),
  'health/no-version': (it, manifest) =>
    it.apiVersion === undefined
      ? []
      : draft(manifest, it.span, `Add apiVersion: ${it.apiVersion}`, (document) =>
          addAfter(manifest, document, [...it.path, 'kind'], `apiVersion: ${it.apiVersion ?? ''}`),
        ),
  'health/absent': (it, manifest) => spellings(manifest, it.span, it.similar),
  'health/duplicate': 'How to put the two together, only the author knows.',
};
