import { check } from '../carets.ts';
import { fleet } from './fleet.ts';

const files = (kustomization: string, mark = '', more = '') => ({
  ...fleet,
  'apps/web/kustomization.yaml': `namespace: web\nresources: [release.yaml]\n${kustomization}`,
  'apps/web/release.yaml': `${fleet['apps/web/release.yaml'] ?? ''}  valuesFrom:
    - kind: ConfigMap
      name: web-values
${mark}${more}`,
  'apps/web/values.yaml': 'a: b\n',
  'apps/web/names.yaml': `nameReference:
  - kind: ConfigMap
    version: v1
    fieldSpecs:
      - {path: spec/valuesFrom/name, kind: HelmRelease}
`,
});
const generator = 'configMapGenerator:\n  - {name: web-values, files: [values.yaml]}\n';
const mark = '           #^^^^^^^^^^ error reference/hashed\n';

describe('reference/hashed', () => {
  it('is the name of what a generator makes, in a field that kustomize does not know', () =>
    check(files(generator, mark)));

  it('is none where the hash is put in, or there is none', () => {
    check(files(`${generator}configurations: [names.yaml]\n`));
    check(files(`${generator}generatorOptions: {disableNameSuffixHash: true}\n`));
    check(
      files(
        'configMapGenerator:\n  - {name: web-values, files: [values.yaml], options: {disableNameSuffixHash: true}}\n',
      ),
    );
  });

  it('is none where nothing else is to be had, or another object has the plain name', () => {
    check(files(generator, '', '      optional: true\n'));
    const plain =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-values, namespace: web}\ndata: {values.yaml: "a: b"}\n';
    check({ ...files(generator), 'clusters/home/plain.yaml': plain });
  });
});
