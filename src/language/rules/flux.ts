import { isFluxGroup } from '../../flux/kind.ts';
import type { Rule } from '../rule.ts';
import { artifactAliases } from './artifacts.ts';
import { celExpressions } from './cel.ts';
import { chartChoice, chartFromOci, chartVersion, deadHelmFields, driftIgnores } from './helm.ts';
import { duplicateExpressions, ignoredHealthChecks, unusedExpressions } from './health.ts';
import { automationGit, commitTemplate, imageName, policyChoice, scanExclusions, tagFilter } from './images.ts';
import { alertFilters, alertSummary, receiverWildcards } from './notifications.ts';
import { backslashes } from './paths.ts';
import { gitRefs, gitSecret, gitUrl, helmOci, ociUrl, policyRange, refRanges } from './sources.ts';

/** What one kind of Flux may get wrong in a way that no schema knows. */
const byKind: Readonly<Record<string, readonly Rule[]>> = {
  Kustomization: [backslashes, celExpressions, ignoredHealthChecks, unusedExpressions, duplicateExpressions],
  HelmRelease: [
    chartChoice,
    chartFromOci,
    chartVersion,
    deadHelmFields,
    driftIgnores,
    unusedExpressions,
    duplicateExpressions,
    celExpressions,
  ],
  HelmChart: [chartVersion],
  GitRepository: [gitUrl, gitSecret, gitRefs, refRanges],
  OCIRepository: [ociUrl, refRanges],
  HelmRepository: [helmOci],
  ImageRepository: [imageName, scanExclusions],
  ImagePolicy: [policyChoice, policyRange, tagFilter],
  ImageUpdateAutomation: [backslashes, automationGit, commitTemplate],
  Receiver: [receiverWildcards, celExpressions],
  Provider: [celExpressions],
  ArtifactGenerator: [artifactAliases],
  Alert: [alertFilters, alertSummary],
};

/** Every rule for objects of Flux alone, by kind. */
export const fluxRules: Rule = function* (it) {
  const { group, kind } = it.document.header;
  if (kind === undefined || !isFluxGroup(group)) return;
  const rules = Object.hasOwn(byKind, kind.value) ? (byKind[kind.value] ?? []) : [];
  for (const rule of rules) yield* rule(it);
};
