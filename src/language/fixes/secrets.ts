import type { SecretProblem } from '../problems/secrets.ts';
import type { Fixes } from './draft.ts';

export const secretFixes: Fixes<SecretProblem> = {
  'secret/plain': 'Encryption needs a key, and the values are known already and must be changed.',
  'secret/literal': 'The value moves to a Secret of its own, and is known already and must be changed.',
};
