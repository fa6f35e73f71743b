import { check as checkAll } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';
import { source } from './postBuild.ts';

const release = (chart: string, spec = ''): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${chart}
  namespace: web
spec:
  interval: 1h
  chart:
    spec:
      chart: ${chart}
      sourceRef:
        kind: HelmRepository
        name: charts
        namespace: flux-system
${spec}`;

describe('order/crd-later', () => {
  const issuer = (mark = '') =>
    `apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\n${mark}metadata:\n  name: letsencrypt\n`;
  const found = '     #^^^^^^^^^^^^^ information order/crd-later\n';
  const values = '  values:\n    crds:\n      enabled: true\n';
  const check = (files: Files) =>
    checkAll({ ...fleet, 'clusters/home/certs.yaml': kustomization('certs', `  path: ./certs\n${source}`), ...files });

  it('is a custom resource beside the release that brings its kind; the first of them is enough', () =>
    check({
      'certs/a.yaml': release('cert-manager', values),
      'certs/b.yaml': issuer(found),
      'certs/c.yaml': issuer().replace('name: letsencrypt', 'name: other'),
    }));

  it('is none where another Kustomization, a file or nobody brings the kind', () => {
    check({ 'certs/b.yaml': issuer() });
    check({ 'certs/a.yaml': release('cert-manager'), 'certs/b.yaml': issuer() });
    check({
      'certs/a.yaml': release('cert-manager', `${values}  install:\n    crds: Skip\n`),
      'certs/b.yaml': issuer(),
    });
    check({ 'clusters/home/a.yaml': release('cert-manager', values), 'certs/b.yaml': issuer() });
    const crd = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: clusterissuers.cert-manager.io\nspec:\n  group: cert-manager.io\n  scope: Cluster\n  names:\n    kind: ClusterIssuer\n    plural: clusterissuers\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n`;
    check({ 'certs/a.yaml': release('cert-manager', values), 'certs/b.yaml': issuer(), 'crds/crd.yaml': crd });
  });
});
