import { check } from '../carets.ts';

describe('a kustomization file without a whole header', () => {
  it('is known that leaves out its apiVersion, its kind, or both', () => {
    for (const head of [
      '',
      'kind: Kustomization\n',
      'apiVersion: kustomize.config.k8s.io/v1beta1\n',
      'kind: Component\n',
    ])
      check({
        'a/kustomization.yaml': `${head}
resources: [releese.yaml]
           #^^^^^^^^^^^^ error kustomization/entry-missing
`,
      });
  });

  it('is not looked for in an object of another kind', () =>
    check({ 'a/other.yaml': 'kind: Kustomization\nresources: [releese.yaml]\n' }));
});
