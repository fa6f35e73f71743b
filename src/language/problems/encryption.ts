import { fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with what SOPS encrypted. */
export interface EncryptionProblem {
  readonly code: 'secret/not-decrypted';
  /** The Kustomization that applies it, without `decryption`. */
  readonly applier: string;
  /** Whether Flux or the API server refuses it; else the text is applied as it is. */
  readonly refused: boolean;
  /** Where `decryption` can be put into the Kustomization, and what stands there in others of this repository. */
  readonly room?: {
    readonly path: string;
    readonly offset: number;
    readonly indent: number;
    readonly secret: string | undefined;
  };
}

export const encryptionRows: Rows<EncryptionProblem> = {
  'secret/not-decrypted': {
    severity: 'error',
    severityOf: (it) => (it.refused ? 'error' : 'warning'),
    summary: 'An object that SOPS encrypted is applied by a Kustomization that does not decrypt.',
    docs: `${fluxDocs}/kustomize/kustomizations/#decryption`,
    message: (it) =>
      it.refused
        ? `Flux refuses what SOPS encrypted: the Kustomization ${it.applier} has no decryption. Add spec.decryption to it.`
        : `Flux applies the encrypted text as it is: the Kustomization ${it.applier} has no decryption. Add spec.decryption to it.`,
  },
};
