import { fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with labels and annotations that Flux reads. */
export interface MetadataProblem {
  readonly code: 'metadata/control';
  readonly name: string;
  readonly value: string;
  /** What it may be. */
  readonly values: readonly string[];
}

export const metadataRows: Rows<MetadataProblem> = {
  'metadata/control': {
    severity: 'warning',
    summary: 'An annotation or label of Flux has a value that means nothing, so it has no effect.',
    docs: `${fluxDocs}/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources`,
    message: (it) => `"${it.value}" means nothing here. Use ${quotedList(it.values)}, or remove it.`,
  },
};
