import type { Step } from '../yaml/parse.ts';
import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with health checks. */
export type HealthProblem =
  | { readonly code: 'health/list-ignored'; readonly path: readonly Step[] }
  | { readonly code: 'health/unused'; readonly why: 'legacy' | 'unchecked' | 'unwaited' }
  | {
      readonly code: 'health/no-version';
      readonly kind: string;
      /** What it has, as far as it is known. */ readonly apiVersion?: string;
      readonly path: readonly Step[];
    }
  | {
      readonly code: 'health/absent';
      readonly object: string;
      readonly path: readonly Step[];
      /** Names, or namespaces, of what the build has that may be meant. */
      readonly similar: readonly string[];
    }
  | { readonly code: 'health/duplicate'; readonly group: string; readonly kind: string };

const docs = `${fluxDocs}/kustomize/kustomizations`;

export const healthRows: Rows<HealthProblem> = {
  'health/list-ignored': {
    severity: 'warning',
    summary: 'A Kustomization waits for everything, so its list of health checks has no effect.',
    docs: `${docs}/#health-checks`,
    message: () => 'wait: true checks everything and ignores this list. Remove one of them.',
  },
  'health/unused': {
    severity: 'warning',
    summary: 'Health check expressions are given where nothing is checked.',
    docs: `${docs}/#health-check-expressions`,
    message: (it) =>
      it.why === 'legacy'
        ? 'The wait strategy legacy does not evaluate expressions. Use poller.'
        : it.why === 'unwaited'
          ? 'Installs and upgrades do not wait here (disableWait), so nothing evaluates these expressions.'
          : 'These expressions are evaluated only with wait: true or healthChecks. Add one.',
  },
  'health/no-version': {
    severity: 'error',
    summary: 'A health check names a kind without apiVersion, which Flux takes for one of apps/v1.',
    docs: `${docs}/#health-checks`,
    message: (it) =>
      `Without apiVersion Flux looks for a ${it.kind} in apps/v1, which has none.${it.apiVersion === undefined ? ' Add its apiVersion.' : ` Add apiVersion: ${it.apiVersion}.`}`,
  },
  'health/absent': {
    severity: 'warning',
    summary: 'A health check names an object that nothing makes, so the Kustomization never becomes ready.',
    docs: `${docs}/#health-checks`,
    message: (it) =>
      `Nothing in this build is ${it.object}, so the check waits until its timeout.${didYouMean(it.similar)}`,
  },
  'health/duplicate': {
    severity: 'error',
    summary: 'Two health check expressions are for one kind, which Flux refuses.',
    docs: `${docs}/#health-check-expressions`,
    message: (it) =>
      `There are expressions for ${[it.kind, it.group].filter((part) => part !== '').join(' of ') || 'this kind'} above. Put them together.`,
  },
};
