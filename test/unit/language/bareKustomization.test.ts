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

  it('needs the files that tell kustomize what to do', () =>
    check({
      'a/kustomization.yaml': `
configurations: [refs.yaml, ref.yaml]
                           #^^^^^^^^ error kustomization/entry-missing
generators:
  - |-
    apiVersion: builtin
    kind: ConfigMapGenerator
    metadata: {name: made}
  - made.yaml
   #^^^^^^^^^ error kustomization/entry-missing
`,
      'a/refs.yaml': '',
    }));

  it('is not looked for in an object of another kind', () =>
    check({ 'a/other.yaml': 'kind: Kustomization\nresources: [releese.yaml]\n' }));
});
