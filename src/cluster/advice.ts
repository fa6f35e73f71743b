import type { State, Status } from '../flux/status.ts';

const unreachable = /no such host|connection refused|i\/o timeout|dial tcp|tls:|x509/i;

/** What helps, by the words of the message; the first that fits. The messages are those of Flux 2.9's controllers and of Git and Helm below them. */
const byMessage: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /authentication required|unable to authenticate|permission denied|invalid credentials|401|403 forbidden/i,
    'Check the credentials in the Secret that spec.secretRef names.',
  ],
  [
    /couldn't find remote ref|reference not found/i,
    'Correct spec.ref: the repository has no such branch, tag or commit.',
  ],
  [unreachable, 'Check spec.url, and that the cluster can reach it.'],
  [/repository not found|404/i, 'Check spec.url: nothing is there, or the credentials may not see it.'],
  [/path not found/i, 'Correct spec.path, or push the folder that it names.'],
  [/accumulating|no such file or directory/i, 'Correct the files that the message names, then commit and push.'],
  [/decrypt|sops|age:/i, 'Check spec.decryption and that its Secret holds the key the file was encrypted with.'],
  [
    /variable.{0,200}(not set|substitut)|envsubst/i,
    'Set the variable in spec.postBuild, or write $$ for a plain dollar sign.',
  ],
  [/no matches for kind/i, 'Install the CustomResourceDefinition first, and let this depend on what installs it.'],
  [/namespaces? "?[^ ]+"? not found/i, 'Create the namespace, in this Kustomization or in one that it depends on.'],
  [
    /is immutable|field is immutable/i,
    'Set spec.force for one run, or rename the object: the field cannot change in place.',
  ],
  [
    /forbidden: user|cannot (create|patch|get|list)/i,
    'Give the service account in spec.serviceAccountName the rights that the message names.',
  ],
  [
    /timeout waiting for|health check failed|context deadline exceeded/i,
    'Look at the events and pods of the object that the message names.',
  ],
];

const byReason: Readonly<Record<string, string>> = {
  RetriesExceeded: 'Correct the release in Git; Flux upgrades again as soon as its values or its chart change.',
  BuildFailed: 'Correct the files that the message names, then commit and push.',
  ReconciliationFailed: 'Correct the manifest that the message names, then commit and push.',
  InstallFailed: 'Correct the values or the chart version, then commit and push.',
  UpgradeFailed: 'Correct the values or the chart version, then commit and push.',
  TestFailed: 'Look at the pods of the chart\u2019s tests.',
  ArtifactFailed: 'Reconcile the source, and look at its message.',
  InvalidPath: 'Correct spec.path.',
  DriftDetected: 'Reconcile to put back what Git says.',
};

const byState: Readonly<Record<State, string>> = {
  failed: 'Read the message, correct it in Git, then reconcile.',
  stalled: 'Correct the spec in Git: it is not tried again before it changes.',
  waiting: 'Nothing to do here: it goes on by itself.',
  progressing: 'Wait for it to finish, or look at its events.',
  suspended: 'Resume it when changes from Git may be applied again.',
  unknown: 'If this lasts, check that the controller of this kind is running.',
  ready: '',
  static: '',
};

/** What a person can do about an object that says it is not well, as one sentence. `isRemote`: it applies to another cluster. */
export function adviceFor({ state, reason, message, lastFailure }: Status, isRemote = false): string {
  if (state !== 'failed' && state !== 'stalled' && lastFailure === '') return byState[state];
  const words = (lastFailure === '' ? message : lastFailure).slice(0, 4000);
  if (isRemote && unreachable.test(words))
    return 'Check that this cluster can reach the other one, whose kubeconfig spec.kubeConfig names.';
  return byMessage.find(([pattern]) => pattern.test(words))?.[1] ?? byReason[reason] ?? byState[state];
}
