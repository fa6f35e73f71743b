import { quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with a CustomResourceDefinition. */
export interface CrdProblem {
  readonly code: 'crd/invalid';
  readonly what: CrdFault;
}

export type CrdFault =
  | { readonly is: 'name'; readonly wanted: string }
  | { readonly is: 'storage'; readonly versions: number }
  | { readonly is: 'schema'; readonly version: string }
  | { readonly is: 'root' }
  | { readonly is: 'untyped'; readonly field: string }
  | { readonly is: 'type'; readonly type: string }
  | { readonly is: 'items' }
  | { readonly is: 'mixed' };

/** What `type` may be (apiextensions/v1, structural schemas). */
export const schemaTypes: readonly string[] = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

export const crdRows: Rows<CrdProblem> = {
  'crd/invalid': {
    severity: 'error',
    summary: 'Kubernetes refuses the CustomResourceDefinition.',
    docs: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
    message: ({ what }) => sentence(what),
  },
};

function sentence(what: CrdFault): string {
  switch (what.is) {
    case 'name':
      return `The name must be the plural and the group: "${what.wanted}".`;
    case 'storage':
      return `Exactly one version must have "storage: true", and ${what.versions === 0 ? 'none has' : `${what.versions} have`}.`;
    case 'schema':
      return `Version "${what.version}" needs a schema under schema.openAPIV3Schema.`;
    case 'root':
      return 'The schema of a version must have "type: object" at its top.';
    case 'untyped':
      return `"${what.field}" needs a type. If anything may stand there, add "x-kubernetes-preserve-unknown-fields: true".`;
    case 'type':
      return `There is no type "${what.type}". Use ${quotedList(schemaTypes)}.`;
    case 'items':
      return 'A list must say under "items" what it holds.';
    case 'mixed':
      return 'Use either properties or additionalProperties: Kubernetes refuses both together.';
  }
}
