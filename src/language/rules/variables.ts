import { isBeyond, isPosition, substitute } from '../../flux/expand.ts';
import { isWrittenPlain, plainKind } from '../../flux/rewritten.ts';
import { defaultOperators, expansionsIn, isVariableName } from '../../flux/substitution.ts';
import type { Expansion } from '../../flux/substitution.ts';
import { isKustomize } from '../repository/facts.ts';
import { locality } from '../build/locality.ts';
import { namespacesOf } from '../build/lookup.ts';
import { textOf } from '../yaml/parse.ts';
import type { Problem } from '../problems.ts';
import { readingOf, scalarsIn } from '../readings.ts';
import type { Place, Reading } from '../readings.ts';
import type { Rule, Subject } from '../rule.ts';
import { similar } from '../similar.ts';
import type { Span } from '../yaml/text.ts';
import { lookupIn, roomIn, scopesOf, substituteField, substituteFrom } from '../variables/variables.ts';
import type { Scope } from '../variables/variables.ts';
import { variableSources } from '../variables/variableSources.ts';
import { isBefore } from '../../flux/versions.ts';

/** Variables in objects: unset, unreadable, left alone, misunderstood (RULES.md rules 1, 2, 28, 29, 76, 77, 78). */
export const variablesUsed: Rule = function* (it) {
  const { document, repository, manifest } = it;
  const { kind, group } = document.header;
  const isSecret = kind?.value === 'Secret' && group === '';
  if (kind === undefined || isKustomize(document.facts)) return;
  if (!isSecret && !/\$[{$]/.test(document.section.text)) return;
  const scopes = scopesOf(repository, manifest.path, document);
  const running = scopes.filter((scope) => scope.runs === 'yes');
  for (const place of scalarsIn(document.yaml)) {
    if (isSecret && place.path[0] === 'data') yield* inBase64(it, place);
    const reading = readingOf(manifest, document, place);
    if (reading === undefined) continue;
    yield* running.length > 0 ? judged(it, place, reading, running) : untouched(place, reading, scopes);
  }
};

/** What Flux would say of a scalar, or of a text without a place in an object, by the scopes in which it substitutes. */
export function* judged(
  it: Subject,
  place: Place | undefined,
  reading: Reading,
  scopes: readonly Scope[],
): Generator<Problem> {
  const { fault, source, start } = reading;
  if (fault && fault.reason !== 'nested too deeply') {
    const span = { start: start + fault.start, end: start + Math.max(fault.end, fault.start + 2) };
    const rest = it.document.section.text.length - source.length > 0 && /[}]/.test(restOf(it, reading));
    const open = fault.atEnd && !/brace|name/.test(fault.reason) && rest;
    const text = source.slice(fault.start, Math.min(fault.end + 1, fault.start + 30)).split('\n', 1)[0] ?? '';
    const sure = !open && scopes.some((scope) => scope.sure);
    yield { code: 'variable/malformed', reason: fault.reason, text, applier: nameOf(scopes), sure, span };
  }
  for (const expansion of expansionsIn(reading.parts)) {
    const span = moved(expansion, start);
    yield* unset(it, expansion, scopes, moved(expansion.nameAt, start));
    const { operator, name } = expansion;
    // A shell leaves alone what is set, be it to nothing.
    const isOther = operator === '=' && scopes.some((scope) => scope.variables.get(name)?.value === '');
    if (operator === ':+' || operator === ':?' || isOther) yield { code: 'variable/operator', operator, name, span };
    const misread = misreadDefault(expansion, scopes);
    if (misread) yield { code: 'variable/operator', operator, name, ...misread, span };
  }
  if (it.document.header.kind?.value !== 'CustomResourceDefinition') yield* doubled(reading, scopes);
  if (place !== undefined) yield* typed(it, place, reading, scopes);
}

/** What stands behind a lone colon and can only be meant for a default: no position, or one at which nothing is left of the value. */
function misreadDefault({ operator, name, args }: Expansion, scopes: readonly Scope[]) {
  const behind = operator === ':' ? plainText(args[0]) : undefined;
  if (behind === undefined) return undefined;
  if (!isPosition(behind)) return { behind, left: 'all' } as const;
  const isGone = scopes.every((scope) => isBeyond(scope.variables.get(name)?.value ?? '', behind));
  return isGone && args.length === 1 ? ({ behind, left: 'nothing' } as const) : undefined;
}

/** What an argument is, where no variable has a part in it. */
function plainText(parts: Expansion['args'][number] = []): string | undefined {
  const [part] = parts;
  return parts.length === 1 && part?.kind === 'text' ? part.text : undefined;
}

/** Who writes `$$(` or `$$NAME` knows that Flux halves them: what stands alone, or behind a letter or digit, means two. */
const twoDollars = /(?<![$])(?:(?<=\w)\$\$(?=\w)|\$\$(?![${(\w]))/g;

function* doubled(reading: Reading, scopes: readonly Scope[]): Generator<Problem> {
  for (const { index } of reading.source.matchAll(twoDollars)) {
    if (isInside(reading, index)) continue;
    const span = moved({ start: index, end: index + 2 }, reading.start);
    yield { code: 'variable/double-dollar', applier: nameOf(scopes), span };
  }
}

function restOf({ document }: Subject, { source, start }: Reading): string {
  const { text } = document.section;
  const at = start - document.start;
  return text.slice(0, at) + text.slice(at + source.length);
}

function isInside({ parts }: Reading, at: number): boolean {
  return parts.some((part) => part.kind === 'expansion' && part.start <= at && at < part.end);
}

function* unset(it: Subject, expansion: Expansion, scopes: readonly Scope[], span: Span): Generator<Problem> {
  const { name, operator } = expansion;
  if (defaultOperators.includes(operator)) return;
  const without = scopes.filter((scope) => !scope.open && !scope.variables.has(name));
  const [first] = without;
  if (first === undefined) return;
  const strict = !isBefore(it.flux.oldest, '2.9');
  const names = [...first.variables.keys()];
  const sure = without.some((scope) => scope.sure);
  const room = roomIn(it.repository, first);
  yield {
    code: 'variable/unset',
    name,
    applier: first.applier.name,
    strict,
    sure,
    similar: similar(name, names),
    ...(room && { room }),
    span,
  };
}

/** Places whose value must be a text, whatever the kind: what the API server says of them does not depend on a schema. */
const textPlaces: readonly RegExp[] = [
  /^metadata\n(labels|annotations)\n[^\n]+$/,
  /^(data|stringData)\n[^\n]+$/,
  /\nenv\n\d+\nvalue$/,
  /\n(args|command)\n\d+$/,
  /^spec\npostBuild\nsubstitute\n[^\n]+$/,
];
const withData = ['ConfigMap', 'Secret'];

function* typed(
  it: Subject,
  place: Place,
  { source, start, parts }: Reading,
  scopes: readonly Scope[],
): Generator<Problem> {
  const { node, path, isKey } = place;
  const at = path.join('\n');
  const { kind } = it.document.header;
  const isData = /^(data|stringData)\n/.test(at) && !withData.includes(kind?.value ?? '');
  if (isKey || isData || !textPlaces.some((one) => one.test(at))) return;
  const value = textOf(node) ?? '';
  const [first] = expansionsIn(parts);
  if (first === undefined || !isWrittenPlain(value)) return;
  for (const scope of scopes) {
    const { text, missing, error } = substitute(value, lookupIn(scope));
    if (text === undefined || missing.length > 0 || error !== undefined) continue;
    const is = plainKind(text);
    // Nothing becomes an empty text in built-in kinds.
    if (is === 'text' || is === 'null') continue;
    const words = { number: 'a number', boolean: 'true or false' } as const;
    yield {
      code: 'variable/type',
      name: first.name,
      value: text,
      is: words[is],
      span: moved({ start: 0, end: source.length }, start),
    };
    return;
  }
}

/** In names the API server refuses what nothing replaced. */
function* untouched({ path, isKey }: Place, { parts, start }: Reading, scopes: readonly Scope[]): Generator<Problem> {
  const [scope] = scopes;
  const isName = !isKey && path.length === 2 && path[0] === 'metadata' && /^name(space)?$/.test(String(path[1]));
  if (!isName || scope === undefined || scopes.some((one) => one.runs !== 'no')) return;
  for (const expansion of expansionsIn(parts)) {
    yield {
      code: 'variable/not-substituted',
      name: expansion.name,
      applier: scope.applier.name,
      span: moved(expansion, start),
    };
  }
}

function* inBase64({ document }: Subject, { node, isKey }: Place): Generator<Problem> {
  const text = isKey ? undefined : textOf(node)?.replaceAll(/\s/g, '');
  if (text === undefined || text.length > 100_000 || !/^[A-Za-z0-9+/]+=*$/.test(text)) return;
  const name = /\$\{(\w+)[}:]/.exec(decoded(text))?.[1];
  if (name !== undefined) yield { code: 'variable/in-base64', name, span: document.span(node) };
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

/** Names under which variables are defined and that Flux refuses (RULES.md rule 30). */
export const variableNames: Rule = function* ({ repository, manifest, document }) {
  const { fields, header } = document.facts;
  if (header.group !== 'kustomize.toolkit.fluxcd.io') return;
  for (const [field, { key }] of fields) {
    const name = field.startsWith(substituteField) ? field.slice(substituteField.length) : undefined;
    if (name === undefined || key === undefined || isVariableName(name) || name.includes('$')) continue;
    yield { code: 'variable/name', name, span: document.shift(key) };
  }
  const namespaces = namespacesOf(repository, manifest.path, document);
  for (const { kind, name, at } of substituteFrom(document)) {
    const word = fields.get(`spec.postBuild.substituteFrom.${at}.name`);
    const sources = variableSources(repository, kind, name, namespaces);
    const bad = sources.length === 1 ? sources[0]?.entries.find((it) => !isVariableName(it.name)) : undefined;
    if (word === undefined || bad === undefined || bad.name.includes('$')) continue;
    yield { code: 'variable/name', name: bad.name, from: `${kind} "${name}"`, span: document.shift(word.span) };
  }
};

/** Variables that are set and that nothing in the repository uses (RULES.md rule 74). */
export const variablesUnused: Rule = function* ({ repository, document }) {
  const applier = repository.builds.applierOf(document);
  if (applier === undefined || locality(repository, applier)?.sure !== true) return;
  for (const [field, { key }] of document.facts.fields) {
    const name = field.startsWith(substituteField) ? field.slice(substituteField.length) : undefined;
    if (name === undefined || key === undefined || usedNames(repository).has(name)) continue;
    yield { code: 'variable/unused', name, span: document.shift(key) };
  }
};

function usedNames(repository: Subject['repository']): ReadonlySet<string> {
  return repository.remember('used variables', () => {
    const names = new Set<string>();
    for (const { documents } of repository.manifests()) {
      for (const { facts } of documents) for (const name of facts.uses) names.add(name);
    }
    return names;
  });
}

function nameOf(scopes: readonly Scope[]): string {
  return scopes[0]?.applier.name ?? '';
}

function moved(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
