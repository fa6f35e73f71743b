import { invalidCrds } from './crds.ts';
import { buildFaults, deprecatedFields, failingOperations, wrongKustomizationKind } from './build.ts';
import { dependencyCycles } from './cycles.ts';
import { fluxRules } from './flux.ts';
import { copies } from './copies.ts';
import { missingCopies } from './artifacts.ts';
import { embeddedFields, embeddedSlips } from './embedded.ts';
import { closedGates } from './gates.ts';
import { handEdits, noRetries, notWaited, overwritten, readyExprs } from './adviceAround.ts';
import { controlValues } from './metadata.ts';
import { newFields } from './newFields.ts';
import { patchFields } from './patchFields.ts';
import { patchKinds, replacementKinds } from './patchKinds.ts';
import { postRenderers } from './postRenderers.ts';
import { patchReferences } from './patchReferences.ts';
import { patchVariables } from './patchVariables.ts';
import { plainLiterals, plainSecrets } from './secrets.ts';
import { invalidDurations } from './durations.ts';
import { misspeltAccounts, misspeltCredentials } from './credentials.ts';
import {
  fluxKindInKustomizeFile,
  missingEntries,
  missingPaths,
  missingSyncPaths,
  missingUpdatePaths,
} from './folders.ts';
import { generatedVariables } from './generatedVariables.ts';
import { hashedNames } from './hashedNames.ts';
import { isOrdinary, oddHeaders } from './headers.ts';
import { misspeltKind, unknownGroup, unknownKind, unknownVersion } from './kinds.ts';
import { misspeltKeys } from './misspeltKeys.ts';
import { misspeltNamespaces } from './misspeltNamespaces.ts';
import { misspeltNames } from './misspeltNames.ts';
import { missingTargets, namespaces } from './namespaces.ts';
import { ignoredEntries, ignoredPaths, orphans, pathsToFiles, rivals } from './ownership.ts';
import { missingReferences } from './references.ts';
import { missingHeader, unknownBuiltin } from './builtins.ts';
import { foreignMetadata } from './foreignKinds.ts';
import { schemaProblems } from './schema.ts';
import { duplicateKeys, syntax } from './syntax.ts';
import { namedKinds } from './namedKinds.ts';
import { missingCharts } from './charts.ts';
import { brokenMarkers, misplacedMarkers } from './markers.ts';
import { missingPolicies, missingSources, releasesTwice } from './links.ts';
import { undecrypted } from './encryption.ts';
import { missingValuesFiles, releaseNamespaces, valuesForm } from './releases.ts';
import { absentChecks } from './checks.ts';
import { crdsLater } from './order.ts';
import { missingVolumes } from './pods.ts';
import { blockedReferences, missingEventSources, uncoveredMarkers, unwatchedObjects } from './reach.ts';
import { missingInputs, missingTemplatePaths } from './resourceSets.ts';
import { unusedFluxImages, unusedImages } from './unusedImages.ts';
import { refusedValues } from './values.ts';
import { variableNames, variablesUnused, variablesUsed } from './variables.ts';
import { isKustomizationPath } from '../build/builds.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import { isKustomize } from '../repository/facts.ts';
import type { Code } from '../problems.ts';
import type { Rule, Subject } from '../rule.ts';
import type { KindSchema } from '../schema/schema.ts';

/** Rules for any YAML. */
export const textRules: readonly Rule[] = [syntax, duplicateKeys];

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
  misplacedMarkers,
];

/** Rules that look at nothing but the document. */
export const loneRules: readonly Rule[] = [...textRules, ...documentRules];

/** Rules for what patches write, in files of their own and as text. */
export const patchRules: readonly Rule[] = [patchFields, patchVariables, patchReferences];

/** Rules that concern some documents only: most rules do not even start for most documents. */
export interface Concern {
  readonly of: (it: Subject, schema: KindSchema | undefined) => boolean;
  readonly rules: readonly Rule[];
  /** What the rules find where it is but a hint: they do not start for whoever wants none. */
  readonly hint?: Code;
}

/** Rules that look around, for what is an object or a kustomization file, by what they concern. A rule may be stricter still. */
export const repositoryRules: readonly Concern[] = [
  {
    of: () => true,
    rules: [
      unknownGroup,
      misspeltNames,
      misspeltKeys,
      misspeltNamespaces,
      buildFaults,
      failingOperations,
      orphans,
      namespaces,
      variablesUsed,
      undecrypted,
      crdsLater,
    ],
  },
  { of: ({ document }) => isKustomize(document.facts), rules: [generatedVariables] },
  { of: ({ document }) => !isOrdinary(document.facts.header), rules: [missingHeader, oddHeaders] },
  { of: (_, schema) => schema === undefined, rules: [unknownBuiltin, foreignMetadata, misspeltKind] },
  {
    of: ({ document }) => document.facts.header.group === '',
    rules: [unwatchedObjects],
    hint: 'reference/not-watched',
  },
  {
    of: ({ manifest }) => isKustomizationPath(manifest.path),
    rules: [missingEntries, ignoredEntries, wrongKustomizationKind, deprecatedFields, unusedImages, replacementKinds],
  },
  { of: holdsFluxObjects, rules: [unknownKind, unknownVersion] },
  { of: holdsObjects, rules: [embeddedFields, embeddedSlips] },
  {
    of: ({ document }) => isFluxGroup(document.facts.header.group),
    rules: [
      newFields,
      namedKinds,
      missingReferences,
      missingSources,
      hashedNames,
      misspeltCredentials,
      misspeltAccounts,
      blockedReferences,
      closedGates,
      handEdits,
    ],
  },
  { of: mayPatchInline, rules: [...patchRules, patchKinds] },
  { of: dependsOnOthers, rules: [dependencyCycles, readyExprs] },
  { of: ofKind('ArtifactGenerator'), rules: [missingCopies] },
  { of: ofKind('FluxInstance', 'HelmRelease'), rules: [missingSyncPaths] },
  { of: ofKind('ResourceSet'), rules: [missingInputs, missingTemplatePaths, copies] },
  { of: ofKind('ImageUpdateAutomation'), rules: [missingUpdatePaths] },
  { of: ofKind('Alert', 'Receiver'), rules: [missingEventSources] },
  {
    of: isKustomization,
    rules: [
      missingPaths,
      missingTargets,
      pathsToFiles,
      ignoredPaths,
      rivals,
      variableNames,
      variablesUnused,
      absentChecks,
      unusedFluxImages,
    ],
  },
  { of: isKustomization, rules: [notWaited], hint: 'advice/not-waited' },
  { of: isKustomization, rules: [overwritten], hint: 'advice/overwritten' },
  {
    of: isHelm,
    rules: [
      postRenderers,
      missingCharts,
      releasesTwice,
      releaseNamespaces,
      missingValuesFiles,
      valuesForm,
      refusedValues,
    ],
  },
  { of: isHelm, rules: [noRetries], hint: 'advice/no-retries' },
  { of: ({ document }) => document.facts.markers.length > 0, rules: [missingPolicies, uncoveredMarkers] },
];

function holdsObjects({ document }: Subject): boolean {
  const { kind } = document.facts.header;
  return kind?.value === 'ResourceSet' || kind?.value === 'List';
}

/** A List may hold any. */
function holdsFluxObjects({ document }: Subject): boolean {
  const { group, kind } = document.facts.header;
  return isFluxGroup(group) || (group === '' && kind?.value === 'List');
}

function ofKind(...kinds: readonly string[]): Concern['of'] {
  return ({ document }) => kinds.includes(document.facts.header.kind?.value ?? '');
}

/** Whether a document may have patches as text: kustomization files, Flux Kustomizations, FluxInstances. */
function mayPatchInline({ document }: Subject): boolean {
  const { group, kind } = document.facts.header;
  if (!document.section.text.includes('patch')) return false;
  return (
    isKustomize(document.facts) ||
    /^(?:kustomize\.toolkit|fluxcd\.controlplane)/.test(group) ||
    kind?.value === 'HelmRelease'
  );
}

function dependsOnOthers({ document }: Subject): boolean {
  return document.section.text.includes('dependsOn');
}

function isKustomization({ document }: Subject): boolean {
  return document.facts.header.group === 'kustomize.toolkit.fluxcd.io';
}

function isHelm({ document: { facts } }: Subject): boolean {
  return isFluxGroup(facts.header.group) && /^Helm/.test(facts.header.kind?.value ?? '');
}
