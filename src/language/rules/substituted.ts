import { expansionsIn, parseTemplate } from '../../flux/substitution.ts';
import type { Problem } from '../problems.ts';
import type { Rule, Subject } from '../rule.ts';
import { settledIn } from '../variables/settled.ts';
import type { Settled } from '../variables/settled.ts';
import { scopesOf } from '../variables/variables.ts';
import { invalidDurations } from './durations.ts';
import { fluxRules } from './flux.ts';
import { schemaProblems } from './schema.ts';

/** The rules that look at values, which variables decide about. */
const rules: readonly Rule[] = [invalidDurations, schemaProblems, fluxRules];

/** Of fields that are there or not, and of what the build does before Flux puts variables in, nothing changes. */
const unchanged = /^schema\/(?:unknown-field|dropped-field|changed-value|lost-\w+|required|unknown-kind)$/;

/**
 * The problems of a document with its variables put in: those that its values have once Flux has substituted them are added, and what was said of
 * defaults that Flux does not use is taken away. Only where the Kustomization builds this repository for certain, and all its variables are known.
 */
export function withVariables(it: Subject, found: readonly Problem[]): readonly Problem[] {
  const { repository, manifest, document } = it;
  if (!document.section.text.includes('${')) return found;
  const scopes = scopesOf(repository, manifest.path, document);
  const known = scopes.filter((scope) => scope.runs === 'yes' && scope.sure && !scope.open);
  const views = known.flatMap((scope) => {
    const settled = settledIn(document, scope);
    return settled ? [{ ...settled, applier: scope.applier.name }] : [];
  });
  if (views.length === 0) return found;
  const isDecided = (start: number): boolean =>
    known.length === scopes.length && views.length === known.length && views.every(({ values }) => values.has(start));
  const kept = found.filter((one) => !isDecided(one.span.start));
  const told = new Set(kept.map(keyOf));
  const added: Problem[] = [];
  for (const view of views) {
    for (const one of problemsIn(it, view)) {
      if (told.has(keyOf(one))) continue;
      told.add(keyOf(one));
      added.push(asVariable(one, it) ?? { ...bare(one), after: substitution(one, view) });
    }
  }
  return [...kept, ...added];
}

type View = Settled & { readonly applier: string };

function* problemsIn(it: Subject, { document }: View): Generator<Problem> {
  for (const rule of rules) for (const one of rule({ ...it, document })) if (!unchanged.test(one.code)) yield one;
}

function keyOf({ code, span }: Problem): string {
  return `${code} ${span.start}`;
}

function substitution({ span }: Problem, { applier, values }: View): Problem['after'] & object {
  const value = values.get(span.start);
  return { applier, ...(value !== undefined && { value }) };
}

/** Whatever quotes the file has, kustomize writes its own. */
function bare(problem: Problem): Problem {
  return problem.code === 'schema/type' ? { ...problem, quoted: false } : problem;
}

const words: Readonly<Record<string, string>> = { boolean: 'true or false', integer: 'a number', number: 'a number' };

/** A text that is one no longer has a rule of its own, which knows how to keep it one. */
function asVariable(problem: Problem, { manifest }: Subject): Problem | undefined {
  if (problem.code !== 'schema/type' || problem.expected !== 'string') return undefined;
  const is = words[problem.found];
  const { span, text: value } = problem;
  const [first] = expansionsIn(parseTemplate(manifest.text.slice(span.start, span.end)).parts);
  if (is === undefined || value === undefined || first === undefined) return undefined;
  return { code: 'variable/type', name: first.name, value, is, span };
}
