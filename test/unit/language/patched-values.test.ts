import { bundledSchemas } from '../../schemas.ts';
import { check as checkText } from '../carets.ts';
import type { Files } from '../carets.ts';

const schemas = bundledSchemas();
const check = (files: Files) => checkText(files, {}, schemas);

const ingress = (mark = '') => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: web}
spec:
  rules:
    - host: web.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: PLACEHOLDER
${mark}                port: {number: 80}
`;

const release = (rest: string, mark = '') => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
${mark}metadata: {name: web, namespace: web}
spec:
${rest}  chart: {spec: {chart: ./web, sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}}}
`;

describe('values that a build replaces', () => {
  it('are numbers, however those are written', () =>
    check({
      'base/config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: web}\ndata:\n  a: 1.0\n    #^^^ error schema/type\n',
      'base/kustomization.yaml': 'resources: [config.yaml]\nlabels: [{pairs: {a: b}}]\n',
    }));

  const found = '                      ^^^^^^^^^^^ error schema/pattern\n';
  const kustomization = (rest: string) => `resources: [ingress.yaml]\n${rest}`;

  it('are judged where no build has another', () => {
    check({ 'base/ingress.yaml': ingress(found), 'base/kustomization.yaml': kustomization('') });
    const elsewhere =
      'patches:\n  - target: {kind: Ingress}\n    patch: |\n      - {op: add, path: /metadata/labels, value: {a: b}}\n';
    check({ 'base/ingress.yaml': ingress(found), 'base/kustomization.yaml': kustomization(elsewhere) });
  });

  it('are forms that a replacement or a patch fills', () => {
    const target = '/spec/rules/0/http/paths/0/backend/service/name';
    const patch = `patches:\n  - target: {kind: Ingress}\n    patch: |\n      - {op: replace, path: ${target}, value: web}\n`;
    check({ 'base/ingress.yaml': ingress(), 'base/kustomization.yaml': kustomization(patch) });
    const replacement = `replacements:
  - source: {kind: Service, name: web}
    targets:
      - select: {kind: Ingress}
        fieldPaths: [spec.rules.0.http.paths.0.backend.service.name]
`;
    check({
      'base/ingress.yaml': ingress(),
      'base/service.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: web}\nspec: {ports: [{port: 80}]}\n',
      'base/kustomization.yaml': `resources: [ingress.yaml, service.yaml]\n${replacement}`,
    });
  });
});

describe('fields that a patch may add', () => {
  const overlay = (patch: string) =>
    `resources: [release.yaml]\npatches:\n  - target: {kind: HelmRelease}\n    patch: |\n      - op: add\n        ${patch}\n`;
  const interval = 'path: /spec/interval\n        value: 1h';
  const retries = 'path: /spec/maxHistory\n        value: 3';

  it('are missed where no build adds them, whoever applies it', () =>
    check({
      'base/release.yaml': release('', '').replace(
        'metadata: {name: web, namespace: web}\nspec:\n',
        'metadata: {name: web, namespace: web}\nspec:\n^^^^ error schema/required\n',
      ),
      'base/kustomization.yaml': overlay(retries),
    }));

  it('are not missed where one does', () =>
    check({ 'base/release.yaml': release(''), 'base/kustomization.yaml': overlay(interval) }));

  it('are asked of every build, for what is no field that a kind requires, too', () => {
    const repository = (mark: string) =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: {name: web, namespace: web}\nspec:\n  interval: 1h\n  url: oci://example.com/charts\n${mark}`;
    const found = '      #^^^^^^^^^^^^^^^^^^^^^^^^ error source/helm-oci\n';
    const files = (target: string, mark: string) => ({
      'base/release.yaml': repository(mark),
      'base/kustomization.yaml': overlay('path: /spec/type\n        value: oci').replace('HelmRelease', target),
    });
    check(files('HelmRepository', ''));
    check({
      'base/release.yaml': repository(found),
      'base/kustomization.yaml': overlay('path: /spec/timeout\n        value: 1m').replace(
        'HelmRelease',
        'HelmRepository',
      ),
    });
  });
});

describe('rules that a patch may satisfy', () => {
  const workload = (mark = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web}
spec:
${mark}  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: wep}}
    spec: {containers: [{name: web, image: 'web:1'}]}
`;
  const patched = (path: string, value: string) =>
    `resources: [web.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |\n      - {op: add, path: ${path}, value: ${value}}\n`;

  it('are broken where every build breaks them, and else left alone', () => {
    check({
      'a/web.yaml': workload('^^^^ error schema/rule\n'),
      'a/kustomization.yaml': patched('/spec/replicas', '3'),
    });
    check({ 'a/web.yaml': workload(), 'a/kustomization.yaml': patched('/spec/template/metadata/labels/app', 'web') });
  });
});

describe('fields that hold nothing, of objects that are patched', () => {
  const flux = (value: string, mark = '') => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: one, namespace: flux-system}
spec:
  interval: 5m
  prune: true
  timeout:${value}
${mark}  sourceRef: {kind: GitRepository, name: flux-system}
`;
  const patch = (spec: string) =>
    `resources: [one.yaml]\npatches:\n  - patch: |\n      apiVersion: kustomize.toolkit.fluxcd.io/v1\n      kind: Kustomization\n      metadata: {name: one, namespace: flux-system}\n      spec: {${spec}}\n`;
  const found = '           ^ error schema/null\n';

  it('are told where no patch puts something there', () => {
    check({ 'base/one.yaml': flux(' ~', found), 'base/kustomization.yaml': patch('wait: true') });
    check({ 'base/one.yaml': flux(' ~'), 'base/kustomization.yaml': patch('timeout: 5m') });
  });

  it('are no matter where a strategic patch takes them away: those without a word', () => {
    check({ 'base/one.yaml': flux(''), 'base/kustomization.yaml': patch('wait: true') });
  });
});
