import { isMap, isScalar } from 'yaml';
import type { Node } from 'yaml';
import { isKustomizationPath } from '../build/builds.ts';
import type { Repository } from '../repository/repository.ts';
import { isApplied } from '../build/placement.ts';
import type { Rule } from '../rule.ts';
import { isOwnGroup } from '../schema/dialect.ts';
import { insteadOf } from '../schema/removed.ts';
import { readingOf } from '../schema/values.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/**
 * A kind or a version that no Kubernetes has, in the groups that every Kubernetes has. Files of other tools look like objects too, so a
 * kind that resembles none counts only in what Flux applies.
 */
export const unknownBuiltin: Rule = function* ({ repository, manifest, document }) {
  const { group, version, kind, apiVersion } = document.header;
  if (kind === undefined || apiVersion === undefined || /List$/.test(kind.value)) return;
  const instead = insteadOf(apiVersion.value, kind.value);
  if (instead !== undefined && isTaken(repository, manifest.path)) {
    const it = { kind: kind.value, apiVersion: apiVersion.value, part: 'version', similar: instead } as const;
    yield { code: 'schema/unknown-kind', ...it, span: apiVersion.span };
    return;
  }
  if (!isOwnGroup(group)) return;
  if (!versionForm.test(apiVersion.value)) return;
  if (isSymbolic(kind.value) || isSymbolic(apiVersion.value) || repository.schemas.find(group, version, kind.value))
    return;
  const known = kindsOf(repository, group);
  if (known.size === 0) return;
  const versions = known.get(kind.value);
  const it = { code: 'schema/unknown-kind', kind: kind.value, apiVersion: apiVersion.value } as const;
  if (versions !== undefined) {
    // Versions that are not finished come and go, and may be switched on.
    if (group === '' || !/^v\d+(?:alpha|beta)\d+$/.test(version))
      yield { ...it, part: 'version', similar: versions, span: apiVersion.span };
    return;
  }
  if (isNoText(document.nodeAt(['kind']))) return;
  // What has no metadata is no object with a slip of the pen, but a file of another program: a kubeconfig is a `Config` in `v1`.
  const names = document.nodeAt(['metadata']) === undefined ? [] : similar(kind.value, known.keys());
  if (names.length > 0 || isApplied(repository, manifest.path))
    yield { ...it, part: 'kind', similar: names, span: kind.span };
};

/** What Flux reads as a number, a boolean or nothing: see `oddHeaders`. */
function isNoText(node: Node | undefined): boolean {
  return isScalar(node) && !['string', 'changed', 'opaque'].includes(readingOf(node));
}

/** An object that does not say what it is, in a file that kustomize takes for one. */
export const missingHeader: Rule = function* ({ repository, manifest, document }) {
  const { apiVersion, kind, name } = document.header;
  const word = apiVersion ?? kind;
  if (word === undefined || name === undefined || (apiVersion !== undefined && kind !== undefined)) return;
  if (isKustomizationPath(manifest.path) || !isTaken(repository, manifest.path)) return;
  const root = document.yaml.contents;
  const key = isMap(root) && isScalar(root.items[0]?.key) ? root.items[0].key : undefined;
  const field = kind === undefined ? 'kind' : 'apiVersion';
  const given = document.nodeAt([field]);
  // A null that somebody has written is odd, not missing.
  if (key === undefined || (field === 'apiVersion' && isScalar(given) && given.source !== '' && given.value === null))
    return;
  yield {
    code: 'schema/required',
    path: '',
    field,
    span: document.span(key),
  };
};

/** Whether kustomize reads a file as objects, for Flux or for a kustomization file that names it. */
export function isTaken(repository: Repository, path: string): boolean {
  for (const _ of repository.builds.listers(path)) return true;
  return isApplied(repository, path);
}

/** What an `apiVersion` looks like. */
export const versionForm = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?v[0-9][a-z0-9]*$/;

/** The kinds of a group and in which versions they are there. */
function kindsOf(repository: Repository, group: string): ReadonlyMap<string, readonly string[]> {
  const all = repository.remember('builtins', () => {
    const groups = new Map<string, Map<string, string[]>>();
    for (const it of repository.schemas.kinds()) {
      if (!isOwnGroup(it.group)) continue;
      const kinds = groups.get(it.group) ?? new Map<string, string[]>();
      groups.set(it.group, kinds);
      kinds.set(it.kind, [...(kinds.get(it.kind) ?? []), it.group === '' ? it.version : `${it.group}/${it.version}`]);
    }
    return groups;
  });
  return all.get(group) ?? new Map<string, readonly string[]>();
}
