import { check as checkAll } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fixed } from '../fixed.ts';
import { fleet } from './fleet.ts';

const release = (
  spec: string,
  chart = './charts/demo',
  source = 'flux-system',
) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: demo
  namespace: default
spec:
  interval: 1h
  chart:
    spec:
      chart: ${chart}
      sourceRef:
        kind: GitRepository
        name: ${source}
        namespace: flux-system
${spec}`;
const chart = { 'charts/demo/Chart.yaml': 'name: demo\n', 'charts/demo/values.yaml': 'a: 1\n' };
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n';
const path = 'clusters/home/demo.yaml';
const whole = { ...fleet, ...chart, 'clusters/home/web.yaml': namespace };
const check = (text: string, more: Files = {}) => checkAll({ ...whole, ...more, [path]: text });

describe('helm/namespace-missing', () => {
  const into = (name: string, mark = '') => `  targetNamespace: ${name}\n${mark}`;

  it('is a namespace that nothing makes: an error where the chart is known not to make it', () => {
    check(release(into('wbe', '                  #^^^ error helm/namespace-missing\n')));
    const made = { 'charts/demo/templates/ns.yaml': 'kind: Namespace\n' };
    check(release(into('wbe', '                  #^^^ warning helm/namespace-missing\n')), made);
  });

  it('is none that is there, that Helm makes, or that is in another cluster', () => {
    check(release(into('web')));
    check(release(into('wbe') + '  install:\n    createNamespace: true\n'));
    check(release(into('wbe') + '  kubeConfig:\n    secretRef:\n      name: other\n'));
    check(release(into('${NAMESPACE}')));
  });

  it('is fixed by letting Helm make it', () => {
    const install = '  install:\n    timeout: 1m\n';
    fixed({ ...whole, [path]: release(into('new') + install) }, path, 'Let Helm create the namespace');
    fixed({ ...whole, [path]: release(into('new')) }, path, 'Let Helm create the namespace');
  });
});

describe('helm/values-file-missing', () => {
  const from = (file: string, mark = '') =>
    release('').replace('    spec:\n', `    spec:\n      valuesFiles:\n        - ${file}\n${mark}`);

  it('is a file that the repository does not have', () => {
    check(from('./charts/demo/value.yaml', '         #^^^^^^^^^^^^^^^^^^^^^^^^ error helm/values-file-missing\n'));
  });

  it('is none that is there, may be missing, or comes from another source', () => {
    check(from('./charts/demo/values.yaml'));
    check(from('charts/demo/values.yaml'));
    check(from('./nope.yaml', '      ignoreMissingValuesFiles: true\n'));
    const other = from('./nope.yaml').replace(
      'GitRepository\n        name: flux-system',
      'HelmRepository\n        name: charts',
    );
    check(other);
  });
});

describe('helm/chart-missing', () => {
  it('is a folder without a chart', () => {
    check(
      release('', './clusters').replace(
        './clusters\n',
        './clusters\n            #^^^^^^^^^^ error helm/chart-missing\n',
      ),
    );
  });
});

describe('the chart of a source from which no Kustomization builds', () => {
  const source = (url: string, ref = '') =>
    `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: charts
  namespace: flux-system
spec:
  interval: 1h
  url: ${url}
${ref}`;
  const same = 'https://git.example.com/fleet';
  const wrong = (mark = '') => release('', `./chart/demo\n${mark}`, 'charts');

  it('is looked for here where the source fetches what the cluster fetches', () => {
    check(wrong('            #^^^^^^^^^^^^ error helm/chart-missing\n'), { 'clusters/home/source.yaml': source(same) });
  });

  it('is not known of another repository or branch', () => {
    check(wrong(), { 'clusters/home/source.yaml': source('https://git.example.com/charts') });
    check(wrong(), { 'clusters/home/source.yaml': source(same, '  ref: {branch: charts}\n') });
  });
});

describe('helm/values-form', () => {
  const values = (text: string) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: values\n  namespace: default\ndata:\n  values.yaml: ${text}\n`;
  const from = (mark = '', more = '') =>
    release(`  valuesFrom:\n    - kind: ConfigMap\n      name: values\n${mark}${more}`);

  it('is a text that is no mapping', () => {
    check(from('           #^^^^^^ error helm/values-form\n') + values('just text'));
    check(from('           #^^^^^^ error helm/values-form\n') + values('"- a"'));
  });

  it('is none that is a mapping, empty, one value for a path, or not known', () => {
    check(from() + values('"a: 1"'));
    check(from() + values('""'));
    check(from() + values('"{a: 1}"'));
    check(from() + values('${VALUES}'));
    check(from() + values('|\n    a: 1'));
    check(from('', '      targetPath: a.b\n') + values('just text'));
  });
});
