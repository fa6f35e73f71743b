import { bundledSchemas } from '../../../schemas.ts';
import { check as checkFiles } from '../../carets.ts';
import type { Files } from '../../carets.ts';

const schemas = bundledSchemas();

/** Checks problems against carets, with the schemas that Fluxwright brings; what files refer to need not exist. */
export function check(files: string | Files): void {
  checkFiles(files, { rules: { 'reference/missing': 'off' } }, schemas);
}

export const configMap = (data: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: a, namespace: b}
data:
${data}`;
export const kustomization = (
  spec: string,
  metadata = 'metadata: {name: a, namespace: b}',
) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
${metadata}
spec:
  sourceRef: {kind: GitRepository, name: flux-system}
  path: ./
${spec}`;
export const healthy = '  interval: 10m\n  prune: true\n';
export const deployment = (replicas: string, container: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: b}
spec:
${replicas}
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers:
        - name: a
          image: a:1
${container}`;
