import type { ObjectId } from '../flux/objects.ts';
import { messageOf, severityOf } from './messages.ts';
import { objectIdOf } from './build/lookup.ts';
import type { Judges, Manifest, ManifestDocument } from './repository/manifest.ts';
import { withoutOverlap } from './overlap.ts';
import { isPatched } from './build/patched.ts';
import { isKustomizationPath } from './build/builds.ts';
import { isFluxGroup } from '../flux/kind.ts';
import type { Code, Problem } from './problems.ts';
import type { Severity } from './problems/row.ts';
import type { Repository } from './repository/repository.ts';
import type { Rule, Subject } from './rule.ts';
import type { KindSchema } from './schema/schema.ts';
import { invalidCrds } from './rules/crds.ts';
import { buildFaults, deprecatedFields, failingOperations, wrongKustomizationKind } from './rules/build.ts';
import { dependencyCycles } from './rules/cycles.ts';
import { fluxRules } from './rules/flux.ts';
import { closedGates } from './rules/gates.ts';
import { handEdits, noRetries, notWaited, overwritten, readyExprs } from './rules/adviceAround.ts';
import { controlValues } from './rules/metadata.ts';
import { newFields } from './rules/newFields.ts';
import { plainLiterals, plainSecrets } from './rules/secrets.ts';
import { invalidDurations } from './rules/durations.ts';
import { misspeltCredentials } from './rules/credentials.ts';
import { fluxKindInKustomizeFile, missingEntries, missingPaths, missingUpdatePaths } from './rules/folders.ts';
import { isOrdinary, oddHeaders } from './rules/headers.ts';
import { unknownGroup, unknownKind, unknownVersion } from './rules/kinds.ts';
import { namespaces } from './rules/namespaces.ts';
import { ignoredEntries, ignoredPaths, orphans, pathsToFiles, rivals } from './rules/ownership.ts';
import { missingReferences } from './rules/references.ts';
import { missingHeader, unknownBuiltin } from './rules/builtins.ts';
import { foreignMetadata } from './rules/foreignKinds.ts';
import { schemaOf, schemaProblems } from './rules/schema.ts';
import { duplicateKeys, syntax } from './rules/syntax.ts';
import { missingCharts } from './rules/charts.ts';
import { brokenMarkers } from './rules/markers.ts';
import { missingPolicies, missingSources, releasesTwice } from './rules/links.ts';
import { undecrypted } from './rules/encryption.ts';
import { missingValuesFiles, releaseNamespaces, valuesForm } from './rules/releases.ts';
import { absentChecks } from './rules/checks.ts';
import { crdsLater } from './rules/order.ts';
import { missingVolumes } from './rules/pods.ts';
import { blockedReferences, missingEventSources, uncoveredMarkers, unwatchedObjects } from './rules/reach.ts';
import { withVariables } from './rules/substituted.ts';
import { refusedValues } from './rules/values.ts';
import { variableNames, variablesUnused, variablesUsed } from './rules/variables.ts';
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

/** Rules for any YAML. */
const textRules: readonly Rule[] = [syntax, duplicateKeys];

/**
 * Rules that look at one document and its schema, for what is an object or a kustomization file, not for patches. What they find in a document
 * without variables they find there whatever other files hold, or more where the newest Flux is in use: `LoneFiles` relies on it.
 */
const documentRules: readonly Rule[] = [
  invalidCrds,
  invalidDurations,
  fluxKindInKustomizeFile,
  schemaProblems,
  missingVolumes,
  fluxRules,
  controlValues,
  plainSecrets,
  plainLiterals,
  brokenMarkers,
];

const loneRules: readonly Rule[] = [...textRules, ...documentRules];

/** Rules that concern some documents only: most rules do not even start for most documents. */
interface Concern {
  readonly of: (it: Subject, schema: KindSchema | undefined) => boolean;
  readonly rules: readonly Rule[];
  /** What the rules find where it is but a hint: they do not start for whoever wants none. */
  readonly hint?: Code;
}

/** Rules that look around, for what is an object or a kustomization file, by what they concern. A rule may be stricter still. */
const repositoryRules: readonly Concern[] = [
  {
    of: () => true,
    rules: [unknownGroup, buildFaults, failingOperations, orphans, namespaces, variablesUsed, undecrypted, crdsLater],
  },
  { of: ({ document }) => !isOrdinary(document.facts.header), rules: [missingHeader, oddHeaders] },
  { of: (_, schema) => schema === undefined, rules: [unknownBuiltin, foreignMetadata] },
  {
    of: ({ document }) => document.facts.header.group === '',
    rules: [unwatchedObjects],
    hint: 'reference/not-watched',
  },
  {
    of: ({ manifest }) => isKustomizationPath(manifest.path),
    rules: [missingEntries, ignoredEntries, wrongKustomizationKind, deprecatedFields],
  },
  {
    of: ({ document }) => isFluxGroup(document.facts.header.group),
    rules: [
      unknownKind,
      unknownVersion,
      newFields,
      missingReferences,
      dependencyCycles,
      missingSources,
      misspeltCredentials,
      missingUpdatePaths,
      missingCharts,
      blockedReferences,
      missingEventSources,
      readyExprs,
      closedGates,
      handEdits,
    ],
  },
  {
    of: isKustomization,
    rules: [missingPaths, pathsToFiles, ignoredPaths, rivals, variableNames, variablesUnused, absentChecks],
  },
  { of: isKustomization, rules: [notWaited], hint: 'advice/not-waited' },
  { of: isKustomization, rules: [overwritten], hint: 'advice/overwritten' },
  { of: isHelm, rules: [releasesTwice, releaseNamespaces, missingValuesFiles, valuesForm, refusedValues] },
  { of: isHelm, rules: [noRetries], hint: 'advice/no-retries' },
  { of: ({ document }) => document.facts.markers.length > 0, rules: [missingPolicies, uncoveredMarkers] },
];

function isKustomization({ document }: Subject): boolean {
  return document.facts.header.group === 'kustomize.toolkit.fluxcd.io';
}

function isHelm({ document: { facts } }: Subject): boolean {
  return isFluxGroup(facts.header.group) && /^Helm/.test(facts.header.kind?.value ?? '');
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
  if (!isDone) find(isPatch ? textRules : loneRules);
  if (!isDone && !isPatch && linking.length > 0) found = [...withVariables(subject, found)];
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
