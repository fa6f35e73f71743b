import { parseAllDocuments } from 'yaml';
import type { FluxObject } from '../../flux/objects.ts';
import { isKustomizationPath } from './builds.ts';
import type { Applier } from './builds.ts';
import { nameOfApplier, ownersOf } from './ownership.ts';
import { folderOf } from '../repository/paths.ts';
import { printObject } from '../yaml/print.ts';
import type { Repository } from '../repository/repository.ts';
import { builtBy, builtFolder } from './built.ts';
import type { Built } from './finish.ts';

/** A build as people read it. */
export interface ShownBuild {
  /** Whose build it is, in few words. */
  readonly title: string;
  /** What is built, relative to the repository; empty for its root. */
  readonly folder: string;
  /** YAML: a comment that says what is not known, then the objects, each with the file that it comes from. Values of Secrets are hidden. */
  readonly text: string;
}

/**
 * What the Flux Kustomization at an offset of a file builds; in a kustomization file what its folder builds; in any other file what the first
 * Kustomization that applies it builds. `undefined` where there is none, or where it builds another repository.
 */
export function buildAt(repository: Repository, path: string, offset: number): ShownBuild | undefined {
  const manifest = repository.manifest(path);
  const document = manifest?.documentAt(offset);
  const here = manifest && document && repository.builds.applierOf(document);
  if (here) return ofApplier(repository, here);
  if (isKustomizationPath(path)) {
    return buildOf(repository, folderOf(path));
  }
  const [owner] = ownersOf(repository, path);
  return owner && ofApplier(repository, owner.applier);
}

/** What kustomize makes of a folder, without what Flux adds; `undefined` where that is nothing to build. */
export function buildOf(repository: Repository, folder: string): ShownBuild | undefined {
  const built = builtFolder(repository, folder);
  return built && { title: folder === '' ? '.' : folder, folder, text: textOf(built) };
}

/**
 * A build, ours or a program's, in a form that depends on its content alone: objects and keys sorted, no comments, the values of Secrets hidden.
 * Throws where it is not YAML.
 */
export function normalBuild(text: string): string {
  const objects = parseAllDocuments(text).flatMap((it) => (it.toJS() ?? []) as FluxObject);
  const nameOf = ({ kind, metadata }: FluxObject) => [kind, metadata?.namespace ?? '', metadata?.name].join('\n');
  return objects
    .map((it) => ({ name: nameOf(it), text: `---\n${printObject(sorted(it) as FluxObject)}` }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map((it) => it.text)
    .join('');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted((value as Record<string, unknown>)[key])]),
  );
}

function ofApplier(repository: Repository, applier: Applier): ShownBuild | undefined {
  const built = builtBy(repository, applier);
  return built && { title: nameOfApplier(applier), folder: built.folder, text: textOf(built) };
}

function textOf(built: Built): string {
  const count = built.objects.length;
  const lines = [
    `# ${count} ${count === 1 ? 'object' : 'objects'} of ${built.folder === '' ? '.' : built.folder}, before variables`,
  ];
  const failing = built.problems.filter((it) => it.what !== 'patch-selects-nothing').length;
  if (failing > 0)
    lines.push('# This build fails: see the problems of its files. What is shown is what could be put together.');
  for (const it of new Set(built.vague.map(({ what, why }) => reasons[what](why)))) lines.push(`# ${it}`);
  const objects = built.objects.map((it) => {
    const source = `# from ${it.origin.path}${it.vague ? ', not computed in full' : ''}`.replaceAll(/[\r\n]/g, ' ');
    return `---\n${source}\n${printObject(it.body())}`;
  });
  return `${lines.map((it) => it.replaceAll(/[\r\n]/g, ' ')).join('\n')}\n${objects.join('')}`;
}

const reasons = {
  objects: (why: string) => `There may be more: ${why} is not in this repository, or not computed.`,
  fields: (why: string) => `Fields may differ: ${why} is not computed.`,
} as const;
