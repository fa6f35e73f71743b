import { didYouMean } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with a pod as a whole. */
export interface PodProblem {
  readonly code: 'pod/volume-missing';
  readonly name: string;
  /** Whether nothing of the pod is a volume. */
  readonly isOnly: boolean;
  readonly similar: readonly string[];
}

export const podRows: Rows<PodProblem> = {
  'pod/volume-missing': {
    severity: 'error',
    summary: 'A container mounts a volume that its pod does not have, and the API server refuses the object.',
    docs: 'https://kubernetes.io/docs/concepts/storage/volumes/#background',
    message: (it) =>
      it.isOnly
        ? `The pod has no volumes, so "${it.name}" cannot be mounted. Add it under volumes.`
        : `The pod has no volume "${it.name}". Add it under volumes, or mount one that is there.${didYouMean(it.similar)}`,
  },
};
