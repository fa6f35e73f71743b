import type { ObjectId } from '../flux/objects.ts';
import { messageOf, severityOf } from './messages.ts';
import { objectIdOf } from './build/lookup.ts';
import type { Judges, Manifest, ManifestDocument } from './repository/manifest.ts';
import { withoutOverlap } from './overlap.ts';
import { isPatched } from './build/patched.ts';
import type { Code, Problem } from './problems.ts';
import type { Severity } from './problems/row.ts';
import type { Repository } from './repository/repository.ts';
import type { Rule, Subject } from './rule.ts';
import { schemaOf } from './rules/schema.ts';
import { withVariables } from './rules/substituted.ts';
import { loneRules, patchRules, repositoryRules, textRules } from './rules/table.ts';
import type { Concern } from './rules/table.ts';
import { withOwnSettings } from './repository/settings.ts';
import type { Settings } from './repository/settings.ts';
import { externalsOf, suppressionsOf } from './repository/suppress.ts';
import type { Span } from './yaml/text.ts';
import { fluxInUse } from './repository/versions.ts';
import { newestMinor } from '../flux/versions.ts';

export type { Severity } from './problems/row.ts';
export type { Settings } from './repository/settings.ts';

/** A problem in words, at its place in the file. */
export interface Diagnosis {
  readonly problem: Problem;
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** The object that has the problem, where there is one. */
  readonly resource?: ObjectId;
}

/**
 * The problems of one file, sorted by place and code; settings and suppression comments applied. Never throws. Parses this file and no
 * other. Empty for files that are unknown, and for templates of Helm charts. `spotless`: `LoneFiles.isSpotless` was true for the file, which
 * saves most of the work.
 */
export function diagnose(
  repository: Repository,
  path: string,
  given: Settings,
  spotless = false,
): readonly Diagnosis[] {
  const settings = withOwnSettings(repository, given);
  const unreadable = repository.unreadable(path);
  if (unreadable !== undefined) {
    return inWords([{ code: `file/${unreadable}`, span: { start: 0, end: 0 } }], undefined, settings);
  }
  const manifest = repository.manifest(path);
  if (manifest === undefined || repository.isTemplate(path)) return [];
  const isSuppressed = suppressionsOf(manifest);
  const external = [...settings.external, ...externalsOf(manifest)];
  const flux = fluxInUse(repository, settings);
  const isWanted = ({ hint }: Concern): boolean =>
    settings.hints !== false || hint === undefined || (settings.rules[hint] ?? 'hint') !== 'hint';
  const linking = repositoryRules.filter(isWanted);
  return manifest.documents
    .flatMap((document) => {
      if (isBlank(document)) return [];
      const subject = { repository, manifest, document, external, flux };
      const problems = findAll(subject, spotless, linking).filter((it) => !isSuppressed(it.code, it.span.start));
      return problems.length === 0 ? [] : inWords(problems, resourceOf(repository, manifest, document), settings);
    })
    .sort((a, b) => a.span.start - b.span.start || (a.code < b.code ? -1 : 1));
}

/** Between two `---` there may be nothing, or thousands of times nothing. */
function isBlank({ section }: ManifestDocument): boolean {
  return /^(?:---)?\s*$/.test(section.text);
}

const newestFlux = { oldest: newestMinor, newest: newestMinor, known: true };

/** What is wrong with a document by itself. */
export function findAlone(repository: Repository, manifest: Manifest, document: ManifestDocument): readonly Problem[] {
  return findAll({ repository, manifest, document, external: [], flux: newestFlux }, false, []);
}

function findAll(subject: Subject, spotless: boolean, linking: readonly Concern[]): readonly Problem[] {
  const { document, repository, manifest, flux } = subject;
  const isPatch = document.facts.patch || repository.builds.isPatch(manifest.path);
  const judges = { schema: schemaOf(subject), flux };
  const isDone =
    (spotless && (judges.schema?.origin.from ?? 'bundle') === 'bundle') || isSame(document.section.spotlessBy, judges);
  let found: Problem[] = [];
  const find = (rules: readonly Rule[]): void => {
    for (const rule of rules) for (const it of rule(subject)) found.push(it);
  };
  // Of half a text nobody knows what it lacks: while a word is being typed nothing else shall turn red.
  const isBroken = !isDone && document.section.isBroken;
  if (!isDone) find(isPatch || isBroken ? textRules : loneRules);
  if (isBroken) return found;
  if (!isDone && !isPatch && linking.length > 0) found = [...withVariables(subject, found)];
  if (isPatch && linking.length > 0) find(patchRules);
  if (isPatch) return withoutOverlap(found);
  if (linking.length === 0) return withoutOverlap(found);
  if (!isDone && found.length === 0 && isFinal(subject)) document.section.spotlessBy = judges;
  for (const { of, rules } of linking) if (of(subject, judges.schema)) find(rules);
  return withoutOverlap(found);
}

function isSame(a: Judges | undefined, b: Judges): boolean {
  if (a?.schema !== b.schema) return false;
  return a?.flux.oldest === b.flux.oldest && a.flux.newest === b.flux.newest && a.flux.known === b.flux.known;
}

/** Whether what a document alone has shown cannot change: variables get values elsewhere, and patches put right what is missing. */
function isFinal({ document, repository, manifest }: Subject): boolean {
  return !document.section.text.includes('${') && !isPatched(repository, manifest.path);
}

function inWords(
  problems: readonly Problem[],
  resource: ObjectId | undefined,
  settings: Settings,
): readonly Diagnosis[] {
  return problems.flatMap((problem) => {
    const severity = settings.rules[problem.code] ?? severityOf(problem);
    if (severity === 'off') return [];
    const { code, span } = problem;
    return [{ problem, code, severity, message: messageOf(problem), span, ...(resource && { resource }) }];
  });
}

function resourceOf(repository: Repository, manifest: Manifest, document: ManifestDocument): ObjectId | undefined {
  return objectIdOf(repository, manifest.path, document);
}
