import type { Kind } from './kind.ts';
import type { ObjectId } from './objects.ts';

/** A program and its arguments. Never a line of shell: names in it come from files and clusters. */
export interface Invocation {
  readonly program: 'flux' | 'helm' | 'git' | 'kubectl' | 'kustomize';
  readonly args: readonly string[];
}

/** Where a command goes. Every command that reaches a cluster names its context. */
export interface Target {
  readonly context: string;
  /** Path of the kubeconfig, absent when the program's own default is the right one. */
  readonly kubeconfig?: string;
}

/** The actions of the flux program that work on one object. */
export type FluxAction = 'reconcile' | 'reconcileWithSource' | 'suspend' | 'resume';

/**
 * The flux command for an action on one object, or `undefined` when flux has none for the kind (ExternalArtifact, ArtifactGenerator and
 * Flux Operator's kinds; FLUX.md D.1), or would take the name for a flag. `-n` is always given: without it flux takes `flux-system`, not the context's namespace.
 */
export function fluxCommand(action: FluxAction, kind: Kind, id: ObjectId, target: Target): Invocation | undefined {
  const verb = action === 'reconcileWithSource' ? 'reconcile' : action;
  if (!kind.cli || !kind.verbs.includes(action) || isFlag(id)) return undefined;
  return {
    program: 'flux',
    args: [
      verb,
      ...kind.cli,
      id.name,
      ...(action === 'reconcileWithSource' ? ['--with-source'] : []),
      '-n',
      id.namespace,
      ...kubeArguments('--context', target),
    ],
  };
}

/** A Helm release as Helm names it, which need not be the HelmRelease's own name and namespace. */
export interface Release {
  readonly name: string;
  /** Namespace of Helm's storage Secrets. */
  readonly storageNamespace: string;
}

/** Lists the revisions that still exist. Helm prints JSON, oldest first. */
export function helmHistory(release: Release, target: Target): Invocation {
  return helm(['history', release.name, '-n', release.storageNamespace, '-o', 'json'], target);
}

/**
 * Rolls back to a revision. Helm 4 applies server-side and meets helm-controller as the owner of the fields, so it must be told to take
 * them (`Apply failed with 1 conflict`, FLUX.md D.3); Helm 3 has no such flag.
 */
export function helmRollback(release: Release, revision: number, helmMajor: number, target: Target): Invocation {
  const force = helmMajor >= 4 ? ['--force-conflicts'] : [];
  return helm(['rollback', release.name, String(revision), '-n', release.storageNamespace, '--wait', ...force], target);
}

/** Prints Helm's version, such as `v4.2.0+g…`. */
export const helmVersion: Invocation = { program: 'helm', args: ['version', '--short'] };

/** The command as a person would type it, for showing only. Words that a POSIX shell would read differently are quoted. */
export function formatInvocation(it: Invocation): string {
  return [it.program, ...it.args].map(quoteWord).join(' ');
}

/** Prints what kustomize makes of a folder, by either of the programs that have it. It writes no file and asks no cluster. */
export function kustomizeBuild(program: 'kustomize' | 'kubectl', folder: string): Invocation {
  return { program, args: [program === 'kustomize' ? 'build' : 'kustomize', folder] };
}

function helm(args: readonly string[], target: Target): Invocation {
  return { program: 'helm', args: [...args, ...kubeArguments('--kube-context', target)] };
}

/** The arguments that name a cluster, for a program that calls its context so. */
export function kubeArguments(flag: string, target: Target): readonly string[] {
  const file = target.kubeconfig === undefined ? [] : ['--kubeconfig', target.kubeconfig];
  return [flag, target.context, ...file];
}

/** Whether a name or namespace would be read as a flag. The API server allows no such names; one that only says it is an API server might. */
export function isFlag({ name, namespace }: ObjectId): boolean {
  return name.startsWith('-') || namespace.startsWith('-');
}

function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
