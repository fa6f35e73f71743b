/** Inputs of `cases.yaml` that became ready though something was lost, changed or leaked on the way: a warning is right. */
export const lossy: ReadonlySet<string> = new Set([
  'unknown-field',
  'unknown-kustomize-field',
  'octal',
  'sops-no-decryption',
  'sops-stringdata',
  'sops-cm',
  'sops-data',
  'cr-label-int',
  'd-unknown',
  'd-unknown-deep',
  'k-unknown',
  'k-unknown2',
  'k-selector-nomatch',
  'netpol-unknown',
  's18-cm',
  // The branch came to the cluster as `2026-01-01T00:00:00Z`.
  's18-cr',
  // Two Kustomizations apply the ConfigMap of `ok`, in turns.
  'ok',
  'k-up',
  'k-updir',
  'k-noheader',
  'var-dollar',
  'var-plus',
  'var-query',
  'wait-and-checks',
]);

/** Inputs whose Kustomization became ready, and an object of which is refused later, for certain, by the controller of its kind. */
export const refusedLater: ReadonlySet<string> = new Set([
  'g-semver',
  'g-ssh',
  'o-semver',
  'o-tag',
  // A repository of one letter.
  'o-none',
  'r-oci',
  // Both become ready, and each upgrades the release of the other, in turns.
  'h-samea',
  'h-sameb',
]);

/**
 * Inputs that were refused for a file that lay beside them and is not recorded (the message names it). By itself this object is taken, and
 * nothing is applied for it.
 */
export const besideOthers: ReadonlySet<string> = new Set(['int-name']);

/** Inputs that name an object that was nowhere. People and other controllers make those too, so a warning is all that files justify. */
export const madeElsewhere: ReadonlySet<string> = new Set(['h-vf', 'substfrom-missing', 'check-missing']);

/** Inputs that only the chart shows to be wrong, once Helm has made manifests of it: a patch of a post-renderer on what the chart does not have. */
export const neverInFiles: ReadonlySet<string> = new Set(['h-post']);
