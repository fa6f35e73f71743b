/** Errors without a pair in `pairs/`, and why the real Flux of the tests cannot be heard to say the same. */
export const notPaired: Readonly<Record<string, string>> = {
  'kind/new-field': 'The Flux of the tests is the newest.',
  'helm/version-range': 'It is met after the index of a chart repository was fetched, which is outside.',
  'helm/release-twice': 'Both become ready, and take the release from each other in turns.',
  'reference/blocked': 'The controllers of the tests run without --no-cross-namespace-refs.',
  'source/pattern': 'It is met after the tags of a registry were listed, which is outside.',
  'source/alias': sourceWatcher(),
  'source/capture': sourceWatcher(),
  'source/copy-missing': sourceWatcher(),
  ...Object.fromEntries(
    ['reference/input-missing', 'operator/schedule', 'operator/time-zone', 'operator/filter', 'operator/copy-form'].map(
      (code) => [code, 'Flux Operator is not among the controllers of the tests.'],
    ),
  ),
  'image/name': imageControllers(),
  'image/policy-missing': imageControllers(),
  'image/filter': imageControllers(),
  'image/not-numeric': imageControllers(),
  'image/no-git': imageControllers(),
  'image/template-field': imageControllers(),
  'notification/wildcard': 'The Receiver becomes ready, and every call of it fails.',
};

function sourceWatcher(): string {
  return 'The controller of ArtifactGenerators is not among those of the tests.';
}

function imageControllers(): string {
  return 'The controllers of image automation are not among those of the tests.';
}
