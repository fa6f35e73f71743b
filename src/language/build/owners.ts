import { kustomizeFacts } from './builds.ts';
import type { Applier } from './builds.ts';
import { commentedAbove } from './commented.ts';
import { builtFrom } from './built.ts';
import { objectIdOf } from './lookup.ts';
import { ownersOf } from './ownership.ts';
import { folderOf, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';

/** A Kustomization that has a part in bringing a file to a cluster. */
export interface OwnerStep {
  /** `Kind namespace/name`. */
  readonly object: string;
  /** The file that declares it. */
  readonly file: string;
}

/** What becomes of a file, as data that `--output json` prints. */
export interface Fate {
  readonly file: string;
  /** The kustomization files that take it for a patch, or into a ConfigMap or a Secret. */
  readonly usedIn: readonly string[];
  /** For each Kustomization that applies the file, or what uses it, the way up to a cluster's entry, the nearest first; empty where nobody does. */
  readonly owners: readonly (readonly OwnerStep[])[];
  /** The objects that the file becomes, as `Kind namespace/name` after kustomize and Flux; each once. */
  readonly objects: readonly string[];
  /** Where a comment keeps a file that nobody applies, or its folder, from being applied. */
  readonly commented?: { readonly file: string; /** Counted from one. */ readonly line: number };
}

/** What becomes of a file of the repository. */
export function fateOf(repository: Repository, path: string): Fate {
  const documents = repository.manifest(path)?.documents ?? [];
  const objects = documents.flatMap((_, at) => builtFrom(repository, path, at).map((it) => named(it.identity)));
  const usedIn = usersOf(repository, path);
  const owners = [path, ...usedIn].flatMap((it) => ownersOf(repository, it));
  const commented = owners.length === 0 ? commentedAbove(repository, path) : undefined;
  return {
    file: path,
    usedIn,
    owners: owners.map((it) => [it.applier, ...it.above].map((one) => stepOf(repository, one))),
    objects: [...new Set(objects)],
    ...(commented && { commented: { file: commented.path, line: commented.line } }),
  };
}

/** The kustomization files that use a file without listing it. Costs their number. */
function usersOf(repository: Repository, path: string): readonly string[] {
  const generators = [...repository.builds.kustomizationFiles()].filter((file) =>
    [...(kustomizeFacts(file)?.fields ?? [])].some(
      ([field, { value }]) =>
        /^(?:configMap|secret)Generator\.\d+\.(?:files|envs)\.\d+$/.test(field) &&
        joinPath(folderOf(file.path), value.slice(value.indexOf('=') + 1)) === path,
    ),
  );
  return [...new Set([...repository.builds.patchers(path), ...generators.map((it) => it.path)])];
}

/** The same in words; ends with a line feed. */
export function printFate({ file, usedIn, owners, objects, commented }: Fate): string {
  const lines = [file, ...usedIn.map((it) => `  used in ${it}`)];
  if (owners.length === 0) lines.push('  applied by nobody in this repository');
  if (commented) lines.push(`  commented out in ${commented.file}, line ${commented.line}`);
  for (const [at, chain] of owners.entries()) {
    const ways = owners.length > 1 ? ` (${at + 1} of ${owners.length})` : '';
    for (const [step, it] of chain.entries())
      lines.push(`  ${step === 0 ? `applied by${ways}` : '  which is applied by'} ${it.object}  ${it.file}`);
  }
  for (const it of objects) lines.push(`  becomes ${it}`);
  return `${lines.join('\n')}\n`;
}

function stepOf(repository: Repository, { manifest, document }: Applier): OwnerStep {
  const id = objectIdOf(repository, manifest.path, document);
  return { object: id === undefined ? 'an object without a name' : named(id), file: manifest.path };
}

function named({
  kind,
  namespace,
  name,
}: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}) {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}
