import type { FluxObject } from '../flux/objects.ts';
import { text } from './values.ts';
import type { LiveView } from './store.ts';

const group = 'kustomize.toolkit.fluxcd.io';

/**
 * The folder from which an object was applied, relative to its source and without `./`: the path of the Kustomization whose labels it carries
 * (FLUX.md E.3). `undefined` where that is not known. A repository with several clusters declares the same object several times; this tells
 * them apart.
 */
export function homeOf(live: LiveView, object: FluxObject): string | undefined {
  const labels = object.metadata?.labels;
  const [name, namespace] = [text(labels?.[`${group}/name`]), text(labels?.[`${group}/namespace`])];
  if (name === undefined || namespace === undefined) return undefined;
  const owner = live.get({ group, kind: 'Kustomization', name, namespace });
  const path = text(owner?.spec?.['path']);
  return path?.replace(/^(\.?\/)+|^\.$/, '').replace(/\/+$/, '');
}

/** Of several files those that stand in a folder; all of them where none does, or the folder is not known. */
export function nearest<T extends { readonly path: string }>(
  files: readonly T[],
  folder: string | undefined,
): readonly T[] {
  const inside = folder === undefined || folder === '' ? [] : files.filter((it) => it.path.startsWith(`${folder}/`));
  return inside.length === 0 ? files : inside;
}
