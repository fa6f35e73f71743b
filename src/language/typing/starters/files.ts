import type { Starter } from '../starter.ts';

/** Files of kustomize. */
export const kustomizeFiles: readonly Starter[] = [
  {
    label: 'kustomization file',
    summary: 'The list of what kustomize builds from this folder',
    body: `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - {./}
`,
  },
  {
    label: 'component file',
    summary: 'A part that several kustomization files share',
    body: `
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources:
  - {./}
`,
  },
];
