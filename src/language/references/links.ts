import { placesOf } from './define.ts';
import { pathsIn } from './paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Span } from '../yaml/text.ts';

/** A place in a file that leads to a file or folder of the repository. */
export interface Link {
  readonly span: Span;
  /** The file or folder; it exists. */
  readonly target: string;
  /** The line that an address points at, counted from 1. */
  readonly line?: number;
}

/** What leads elsewhere in a file: paths in fields, and addresses of this repository's own files anywhere. Parses nothing. */
export function linksIn(repository: Repository, path: string): readonly Link[] {
  const manifest = repository.manifest(path);
  if (!manifest) return [];
  const links: Link[] = [];
  for (const { span, target } of pathsIn(repository, manifest))
    if (target !== undefined && repository.exists(target)) links.push({ span, target });
  const isTaken = (at: number): boolean => links.some(({ span }) => span.start <= at && at < span.end);
  return [...links, ...addressesIn(repository, manifest.text).filter((it) => !isTaken(it.span.start))];
}

/** The file to open for a link; `undefined` where a folder holds nothing to read. Costs the number of files for some folders. */
export function fileOfLink(repository: Repository, { target }: Link): string | undefined {
  return placesOf(repository, target)[0]?.path;
}

/**
 * What stands between the address of a repository and a path in it: GitHub `/blob/REF/`, GitLab `/-/tree/REF/`, Gitea
 * `/src/branch/REF/`, and `//` of kustomize. A ref may have slashes.
 */
const between = /^(?:\/(?:-\/)?(?:blob|tree|raw|edit|src\/(?:branch|tag|commit))(?=\/)|\/(?=\/))/;

function addressesIn(repository: Repository, text: string): readonly Link[] {
  if (repository.remotes.length === 0 || !text.includes('://')) return [];
  return Array.from(text.matchAll(/https?:\/\/([^\s"'<>()[\]`]+)/g), (match): readonly Link[] => {
    const address = (match[1] ?? '').replace(/[.,;:]+$/, '');
    const [place = '', fragment = ''] = address.split('#', 2);
    const found = inRepository(repository, place.split('?')[0] ?? '');
    if (found === undefined) return [];
    const line = /^L(\d+)/.exec(fragment)?.[1];
    const end = match.index + match[0].length - (match[1] ?? '').length + address.length;
    return [{ span: { start: match.index, end }, target: found, ...(line !== undefined && { line: Number(line) }) }];
  }).flat();
}

/** The file or folder of this repository at an address without its scheme. */
function inRepository(repository: Repository, address: string): string | undefined {
  for (const remote of repository.remotes) {
    if (!address.toLowerCase().startsWith(`${remote}/`)) continue;
    const rest = address.slice(remote.length);
    const sign = between.exec(rest)?.[0];
    if (sign === undefined) continue;
    const steps = rest.slice(sign.length + 1).split('/');
    for (let ref = sign === '/' ? 0 : 1; ref < Math.min(steps.length, 6); ref++) {
      const path = steps.slice(ref).join('/').replace(/\/+$/, '');
      if (path !== '' && repository.exists(path)) return path;
    }
  }
  return undefined;
}
