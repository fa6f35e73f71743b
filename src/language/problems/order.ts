import { fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with what comes before what. */
export interface OrderProblem {
  readonly code: 'order/crd-later';
  readonly kind: string;
  /** The HelmRelease that brings the kind. */
  readonly release: string;
  readonly applier: string;
}

const docs = `${fluxDocs}/kustomize/kustomizations`;

export const orderRows: Rows<OrderProblem> = {
  'order/crd-later': {
    severity: 'information',
    summary:
      'A custom resource is in one Kustomization with the HelmRelease that brings its kind, so a new cluster gets neither.',
    docs: `${docs}/#dependencies`,
    message: (it) =>
      `Until HelmRelease "${it.release}" is installed there is no ${it.kind}, and Flux applies nothing of Kustomization ${it.applier}. Move one of them to a Kustomization of its own, with dependsOn.`,
  },
};
