import { isFlag, kubeArguments, type Invocation, type Target } from './commands.ts';
import { apiVersionOf, type Kind } from './kind.ts';
import type { ObjectId } from './objects.ts';

/** What flux tells of one object in a terminal. `events` and `logs` go on until they are stopped. */
export type Inspection = 'events' | 'logs' | 'trace' | 'tree';
export const inspections: readonly Inspection[] = ['events', 'logs', 'trace', 'tree'];

/**
 * The flux command that looks at one object and changes nothing; `undefined` where flux cannot (FLUX.md D.1: no events or logs of what it does not
 * know, a tree of Kustomizations alone). Logs are those of the controller, and begin an hour back.
 */
export function inspection(what: Inspection, kind: Kind, id: ObjectId, target: Target): Invocation | undefined {
  if (!kind.cli || (what === 'tree' && kind.kind !== 'Kustomization') || isFlag(id)) return undefined;
  const words: Readonly<Record<Inspection, readonly string[]>> = {
    events: ['events', '--for', `${kind.kind}/${id.name}`, '--watch'],
    logs: ['logs', '--kind', kind.kind, '--name', id.name, '--since', '1h', '--follow'],
    trace: ['trace', id.name, '--kind', kind.kind, '--api-version', apiVersionOf(kind)],
    tree: ['tree', 'kustomization', id.name],
  };
  return { program: 'flux', args: [...words[what], '-n', id.namespace, ...kubeArguments('--context', target)] };
}

/**
 * What would change in the cluster if the files of a folder were applied as this Kustomization. Exit code 1 says that there are differences.
 * `undefined` for a name that flux would take for a flag.
 */
export function fluxDiff(id: ObjectId, folder: string, target: Target): Invocation | undefined {
  if (isFlag(id)) return undefined;
  const args = ['diff', 'kustomization', id.name, '--path', folder, '--progress-bar=false', '-n', id.namespace];
  return { program: 'flux', args: [...args, ...kubeArguments('--context', target)] };
}

/** Follows what the containers of a pod, or of all pods of a workload, write; of the run before the last restart when asked. */
export function kubectlLogs({ kind, name, namespace }: ObjectId, isPrevious: boolean, target: Target): Invocation {
  const mode = isPrevious ? ['--previous'] : ['--follow', '--tail', '100'];
  const which = [`${kind.toLowerCase()}/${name}`, '--all-containers', '--prefix'];
  return {
    program: 'kubectl',
    args: ['logs', ...which, ...mode, '-n', namespace, ...kubeArguments('--context', target)],
  };
}
