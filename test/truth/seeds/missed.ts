/** Faults that are not found, by the row that makes them, and why: in all repositories, or in one. */
const missed: Readonly<Record<string, string>> = {
  'd1-fleet: path of an automation': 'The automations of the tenants work on their own repositories.',
  'the demo fleet: path': 'The source of monitoring is the deliberate mistake of the fleet; whose folders it would have is unknown.',
  'd1-fleet: name of variables': 'The ConfigMap is copied into the namespace of the tenant from another.',
  'kustomize-helm-example: target of a patch': 'gotk-components.yaml, which the patch is for, is not in the corpus.',
  'kustomize-helm-example: name of an object': 'An ArtifactGenerator stands between Flux and the folder; the kind is known to nobody.',
  'kustomize-helm-example: an entry twice': 'The build of that folder also needs gotk-components.yaml, which is not in the corpus.',
  'kustomize-helm-example: an object twice': 'The build of that folder also needs gotk-components.yaml, which is not in the corpus.',
};

/** Why a fault of that row is missed in a repository; `undefined` where it must not be. */
export function reasonOf(repository: string, fault: string): string | undefined {
  return missed[fault] ?? missed[`${repository}: ${fault}`];
}
