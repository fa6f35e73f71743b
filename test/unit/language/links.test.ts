import type { Files } from '../carets.ts';
import { check } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const release = (name: string, spec: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: web
spec:
  interval: 1h
  chart:
    spec:
      chart: web
      sourceRef:
        kind: HelmRepository
        name: charts
        namespace: flux-system
${spec}`;
const values = (name: string, namespace: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\ndata:\n  values.yaml: "a: b"\n`;
const off = { rules: { 'helm/remediation': 'off', 'build/no-namespace': 'off', 'secret/plain': 'off' } } as const;

function more(files: Files): Files {
  const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
  const inMore = Object.fromEntries(Object.entries(files).map(([path, text]) => [`more/${path}`, text]));
  return { ...fleet, 'clusters/home/more.yaml': kustomization('more', `  path: ./more\n${source}`), ...inMore };
}
const from = (kind: string, name: string, rest = '') =>
  `  valuesFrom:\n    - kind: ${kind}\n      name: ${name}\n${rest}`;

describe('reference/object-missing', () => {
  it('finds ConfigMaps that only files could make, and slips in the names of Secrets', () =>
    check(
      more({
        'a.yaml': release('a', from('ConfigMap', 'valuse\n           #^^^^^^ warning reference/object-missing')),
        'b.yaml': release('b', from('Secret', 'keyz\n           #^^^^ warning reference/object-missing')),
        'values.yaml': values('values', 'web'),
        'keys.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata:\n  name: keys\n  namespace: web\nstringData:\n  values.yaml: "a: b"\n',
      }),
      off,
    ));

  it('knows the Secrets that controllers make', () => {
    const made =
      'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: web-keys, namespace: web}\n';
    const near = made.replace(/.*\n.*\n/, 'apiVersion: v1\nkind: Secret\n').replace('web-keys', 'web-keyz');
    const wrong = release('b', from('Secret', 'web-kesy\n           #^^^^^^^^ warning reference/object-missing'));
    check(more({ 'b.yaml': wrong, 'keys.yaml': made }), off);
    check(more({ 'b.yaml': release('b', from('Secret', 'web-keys')), 'keys.yaml': `${made}---\n${near}` }), off);
  });

  it('finds one of another namespace, from which nothing copies it', () => {
    const secret = (annotation = '') =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: keys\n  namespace: flux-system\n${annotation}stringData:\n  values.yaml: "a: b"\n`;
    const wrong = release('b', from('Secret', 'keys\n           #^^^^ warning reference/object-missing'));
    const right = release('b', from('Secret', 'keys'));
    check(more({ 'b.yaml': wrong, 'keys.yaml': secret() }), off);
    const copied = '  annotations: {replicator.v1.mittwald.de/replicate-to: web}\n';
    check(more({ 'b.yaml': right, 'keys.yaml': secret(copied) }), off);
    const copier = release('reflector', '');
    check(more({ 'b.yaml': right, 'c.yaml': copier, 'keys.yaml': secret() }), off);
  });

  it('finds the ConfigMap with the way to another cluster', () => {
    const remote = (name: string) =>
      kustomization(
        'far',
        `  path: ./far\n  kubeConfig:\n    configMapRef:\n      name: ${name}\n  sourceRef: {kind: GitRepository, name: flux-system}\n`,
      );
    const access = values('far-access', 'flux-system');
    const far = { 'far/a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: far}\n' };
    check(
      {
        ...more({
          'ks.yaml': remote('far-acess\n           #^^^^^^^^^ warning reference/object-missing'),
          'access.yaml': access,
        }),
        ...far,
      },
      off,
    );
    check({ ...more({ 'ks.yaml': remote('far-access'), 'access.yaml': access }), ...far }, off);
  });

  it('finds slips in the names of what a generator of the same build makes, whatever else is unknown', () => {
    const open = kustomization('open', '  path: ./x\n  sourceRef:\n    kind: GitRepository\n    name: elsewhere\n');
    const elsewhere =
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: elsewhere\n  namespace: flux-system\nspec:\n  interval: 1h\n  url: https://example.com/x\n';
    check(
      {
        ...more({
          'kustomization.yaml':
            'namespace: web\nresources: [a.yaml, b.yaml]\nconfigMapGenerator:\n  - name: web-values\n    literals: [values.yaml=x]\n    options: {disableNameSuffixHash: true}\n',
          'a.yaml': release(
            'a',
            from('ConfigMap', 'web-value\n           #^^^^^^^^^ warning reference/object-missing'),
          ),
          'b.yaml': release('b', from('ConfigMap', 'nope')),
        }),
        'clusters/home/open.yaml': `${open}---\n${elsewhere}`,
      },
      off,
    );
  });

  it('finds a Secret where a ConfigMap was meant, unless both are named', () => {
    const mark = '\n           #^^^^^^ warning reference/object-missing';
    const both = `${from('ConfigMap', 'values')}    - kind: Secret\n      name: values\n`;
    check(
      more({
        'a.yaml': release('a', from('Secret', `values${mark}`)),
        'b.yaml': release('b', both),
        'values.yaml': values('values', 'web'),
      }),
      off,
    );
  });

  it('is silent about what is there, optional, or made by hand', () =>
    check(
      more({
        'a.yaml': release('a', from('ConfigMap', 'values')),
        'b.yaml': release('b', from('ConfigMap', 'nope', '      optional: true\n')),
        'c.yaml': release('c', from('Secret', 'by-hand')),
        'values.yaml': values('values', 'web'),
      }),
      off,
    ));
});

describe('reference/key-missing', () => {
  it('finds keys that the ConfigMap does not have', () =>
    check(
      more({
        'a.yaml': release(
          'a',
          from(
            'ConfigMap',
            'values',
            '      valuesKey: value.yaml\n                #^^^^^^^^^^ error reference/key-missing\n',
          ),
        ),
        'b.yaml': release('b', from('ConfigMap', 'values', '      valuesKey: values.yaml\n')),
        'values.yaml': values('values', 'web'),
      }),
      off,
    ));
});

describe('image/marker-missing', () => {
  const policy =
    'apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\nmetadata:\n  name: web\n  namespace: web\nspec:\n  imageRepositoryRef:\n    name: web\n  policy:\n    semver:\n      range: 1.x\n';
  const repository =
    'apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nmetadata:\n  name: web\n  namespace: web\nspec:\n  image: example.com/web\n  interval: 1h\n';

  it('finds markers that name no policy', () =>
    check(
      more({
        'policy.yaml': policy,
        'repository.yaml': repository,
        'automation.yaml':
          'apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageUpdateAutomation\nmetadata:\n  name: web\n  namespace: web\nspec:\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n    namespace: flux-system\n  git: {}\n',
        'cm.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: cm\n  namespace: web\ndata:\n  a: x # {"$imagepolicy": "web:wob"}\n                              #^^^ warning image/marker-missing\n  c: x # {"$imagepolicy": "wob:web"}\n                              #^^^ warning image/marker-missing\n  b: x # {"$imagepolicy": "web:web:tag"}\n',
      }),
      off,
    ));
});

describe('helm/release-twice', () => {
  it('finds two that install one release', () =>
    check(
      more({
        'a.yaml': release('a', '  releaseName: one\n').replace(
          '  name: a\n',
          '  name: a\n       #^ error helm/release-twice\n',
        ),
        'b.yaml': release('b', '  releaseName: one\n').replace(
          '  name: b\n',
          '  name: b\n       #^ error helm/release-twice\n',
        ),
        'c.yaml': release('c', '  releaseName: two\n'),
        'd.yaml': release('d', '  releaseName: one\n  storageNamespace: elsewhere\n'),
      }),
      off,
    ));
});

describe('helm/chart-missing', () => {
  const local = (chart: string) =>
    release('a', '')
      .replace('chart: web', `chart: ${chart}`)
      .replace('kind: HelmRepository', 'kind: GitRepository')
      .replace('name: charts', 'name: flux-system');

  it('finds charts that are not in the repository', () => {
    const files = {
      ...more({ 'a.yaml': local('./charts/wob\n            #^^^^^^^^^^^^ error helm/chart-missing') }),
      'charts/web/Chart.yaml': null,
    };
    check(files, off);
    check({ ...more({ 'a.yaml': local('./charts/web') }), 'charts/web/Chart.yaml': null }, off);
  });
});
