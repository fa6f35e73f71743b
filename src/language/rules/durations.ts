import { isDuration, suggestDuration, withoutHours } from '../../flux/duration.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import { kindOf } from '../../flux/kinds.ts';
import { durationFields } from '../../flux/references.ts';
import { textOf } from '../yaml/parse.ts';
import type { Rule } from '../rule.ts';
import { literalOf } from '../yaml/symbolic.ts';

/** Durations that the API server refuses: days, bare numbers, hours where a source's timeout has none (RULES.md rule 11). */
export const invalidDurations: Rule = function* ({ repository, document }) {
  const { group, version, kind } = document.header;
  if (kind === undefined || !isFluxGroup(group) || !kindOf(group, kind.value)) return;
  // What has a schema is judged by its patterns.
  if (repository.schemas.find(group, version, kind.value) !== undefined) return;
  for (const field of durationFields) {
    if (field.kinds && !field.kinds.includes(kind.value)) continue;
    const node = document.nodeAt(field.path);
    const text = textOf(node);
    const value = text === undefined ? undefined : literalOf(text);
    if (node === undefined || value === undefined || isDuration(value, field.hours)) continue;
    const guess = suggestDuration(value);
    const suggestion = guess !== undefined && !field.hours ? withoutHours(guess) : guess;
    yield {
      code: 'duration/invalid',
      value,
      hours: field.hours,
      ...(suggestion !== undefined && text === value && { suggestion }),
      span: document.span(node),
    };
  }
};
