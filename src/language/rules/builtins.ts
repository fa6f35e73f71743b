import { isMap, isScalar } from 'yaml';
import { isKustomizationPath } from '../builds.ts';
import type { Repository } from '../repository.ts';
import { isApplied } from '../placement.ts';
import type { Rule } from '../rule.ts';
import { isOwnGroup } from '../schema/dialect.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../symbolic.ts';

/**
 * A kind or a version that no Kubernetes has, in the groups that every Kubernetes has. Files of other tools look like objects too, so a
 * kind that resembles none counts only in what Flux applies.
 */
export const unknownBuiltin: Rule = function* ({ repository, manifest, document }) {
  const { group, version, kind, apiVersion } = document.header;
  if (kind === undefined || apiVersion === undefined || !isOwnGroup(group) || /List$/.test(kind.value)) return;
  if (isSymbolic(kind.value) || isSymbolic(apiVersion.value) || repository.schemas.find(group, version, kind.value))
    return;
  const known = kindsOf(repository, group);
  if (known.size === 0) return;
  const versions = known.get(kind.value);
  const it = { code: 'schema/unknown-kind', kind: kind.value, apiVersion: apiVersion.value } as const;
  if (versions !== undefined) {
    // Versions that are not finished come and go, and may be switched on.
    if (/^v\d+$/.test(version)) yield { ...it, part: 'version', similar: versions, span: apiVersion.span };
    return;
  }
  const names = similar(kind.value, known.keys());
  if (names.length > 0 || isApplied(repository, manifest.path))
    yield { ...it, part: 'kind', similar: names, span: kind.span };
};

/** An object that does not say what it is, in a file that kustomize takes for one. */
export const missingHeader: Rule = function* ({ repository, manifest, document }) {
  const { apiVersion, kind, name } = document.header;
  const word = apiVersion ?? kind;
  if (word === undefined || name === undefined || (apiVersion !== undefined && kind !== undefined)) return;
  if (isKustomizationPath(manifest.path) || !isTaken(repository, manifest.path)) return;
  const root = document.yaml.contents;
  const key = isMap(root) && isScalar(root.items[0]?.key) ? root.items[0].key : undefined;
  if (key === undefined) return;
  yield {
    code: 'schema/required',
    path: '',
    field: kind === undefined ? 'kind' : 'apiVersion',
    span: document.span(key),
  };
};

function isTaken(repository: Repository, path: string): boolean {
  for (const _ of repository.builds.listers(path)) return true;
  return isApplied(repository, path);
}

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
