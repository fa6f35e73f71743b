/** An object of Flux with the rest of its text, which starts below `metadata`. */
export function object(kind: string, spec: string): string {
  const groups: Readonly<Record<string, string>> = {
    HelmRelease: 'helm.toolkit.fluxcd.io/v2',
    Kustomization: 'kustomize.toolkit.fluxcd.io/v1',
    ImageRepository: 'image.toolkit.fluxcd.io/v1',
    ImagePolicy: 'image.toolkit.fluxcd.io/v1',
    ImageUpdateAutomation: 'image.toolkit.fluxcd.io/v1',
    Provider: 'notification.toolkit.fluxcd.io/v1beta3',
    Alert: 'notification.toolkit.fluxcd.io/v1beta3',
    Receiver: 'notification.toolkit.fluxcd.io/v1',
  };
  const group = groups[kind] ?? 'source.toolkit.fluxcd.io/v1';
  return `apiVersion: ${group}\nkind: ${kind}\nmetadata:\n  name: one\n  namespace: apps\n${spec}`;
}
