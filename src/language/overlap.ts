import { severityOf } from './messages.ts';
import type { Problem } from './problems.ts';

/**
 * The problems of a document with each fault said once: where a rule that knows Flux speaks about a value, what the schema says of the same
 * value goes.
 */
export function withoutOverlap(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length < 2) return problems;
  const known = problems.filter((it) => knowing.test(it.code) && severityOf(it) === 'error');
  const places = new Set(known.map((it) => it.span.start));
  const codes = new Set(known.map((it) => it.code));
  const typed = new Set<number>();
  return problems.filter((it) => {
    if (it.code === 'variable/type') return !typed.has(it.span.start) && typed.add(it.span.start);
    if (it.code === 'schema/rule') return !(codes.has('helm/chart-choice') && it.message.includes('chartRef'));
    return !it.code.startsWith('schema/') || !places.has(it.span.start);
  });
}

/** The areas whose rules judge a value, not what it points to. */
const knowing =
  /^(?:build\/source-form$|(?:duration|kind|helm|source|image|notification|health|cel)\/(?!no-source$|chart-missing$))/;
