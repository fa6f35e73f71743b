import { literalSecrets } from './literals.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import type { Rule } from '../rule.ts';
import {
  anyArtifact,
  anyChart,
  blunt,
  helmInRegistry,
  hooksPatched,
  insecure,
  shortInterval,
  shortTimeout,
  suspended,
} from './advice.ts';
import { artifactAliases, artifactCaptures } from './artifacts.ts';
import { celExpressions } from './cel.ts';
import { chartChoice, chartFromOci, chartVersion, deadHelmFields, driftIgnores } from './helm.ts';
import { unreadableForms } from './forms.ts';
import { bareChecks, duplicateExpressions, ignoredHealthChecks, unusedExpressions } from './health.ts';
import {
  automationGit,
  commitTemplate,
  imageName,
  numbers,
  policyChoice,
  scanExclusions,
  tagFilter,
} from './images.ts';
import { alertFilters, alertSummary, gitAddress, receiverWildcards, serverAddress } from './notifications.ts';
import { backslashes, outside } from './paths.ts';
import {
  gitRefName,
  gitSecret,
  gitUrl,
  helmOci,
  ignoredRefs,
  layerTypes,
  ociUrl,
  policyRange,
  refRanges,
} from './sources.ts';

/** What one kind of Flux may get wrong in a way that no schema knows. */
const byKind: Readonly<Record<string, readonly Rule[]>> = {
  Kustomization: [
    backslashes,
    outside,
    bareChecks,
    celExpressions,
    ignoredHealthChecks,
    unusedExpressions,
    duplicateExpressions,
    blunt,
    literalSecrets,
    shortTimeout,
  ],
  HelmRelease: [
    chartChoice,
    chartFromOci,
    chartVersion,
    deadHelmFields,
    driftIgnores,
    unusedExpressions,
    duplicateExpressions,
    celExpressions,
    anyChart,
    hooksPatched,
    literalSecrets,
  ],
  HelmChart: [chartVersion, anyChart],
  GitRepository: [gitUrl, gitSecret, gitRefName, ignoredRefs, refRanges],
  OCIRepository: [ociUrl, ignoredRefs, refRanges, layerTypes, anyArtifact, insecure],
  HelmRepository: [helmOci, helmInRegistry, insecure],
  Bucket: [insecure],
  ImageRepository: [imageName, scanExclusions, insecure],
  ImagePolicy: [policyChoice, policyRange, tagFilter, numbers],
  ImageUpdateAutomation: [backslashes, outside, automationGit, commitTemplate],
  Receiver: [receiverWildcards, celExpressions],
  Provider: [celExpressions, gitAddress, serverAddress],
  ResourceSet: [celExpressions],
  ArtifactGenerator: [artifactAliases, artifactCaptures],
  Alert: [alertFilters, alertSummary],
};

const ofEveryKind: readonly Rule[] = [suspended, shortInterval, unreadableForms];

/** Every rule for objects of Flux alone, by kind. */
export const fluxRules: Rule = function* (it) {
  const { group, kind } = it.document.header;
  if (kind === undefined || !isFluxGroup(group)) return;
  const rules = Object.hasOwn(byKind, kind.value) ? (byKind[kind.value] ?? []) : [];
  for (const rule of [...ofEveryKind, ...rules]) yield* rule(it);
};
