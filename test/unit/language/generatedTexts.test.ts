import { check } from '../carets.ts';

const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
  postBuild:
    substitute: {DOMAIN: example.com}
`;
const source = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 1m, url: "https://github.com/acme/fleet", ref: {branch: main}}
`;
const taking = (entry: string) =>
  `namespace: shop\nresources: [namespace.yaml]\nconfigMapGenerator:\n  - name: values\n${entry}`;
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {domain: "${DOMAIN}"}}\n';
const files = (kustomization: string, values: string, more = flux) => ({
  'flux/apps.yaml': more,
  'flux/source.yaml': source,
  'apps/kustomization.yaml': kustomization,
  'apps/namespace.yaml': namespace,
  'apps/values.yaml': values,
});

describe('variables in a file that a generator puts into a ConfigMap', () => {
  const entry = '    files: [values.yaml]\n';
  const good = 'host: web.${DOMAIN}\nport: ${PORT:=80}\nkept: $${LATER}\n';
  const bad = 'host: web.${DOMIAN}\n           #^^^^^^ error variable/unset\n';

  it('are set by the Kustomization that applies it', () => {
    check(files(taking(entry), good));
    check(files(taking(entry), bad));
    check(files(taking('    files: [app.yaml=values.yaml]\n'), bad));
  });

  it('are left alone where the ConfigMap opts out, and where Flux substitutes nothing', () => {
    const plain = 'host: web.${DOMIAN}\n';
    const out = '    options: {annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}}\n';
    check(files(taking(entry + out), plain));
    check(
      files(`${taking(entry)}generatorOptions: {labels: {kustomize.toolkit.fluxcd.io/substitute: disabled}}\n`, plain),
    );
    check(files(taking(entry), plain, flux.replace(/ {2}postBuild:[^]*/, '')));
  });

  it('are none in a Secret, nor in a file that nothing takes in', () => {
    const plain = 'host: web.${DOMIAN}\n';
    check(files(taking(entry).replace('configMap', 'secret'), plain));
    check(files('namespace: shop\nresources: [namespace.yaml]\n', plain));
  });
});
