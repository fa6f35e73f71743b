import { check } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const source = `  sourceRef:
    kind: GitRepository
    name: flux-system
`;

describe('kind/unknown', () => {
  it('finds kinds that a Flux group does not have', () =>
    check(`
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepositry
     #^^^^^^^^^^^^ error kind/unknown
---
apiVersion: weave.toolkit.fluxcd.io/v1
kind: Whatever
---
apiVersion: example.com/v1
kind: GitRepositry
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: \${KIND}
`));
});

describe('kind/group', () => {
  it('finds a kind of Flux in a group that is a slip, and no groups of others', () =>
    check(`
apiVersion: source.tookit.fluxcd.io/v1
           #^^^^^^^^^^^^^^^^^^^^^^^ error kind/group
kind: GitRepository
---
apiVersion: kustomise.toolkit.fluxcd.io/v1
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^ error kind/group
kind: Kustomization
---
apiVersion: source.example.com/v1
kind: GitRepository
---
apiVersion: source.tookit.fluxcd.io/v1
kind: Something
`));
});

describe('kind/version', () => {
  it('finds versions that Flux does not serve', () =>
    check(`
apiVersion: helm.toolkit.fluxcd.io/v2beta1
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error kind/version
kind: HelmRelease
---
apiVersion: "kustomize.toolkit.fluxcd.io/v3"
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error kind/version
kind: Kustomization
---
apiVersion: source.toolkit.fluxcd.io/v1
           #^^^^^^^^^^^^^^^^^^^^^^^^^^^ error kind/version
kind: Kustomization
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
`));

  const old = 'apiVersion: image.toolkit.fluxcd.io/v1beta2\nkind: ImagePolicy\n';

  it('asks which Flux is in use: settings first, then what the repository runs', () => {
    const found = old.replace('\n', '\n           #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error kind/version\n');
    check(found);
    const deprecated = found.replace('error kind/version', 'warning kind/deprecated');
    check(deprecated, { fluxVersion: '2.8' });
    check(found, { fluxVersion: '2.9' });
    check({ 'a.yaml': deprecated, 'x/gotk-components.yaml': '# Flux Version: v2.8.3\n' });
    check(old, { fluxVersion: '2.6' });
    check({ 'a.yaml': found, 'x/gotk-components.yaml': '# Flux Version: v2.10.0\n' });
  });
});

describe('path/missing', () => {
  it('is an error for the source that Flux was bootstrapped with', () =>
    check({
      ...fleet,
      'clusters/home/more.yaml': kustomization(
        'more',
        `  path: ./app/web\n       #^^^^^^^^^ error path/missing\n${source}`,
      ),
    }));

  it('has nothing to say about other sources, variables and files known by name', () =>
    check({
      ...fleet,
      'docs/readme.md': null,
      'clusters/home/a.yaml': kustomization('a', `  path: ./docs/\n${source}`),
      'clusters/home/b.yaml': kustomization('b', `  path: ./\${CLUSTER}/x\n${source}`),
      'clusters/home/c.yaml': kustomization(
        'c',
        '  path: ./deploy\n  sourceRef:\n    kind: GitRepository\n    name: other\n',
      ),
      'clusters/home/d.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: other, namespace: flux-system}
spec: {url: 'https://git.example.com/other'}
`,
    }));

  it('is silent where no path of the source exists: the source is another repository then', () =>
    check({
      'a.yaml': kustomization('a', `  path: ./apps\n${source}`),
      'b.yaml': kustomization('b', `  path: ./infrastructure\n${source}`),
    }));

  it('is silent where most paths of the source are missing: a part of a repository is open then', () =>
    check({
      'home/apps.yaml': kustomization('a', `  path: ./home\n${source}`),
      'home/b.yaml': kustomization('b', `  path: ./clusters/home\n${source}`),
      'home/c.yaml': kustomization('c', `  path: ./apps\n${source}`),
    }));

  it('counts the folder that a FluxInstance syncs among the paths of its source', () => {
    const from = '  sourceRef:\n    kind: OCIRepository\n    name: fleet\n';
    const files = (sync: string, missing: string) => ({
      'clusters/home/flux.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: flux-system}
spec:
  sync: {kind: OCIRepository, name: fleet, url: oci://example.com/fleet, path: ${sync}}
`,
      'clusters/home/apps.yaml': kustomization('apps', `  path: ./apps\n${from}`),
      'clusters/home/more.yaml': kustomization('more', `  path: ./app/web\n${missing}${from}`),
      'apps/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: a}\n',
    });
    check(files('clusters/home', '       #^^^^^^^^^ warning path/missing\n'));
    check(files('elsewhere', ''));
  });

  it('starts from the folder that plays the root, so that clones and examples below the root work', () => {
    const moved = Object.fromEntries(Object.entries(fleet).map(([path, text]) => [`clones/one/${path}`, text]));
    check({
      ...moved,
      'clones/one/clusters/home/more.yaml': kustomization(
        'more',
        `  path: ./app/web\n       #^^^^^^^^^ error path/missing\n${source}`,
      ),
    });
  });
});

describe('duration/invalid', () => {
  it('finds what the API server refuses', () =>
    check(`
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: {name: a}
spec:
  interval: 1d
           #^^ error duration/invalid
  timeout: 1h
          #^^ error duration/invalid
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: a}
spec:
  chart: {}
  interval: 30
           #^^ error duration/invalid
  timeout: 1h30m0.5s
  install: {timeout: "-1m", strategy: {retryInterval: 500us}}
                    #^^^^^ error duration/invalid
                                                     #^^^^^ error duration/invalid
---
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
spec: {interval: 1d}
`));

  it('has nothing to say about variables, but reads defaults', () =>
    check(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: a}
spec:
  chart: {}
  interval: \${INTERVAL}
  timeout: \${TIMEOUT:=5m}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: b}
spec:
  chart: {}
  interval: \${INTERVAL:=1d}
           #^^^^^^^^^^^^^^^ error duration/invalid
`));
});

describe('kustomization/entry-missing', () => {
  it('finds entries that exist nowhere', () =>
    check({
      'a/kustomization.yaml': `
resources:
  - release.yaml
  - releese.yaml
   #^^^^^^^^^^^^ error kustomization/entry-missing
  - ../b
  - ../c
   #^^^^ error kustomization/entry-missing
  - notes.txt
components: [./nope]
            #^^^^^^ error kustomization/entry-missing
`,
      'a/release.yaml': '',
      'a/notes.txt': null,
      'b/kustomization.yaml': '',
    }));

  it('has nothing to say about addresses, places outside and variables', () =>
    check({
      'a/kustomization.yaml': `
resources:
  - https://example.com/a.yaml
  - github.com/fluxcd/flux2/manifests/install?ref=main
  - git@example.com:a/b
  - ../../outside
  - /absolute
  - \${NAME}.yaml
  -
`,
    }));
});

describe('kustomization/flux-kind', () => {
  it('finds a Flux Kustomization in a file that kustomize takes for its own', () =>
    check({
      'a/kustomization.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n     #^^^^^^^^^^^^^ error kustomization/flux-kind\n',
      'b/ks.yaml': 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n',
    }));
});
