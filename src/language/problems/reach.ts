import type { Step } from '../yaml/parse.ts';
import type { Gate } from '../../flux/gates.ts';
import { didYouMean, fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What does not reach what it is meant for. */
export type ReachProblem =
  | { readonly code: 'reference/blocked'; readonly object: string }
  | { readonly code: 'reference/not-watched'; /** What takes values or variables from it. */ readonly user: string }
  | {
      readonly code: 'notification/no-source';
      readonly kind: string;
      readonly name: string;
      readonly namespace: string;
      readonly isReceiver: boolean;
      readonly similar: readonly string[];
      readonly elsewhere: readonly string[];
      /** The item of the list. */
      readonly path: readonly Step[];
    }
  | { readonly code: 'reference/gate-off'; readonly gate: Gate; readonly controller: string; readonly field: string }
  | {
      readonly code: 'image/marker-uncovered';
      readonly namespace: string;
      /** The folders that automations of the namespace update; none where there is no automation. */
      readonly folders: readonly string[];
    };

export const reachRows: Rows<ReachProblem> = {
  'reference/blocked': {
    severity: 'error',
    summary: 'A reference leads to another namespace, which the Flux of this cluster is told to refuse.',
    docs: 'https://fluxcd.io/flux/installation/configuration/multitenancy/',
    message: (it) =>
      `Flux runs with --no-cross-namespace-refs here and refuses ${it.object}. Declare one in the namespace of this object.`,
  },
  'reference/not-watched': {
    severity: 'hint',
    summary: 'Flux does not watch an object that values or variables come from: changes wait for the next interval.',
    docs: `${fluxDocs}/helm/helmreleases/#values-references`,
    message: (it) =>
      `Flux sees changes of this at the next interval of ${it.user}. Add the label reconcile.fluxcd.io/watch: Enabled to reconcile at once.`,
  },
  'reference/gate-off': {
    severity: 'warning',
    severityOf: (it) => (it.gate === 'ExternalArtifact' ? 'warning' : 'information'),
    summary: 'A field needs a feature of a controller that no file turns on.',
    docs: 'https://fluxcd.io/flux/installation/configuration/',
    message: (it) =>
      `${it.field} needs the feature gate ${it.gate}. Start ${it.controller} with --feature-gates=${it.gate}=true.`,
  },
  'notification/no-source': {
    severity: 'warning',
    summary: 'An Alert or a Receiver names an object that is not there, so nothing ever happens.',
    docs: `${fluxDocs}/notification/alerts/#event-sources`,
    message: (it) => {
      const what = it.name === '*' ? `There is no ${it.kind}` : `There is no ${it.kind} "${it.name}"`;
      const other = it.elsewhere.length === 0 ? '' : ` There is one in ${quotedList(it.elsewhere)}: add namespace.`;
      const then = it.isReceiver ? 'this call triggers nothing' : 'no event of it comes here';
      return `${what} in namespace "${it.namespace}", so ${then}.${other || didYouMean(it.similar)}`;
    },
  },
  'image/marker-uncovered': {
    severity: 'warning',
    summary: 'A file has a marker for image automation, and no automation of that namespace updates the file.',
    docs: `${fluxDocs}/image/imageupdateautomations/#update`,
    message: (it) =>
      it.folders.length === 0
        ? `No ImageUpdateAutomation is declared in namespace "${it.namespace}", so nothing updates this value.`
        : `The ImageUpdateAutomation of namespace "${it.namespace}" updates ${quotedList(it.folders)} only, not this file.`,
  },
};
