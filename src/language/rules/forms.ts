import { parseConstraint } from '../../flux/semver.ts';
import type { Problem } from '../problems.ts';
import { regexFault } from '../regex.ts';
import type { Value } from '../repository/values.ts';
import { valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';
import { similar } from '../similar.ts';
import { formats } from '../schema/formats.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { expand } from '../yaml/parse.ts';

/** How a text is read by whoever takes it. */
type Form = 'regex' | 'filter' | 'range' | 'operator' | 'schedule' | 'zone' | 'quantity';

interface FormField {
  readonly kinds: readonly string[];
  readonly path: readonly string[];
  readonly form: Form;
}

const identities = (kind: string, ...path: readonly string[]): readonly FormField[] =>
  ['issuer', 'subject'].map((name) => ({
    kinds: [kind],
    path: [...path, 'matchOIDCIdentity', '*', name],
    form: 'regex',
  }));

/**
 * Texts of which the CRD says less than who reads them. Sources: source-controller 1.9 `internal/oci/cosign`, image-automation-controller 1.2
 * (`metav1.LabelSelectorAsSelector`), flux-operator v0.59.0 `internal/controller`, `internal/builder/semver.go`, `internal/schedule` (robfig/cron with five
 * fields, zones of Go).
 */
const fields: readonly FormField[] = [
  ...identities('OCIRepository', 'spec', 'verify'),
  ...identities('HelmChart', 'spec', 'verify'),
  ...identities('HelmRelease', 'spec', 'chart', 'spec', 'verify'),
  ...['Branch', 'Tag', 'Environment'].flatMap((of) =>
    [`include${of}`, `exclude${of}`].map((name): FormField => ({
      kinds: ['ResourceSetInputProvider'],
      path: ['spec', 'filter', name],
      form: 'filter',
    })),
  ),
  { kinds: ['ResourceSetInputProvider'], path: ['spec', 'filter', 'semver'], form: 'range' },
  { kinds: ['ResourceSetInputProvider'], path: ['spec', 'schedule', '*', 'cron'], form: 'schedule' },
  { kinds: ['ResourceSetInputProvider'], path: ['spec', 'schedule', '*', 'timeZone'], form: 'zone' },
  { kinds: ['FluxInstance'], path: ['spec', 'storage', 'size'], form: 'quantity' },
  { kinds: ['FluxInstance'], path: ['spec', 'distribution', 'version'], form: 'range' },
  {
    kinds: ['ImageUpdateAutomation'],
    path: ['spec', 'policySelector', 'matchExpressions', '*', 'operator'],
    form: 'operator',
  },
  {
    kinds: ['ResourceSet'],
    path: ['spec', 'inputsFrom', '*', 'selector', 'matchExpressions', '*', 'operator'],
    form: 'operator',
  },
];

/** Texts in fields that Flux cannot read, though the API server takes them (RULES.md rules 48, 62). */
export const unreadableForms: Rule = function* ({ document }) {
  const kind = document.header.kind?.value ?? '';
  for (const { kinds, path, form } of fields) {
    if (!kinds.includes(kind)) continue;
    for (const place of expand(document.yaml, path)) {
      const value = valueAt(document, place);
      const isLiteral = value !== undefined && value.text !== '' && !isSymbolic(value.text);
      const fault = isLiteral ? faults[form](value, place.join('.')) : undefined;
      if (fault !== undefined) yield fault;
    }
  }
};

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What is wrong with a text of a form. */
const faults: { readonly [F in Form]: (value: Value, path: string) => Problem | undefined } = {
  regex: ({ text, span }) => {
    const fault = regexFault(text);
    return fault === undefined ? undefined : { code: 'source/pattern', value: text, fault, span };
  },
  filter: ({ text, span }) => {
    const fault = regexFault(text);
    return fault === undefined ? undefined : { code: 'operator/filter', value: text, fault, span };
  },
  schedule: ({ text, span }) =>
    formats['cron']?.(text) === false ? { code: 'operator/schedule', value: text, span } : undefined,
  zone: ({ text, span }) =>
    formats['time-zone']?.(text) === false ? { code: 'operator/time-zone', value: text, span } : undefined,
  quantity: ({ text, span }, path) =>
    formats['quantity']?.(text) === false
      ? { code: 'schema/format', path, value: text, format: 'quantity', span }
      : undefined,
  range: ({ text, span }) =>
    parseConstraint(text) === undefined ? { code: 'source/range', value: text, span } : undefined,
  operator: ({ text, span }, path) =>
    operators.includes(text)
      ? undefined
      : { code: 'schema/enum', path, value: text, allowed: operators, similar: similar(text, operators), span },
};
