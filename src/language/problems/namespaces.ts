import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with the namespace that an object gets. */
export type NamespaceProblem =
  | { readonly code: 'build/no-namespace'; readonly kind: string }
  | { readonly code: 'build/namespace-missing'; readonly namespace: string; readonly similar: readonly string[] }
  | { readonly code: 'build/namespace-misspelt'; readonly namespace: string; readonly similar: readonly string[] };

const docs = `${fluxDocs}/kustomize/kustomizations/#target-namespace`;

export const namespaceRows: Rows<NamespaceProblem> = {
  'build/no-namespace': {
    severity: 'error',
    summary: 'An object needs a namespace, and has none when Flux applies it.',
    docs,
    message: (it) =>
      `This ${it.kind} needs a namespace: set metadata.namespace, or the namespace of the kustomization or targetNamespace above it.`,
  },
  'build/namespace-missing': {
    severity: 'error',
    summary:
      'An object is in a namespace that nothing in the repository makes, where the repository shows the whole cluster.',
    docs,
    message: (it) =>
      `Nothing makes the namespace "${it.namespace}". Add a Namespace object to this or an earlier Kustomization.${didYouMean(it.similar)}`,
  },
  'build/namespace-misspelt': {
    severity: 'warning',
    summary: 'A namespace that no file makes is nearly called like one that a file makes.',
    docs,
    message: (it) => `No file makes the namespace "${it.namespace}".${didYouMean(it.similar)}`,
  },
};
