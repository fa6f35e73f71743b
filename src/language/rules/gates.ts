import { gated } from '../../flux/gates.ts';
import { isOff } from '../build/gates.ts';
import { hasValue, valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';

/** Fields that need a feature which the controllers in this repository do not have on (RULES.md rules 70, 88). */
export const closedGates: Rule = function* ({ repository, document }) {
  const kind = document.header.kind?.value;
  if (!/ExternalArtifact|serviceAccountName/.test(document.section.text)) return;
  for (const { kind: of, path, value, gate, controller, unless } of gated) {
    if (of !== kind || !hasValue(document, path)) continue;
    const found = valueAt(document, path);
    if (found === undefined || (value !== undefined && found.text !== value)) continue;
    const other = unless && (valueAt(document, unless.path)?.text ?? '');
    if (other !== undefined && unless?.values.includes(other) === true) continue;
    if (!isOff(repository, gate, controller)) continue;
    yield { code: 'reference/gate-off', gate, controller, field: value ?? path.slice(1).join('.'), span: found.span };
  }
};
