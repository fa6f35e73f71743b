import type { BundleIndex } from '../../src/language/schema/bundle.ts';

/** What is described. The versions are those that `test/bed/go/` pins. */
export const products = {
  flux: { name: 'Flux', version: '2.9' },
  // The last that serves all API versions that have gone since 2.2.
  former: { name: 'Flux', version: '2.6' },
  operator: { name: 'Flux Operator', version: '0.59' },
  // sigs.k8s.io/kustomize/api v0.21.1 is the library of kustomize 5.8.
  kustomize: { name: 'kustomize', version: '5.8' },
  kubernetes: { name: 'Kubernetes', version: '1.36' },
} as const satisfies BundleIndex['products'];

export type Product = keyof typeof products;
