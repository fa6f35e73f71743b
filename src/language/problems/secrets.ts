import type { Rows } from './row.ts';

/** What is wrong with secrets in Git. */
export type SecretProblem =
  | {
      readonly code: 'secret/plain';
      /** Whether kustomize makes the Secret from literals. */
      readonly generated: boolean;
    }
  | { readonly code: 'secret/literal'; readonly key: string };

export const secretRows: Rows<SecretProblem> = {
  'secret/plain': {
    severity: 'warning',
    summary: 'A Secret stands in the repository without encryption, for everybody who can read it.',
    docs: 'https://fluxcd.io/flux/guides/mozilla-sops/',
    message: (it) =>
      it.generated
        ? 'Everybody who reads the repository reads these values. Generate the Secret from an encrypted file.'
        : 'Everybody who reads the repository reads this Secret. Encrypt it with SOPS, and change its values.',
  },
  'secret/literal': {
    severity: 'information',
    summary: 'A value or variable of a release looks like a password or a token, for everybody to read.',
    docs: 'https://fluxcd.io/flux/components/helm/helmreleases/#values-references',
    message: (it) =>
      `"${it.key}" looks like a secret, and everybody who reads the repository reads it. Take it from a Secret, with valuesFrom or substituteFrom.`,
  },
};
