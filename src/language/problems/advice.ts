import type { Step } from '../yaml/parse.ts';
import { fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What works, and may surprise. */
export type AdviceProblem =
  | { readonly code: 'advice/suspended'; readonly kind: string; readonly path: readonly Step[] }
  | { readonly code: 'advice/no-prune' }
  | { readonly code: 'advice/force'; readonly path: readonly Step[] }
  | { readonly code: 'advice/short-timeout'; readonly value: string }
  | { readonly code: 'advice/short-interval'; readonly value: string }
  | { readonly code: 'advice/ready-expr'; readonly name: string }
  | { readonly code: 'advice/not-waited'; readonly name: string }
  | {
      readonly code: 'advice/no-retries';
      /** What has neither a strategy nor retries. */ readonly actions: readonly Action[];
    }
  | { readonly code: 'advice/hooks-patched' }
  | { readonly code: 'advice/any-version'; readonly field: string }
  | { readonly code: 'advice/insecure'; readonly kind: string }
  | { readonly code: 'advice/helm-oci' }
  | { readonly code: 'advice/overwritten'; readonly names: readonly string[]; readonly by: string }
  | { readonly code: 'advice/generated'; readonly field: string; readonly file: string };

export type Action = 'install' | 'upgrade';

const kustomizations = `${fluxDocs}/kustomize/kustomizations`;
const releases = `${fluxDocs}/helm/helmreleases`;

export const adviceRows: Rows<AdviceProblem> = {
  'advice/suspended': {
    severity: 'information',
    summary: 'An object is suspended in Git: Flux does nothing for it, and flux resume lasts until the next commit.',
    docs: `${kustomizations}/#suspend`,
    message: (it) => `This ${it.kind} is suspended: Flux does nothing for it until suspend is taken away here.`,
  },
  'advice/no-prune': {
    severity: 'hint',
    summary: 'A Kustomization leaves in the cluster what is taken out of Git.',
    docs: `${kustomizations}/#prune`,
    message: () => 'What is taken out of Git stays in the cluster.',
  },
  'advice/force': {
    severity: 'hint',
    summary: 'A Kustomization deletes and makes anew whatever it cannot change, volumes included.',
    docs: `${kustomizations}/#force`,
    message: () =>
      'Every object that cannot be changed in place is deleted and made anew. To allow that for one object, annotate it with kustomize.toolkit.fluxcd.io/force: enabled.',
  },
  'advice/short-timeout': {
    severity: 'information',
    summary: 'A timeout of a Kustomization is below 30 seconds, which Flux takes for 30 seconds.',
    docs: `${kustomizations}/#timeout`,
    message: (it) => `Flux waits at least 30s, whatever stands here. Write 30s, or more than ${it.value}.`,
  },
  'advice/short-interval': {
    severity: 'hint',
    summary: 'An interval is below one minute, which costs requests and brings little.',
    docs: `${kustomizations}/#interval`,
    message: (it) => `Every ${it.value} is often. A Receiver tells Flux of changes at once.`,
  },
  'advice/ready-expr': {
    severity: 'information',
    summary: 'A readyExpr replaces the question whether the dependency is ready, and does not ask it itself.',
    docs: `${kustomizations}/#dependency-ready-expression`,
    message: (it) =>
      `This expression alone decides: "${it.name}" counts as ready though its Ready condition is false. Ask for the condition too.`,
  },
  'advice/not-waited': {
    severity: 'hint',
    summary:
      'A Kustomization that others depend on is ready as soon as its objects are applied, whether they run or not.',
    docs: `${kustomizations}/#wait`,
    message: (it) =>
      `Kustomization "${it.name}" does not wait for what it applies, so this one starts before that runs. Give it wait: true or healthChecks.`,
  },
  'advice/no-retries': {
    severity: 'hint',
    summary: 'A HelmRelease is not tried again after a failure.',
    docs: `${releases}/#configuring-failure-handling`,
    message: (it) =>
      `One failed ${it.actions.join(' or ')} parks this release: Flux does not try again until something changes. Add the strategy RetryOnFailure.`,
  },
  'advice/hooks-patched': {
    severity: 'hint',
    summary: 'Since Flux 2.9 post renderers change hooks too, unless postRenderStrategy says otherwise.',
    docs: `${releases}/#post-renderers`,
    message: () =>
      'Since Flux 2.9 post renderers change the hooks of the chart too. Say which you want: postRenderStrategy nohooks or combined.',
  },
  'advice/any-version': {
    severity: 'hint',
    summary: 'A source or a chart has no fixed version: what is deployed changes without a commit.',
    docs: `${fluxDocs}/source/ocirepositories/#reference`,
    message: (it) => `${it.field} lets any version in, so that what runs can change without a commit.`,
  },
  'advice/insecure': {
    severity: 'information',
    summary: 'A registry or a bucket is asked without TLS: whoever is between can change what is deployed.',
    docs: `${fluxDocs}/source/ocirepositories/#insecure`,
    message: (it) => `This ${it.kind} is fetched without TLS: whoever is between can change what is deployed.`,
  },
  'advice/helm-oci': {
    severity: 'hint',
    summary: 'A HelmRepository of type oci has no status; an OCIRepository with chartRef sees new versions by itself.',
    docs: `${releases}/#chart-reference`,
    message: () =>
      'A HelmRepository of type oci never says whether it works. An OCIRepository with chartRef does, and it sees new versions by itself.',
  },
  'advice/overwritten': {
    severity: 'hint',
    summary: 'Variables of an object are overwritten by those of a later one in the list.',
    docs: `${kustomizations}/#post-build-variable-substitution`,
    message: (it) => `${it.by} comes later and overwrites ${quotedList(it.names)}.`,
  },
  'advice/generated': {
    severity: 'information',
    summary: 'A file that flux bootstrap writes was changed by hand: the next bootstrap writes it anew.',
    docs: 'https://fluxcd.io/flux/installation/configuration/boostrap-customization/',
    message: (it) =>
      `flux bootstrap writes ${it.file} anew, without ${it.field}. Put it into a patch in the kustomization.yaml beside it.`,
  },
};
