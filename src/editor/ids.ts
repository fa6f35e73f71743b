/** Every id that package.json and the code share. A test compares both ways, so neither can drift. */
export const commandIds = [
  'fluxwright.newApp',
  'fluxwright.reconcile',
  'fluxwright.reconcileWithSource',
  'fluxwright.suspend',
  'fluxwright.resume',
  'fluxwright.rollBackGit',
  'fluxwright.rollBackHelm',
  'fluxwright.showDetails',
  'fluxwright.whyNotReady',
  'fluxwright.showObject',
  'fluxwright.compareWithFile',
  'fluxwright.followEvents',
  'fluxwright.followLogs',
  'fluxwright.trace',
  'fluxwright.tree',
  'fluxwright.diffWithCluster',
  'fluxwright.followPodLogs',
  'fluxwright.lastPodLogs',
  'fluxwright.copyName',
  'fluxwright.copyCommand',
  'fluxwright.revealInCluster',
  'fluxwright.sortBy',
  'fluxwright.showBuild',
  'fluxwright.compareBuild',
  'fluxwright.showFailing',
  'fluxwright.showAll',
  'fluxwright.filter',
  'fluxwright.groupBy',
  'fluxwright.openManifest',
  'fluxwright.selectContext',
  'fluxwright.pinContext',
  'fluxwright.unpinContext',
  'fluxwright.reconnect',
  'fluxwright.migrate',
  'fluxwright.showLog',
] as const;
export type CommandId = (typeof commandIds)[number];

export const viewIds = ['fluxwright.cluster'] as const;

export const settingIds = [
  'fluxwright.rules',
  'fluxwright.external',
  'fluxwright.fluxVersion',
  'fluxwright.schemas',
  'fluxwright.codeLens',
  'fluxwright.protectedContexts',
  'fluxwright.kubeconfig',
  'fluxwright.followKubeconfig',
  'fluxwright.restAfter',
  'fluxwright.runner',
  'fluxwright.flux.path',
  'fluxwright.helm.path',
] as const;
export type SettingId = (typeof settingIds)[number];

/** Keys for `when` clauses that the code sets. */
export const contextKeys = [
  'fluxwright.canAct',
  'fluxwright.inFluxFile',
  'fluxwright.inPartialView',
  'fluxwright.inNoKubeconfig',
  'fluxwright.inBrowser',
] as const;
export type ContextKey = (typeof contextKeys)[number];

export const submenuIds = ['fluxwright.editor', 'fluxwright.terminal'] as const;
export const taskTypes = ['fluxwright'] as const;

/** Scheme of read-only documents that show an object of the cluster. */
export const objectScheme = 'fluxwright-object';
/** Scheme of read-only documents that show both sides of an object: in its file and in the cluster. */
export const compareScheme = 'fluxwright-compare';
/** Scheme of read-only documents that show what a Kustomization builds. */
export const buildScheme = 'fluxwright-build';
/** Scheme of read-only documents that show what kustomize builds, or what we take that to be. */
export const compareBuildScheme = 'fluxwright-compare-build';
/** Scheme of read-only documents that show what a commit changed. */
export const commitScheme = 'fluxwright-commit';
/** Scheme of documents that show a file as it would become. */
export const previewScheme = 'fluxwright-preview';
