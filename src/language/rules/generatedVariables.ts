import { parseTemplate } from '../../flux/substitution.ts';
import { builtAt } from '../build/built.ts';
import { isKustomizationPath, kustomizeFacts } from '../build/builds.ts';
import { rootsOf } from '../build/roots.ts';
import { folderOf, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { isOut } from '../variables/optOut.ts';
import { scopeBy } from '../variables/variables.ts';
import type { Scope } from '../variables/variables.ts';
import type { Span } from '../yaml/text.ts';
import { judged } from './variables.ts';

/** An item of a `configMapGenerator`. */
interface Item {
  readonly path: string;
  readonly index: number;
}

/**
 * Variables in what `configMapGenerator` takes from files and literals: the whole text, comments too, is a value of the ConfigMap, in which Flux
 * substitutes. What `secretGenerator` takes is Base64 by then.
 */
export const generatedVariables: Rule = function* (it) {
  const { repository, manifest, document } = it;
  if (!document.section.text.includes('${')) return;
  const texts: readonly (readonly [Span, readonly Item[]])[] = isKustomizationPath(manifest.path)
    ? literalsIn(manifest.path, document)
    : [[{ start: 0, end: document.section.text.length }, takers(repository).get(manifest.path) ?? []]];
  for (const [{ start, end }, items] of texts) {
    const source = document.section.text.slice(start, end);
    const scopes = source.includes('${') ? items.flatMap((item) => runningScopes(repository, item)) : [];
    const reading = { ...parseTemplate(source), source, start: document.start + start };
    if (scopes.length > 0) yield* judged(it, undefined, reading, [...new Set(scopes)]);
  }
};

const literal = /^configMapGenerator\.(\d+)\.literals\.\d+$/;

function literalsIn(path: string, { facts }: Parameters<Rule>[0]['document']): (readonly [Span, readonly Item[]])[] {
  return [...facts.fields].flatMap(([field, { span }]) => {
    const index = literal.exec(field)?.[1];
    return index === undefined ? [] : [[span, [{ path, index: Number(index) }]] as const];
  });
}

const source = /^configMapGenerator\.(\d+)\.(?:files\.\d+|envs\.\d+|env)$/;

/** Who generates ConfigMaps from a file, by its path. */
function takers(repository: Repository): ReadonlyMap<string, readonly Item[]> {
  return repository.remember('taken by generators', () => {
    const found = new Map<string, Item[]>();
    for (const manifest of repository.builds.kustomizationFiles()) {
      const facts = manifest.text.includes('configMapGenerator') ? kustomizeFacts(manifest) : undefined;
      for (const [field, { value }] of facts?.fields ?? []) {
        const index = source.exec(field)?.[1];
        const path = joinPath(folderOf(manifest.path), value.slice(value.indexOf('=') + 1));
        if (index === undefined || path === undefined) continue;
        const items = found.get(path) ?? [];
        found.set(path, items);
        items.push({ path: manifest.path, index: Number(index) });
      }
    }
    return found;
  });
}

/** The scopes in which Flux surely substitutes in what an item makes. */
function runningScopes(repository: Repository, { path, index }: Item): readonly Scope[] {
  return rootsOf(repository, path).flatMap((root) => {
    if (!('applier' in root)) return [];
    const scope = scopeBy(repository, root.applier);
    const objects = builtAt(repository, root)?.objectsFrom(path) ?? [];
    const made = objects.filter(({ origin }) => origin.generator === 'configMapGenerator' && origin.item === index);
    return scope.runs === 'yes' && made.length > 0 && !made.some((it) => isOut(it.body())) ? [scope] : [];
  });
}
