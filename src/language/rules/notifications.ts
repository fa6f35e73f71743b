import { regexFault } from '../regex.ts';
import type { Rule } from '../rule.ts';
import { hasValue, keySpan, lengthAt, valueAt } from '../repository/values.ts';

/** Wildcards of a Receiver need labels, and labels need a wildcard (RULES.md rule 85). */
export const receiverWildcards: Rule = function* ({ document }) {
  for (let at = 0; at < lengthAt(document, ['spec', 'resources']); at++) {
    const path = ['spec', 'resources', at];
    const name = valueAt(document, [...path, 'name']);
    const labels = [...path, 'matchLabels'];
    if (name === undefined) continue;
    if (name.text === '*' && !hasValue(document, labels))
      yield { code: 'notification/wildcard', path, span: name.span };
    if (name.text !== '*' && name.text !== '' && hasValue(document, labels))
      yield { code: 'notification/labels-ignored', name: name.text, path: labels, span: keySpan(document, labels) };
  }
};

/** Filters of messages that Go cannot compile: they let everything, or nothing, through (RULES.md rule 86). */
export const alertFilters: Rule = function* ({ document }) {
  for (const list of ['inclusionList', 'exclusionList']) {
    for (let at = 0; at < lengthAt(document, ['spec', list]); at++) {
      const pattern = valueAt(document, ['spec', list, at]);
      const fault = pattern && regexFault(pattern.text);
      if (pattern && fault !== undefined)
        yield { code: 'notification/pattern', value: pattern.text, fault, span: pattern.span };
    }
  }
};

/** The old place of a text that goes with every event (RULES.md rule 57; notification-controller api/v1beta3). */
export const alertSummary: Rule = function* ({ document }) {
  const path = ['spec', 'summary'];
  if (!hasValue(document, path)) return;
  yield { code: 'notification/summary', path, span: keySpan(document, path) };
};
