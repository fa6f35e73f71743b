import type { FluxObject, ObjectId } from './objects.ts';

/**
 * The objects that an object has applied, as its status lists them: those of a Kustomization, of a HelmRelease since Flux 2.8, of an
 * ArtifactGenerator. In the list's order; entries that make no sense are left out. Linear. Source: FLUX.md E.3.
 */
export function inventoryOf(object: FluxObject): readonly ObjectId[] {
  const inventory = object.status?.['inventory'] as { readonly entries?: unknown } | null | undefined;
  const entries: unknown = Array.isArray(inventory) ? inventory : inventory?.entries;
  if (!Array.isArray(entries)) return [];
  return (entries as ({ readonly id?: unknown } | null)[]).flatMap((it) => {
    const id = typeof it?.id === 'string' ? inventoryId(it.id) : undefined;
    return id === undefined ? [] : [id];
  });
}

/** `<namespace>_<name>_<group>_<kind>`, in which `__` in the name stands for `:` (names of RBAC). `undefined` for anything else. */
export function inventoryId(text: string): ObjectId | undefined {
  const found = /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(text);
  if (found === null) return undefined;
  const [, namespace = '', name = '', group = '', kind = ''] = found;
  return { group, kind, namespace, name: name.replaceAll('__', ':') };
}
