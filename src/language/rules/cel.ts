import { isScalar } from 'yaml';
import type { Node } from 'yaml';
import { celFault } from '../cel.ts';
import type { CelContext } from '../cel.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { expand } from '../yaml/parse.ts';
import type { Rule } from '../rule.ts';
import type { Span } from '../yaml/text.ts';
import { valueAt } from '../repository/values.ts';

interface CelField extends CelContext {
  readonly kinds: readonly string[];
  readonly path: readonly string[];
}

const appliers = ['Kustomization', 'HelmRelease'];
const health = (name: string): CelField => ({ kinds: appliers, path: ['spec', 'healthCheckExprs', '*', name] });
const claims = ['claims', 'vars'];
const provider = ['spec', 'oidcProviders', '*'];

/**
 * The expressions that people write, and the names that Flux gives them. Sources: `runtime/cel` of fluxcd/pkg, `checkDependencies` of
 * kustomize-controller 1.9 and helm-controller 1.6, `internal/server` of notification-controller 1.9, `internal/controller` of flux-operator v0.59.0. `claims` in filters is for generic-oidc
 * alone; allowing it everywhere misses a mistake and never invents one.
 */
const fields: readonly CelField[] = [
  health('current'),
  health('failed'),
  health('inProgress'),
  { kinds: appliers, path: ['spec', 'dependsOn', '*', 'readyExpr'], names: ['self', 'dep'], wants: 'bool' },
  { kinds: ['ResourceSet'], path: ['spec', 'dependsOn', '*', 'readyExpr'] },
  { kinds: ['Receiver'], path: ['spec', 'resourceFilter'], names: ['res', 'req', 'claims'], wants: 'bool' },
  { kinds: ['Receiver'], path: ['spec', 'resources', '*', 'filter'], names: ['res', 'req', 'claims'], wants: 'bool' },
  { kinds: ['Receiver'], path: [...provider, 'variables', '*', 'expression'], names: claims },
  { kinds: ['Receiver'], path: [...provider, 'validations', '*', 'expression'], names: claims, wants: 'bool' },
  { kinds: ['Provider'], path: ['spec', 'commitStatusExpr'], names: ['event', 'alert', 'provider'], wants: 'string' },
];

/** Expressions that Flux cannot read, which ends the reconciliation (RULES.md rule 62). */
export const celExpressions: Rule = function* ({ document }) {
  const kind = document.header.kind?.value ?? '';
  for (const field of fields) {
    if (!field.kinds.includes(kind)) continue;
    for (const path of expand(document.yaml, field.path)) {
      const value = valueAt(document, path);
      const fault = value && value.text !== '' ? celFault(value.text, field) : undefined;
      if (value === undefined || fault === undefined) continue;
      const { reason, detail } = fault;
      const names = field.names ?? [];
      const wants = field.wants ?? 'bool';
      yield {
        code: 'cel/invalid',
        reason,
        detail,
        names,
        wants,
        span: placeOf(document, document.nodeAt(path), value.span, fault.at),
      };
    }
  }
};

/** From the faulty place to the end of the expression, where its text stands in the file as it is; else the whole value. */
function placeOf(document: ManifestDocument, node: Node | undefined, whole: Span, at: number): Span {
  if (!isScalar(node) || typeof node.value !== 'string') return whole;
  const { text, start: offset } = { text: document.section.text, start: document.start };
  const start = text.indexOf(node.value, whole.start - offset);
  if (start < 0 || start > whole.start - offset + 1) return whole;
  const from = Math.min(at, Math.max(0, node.value.length - 1));
  return { start: start + offset + from, end: start + offset + node.value.length };
}
