import { kindOf } from '../flux/kinds.ts';
import { inventoryOf } from '../flux/inventory.ts';
import { idOf, objectKey } from '../flux/objects.ts';
import type { ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { remoteOf } from '../flux/remote.ts';
import type { May } from './access.ts';
import { objectRow } from './object-row.ts';
import { byUrgency } from './row-order.ts';
import type { Row } from './row.ts';
import type { LiveView } from './store.ts';
import { workloadKind } from './workloads.ts';

/** From this number on, what was applied is grouped by namespace and kind. */
const many = 16;

/**
 * What the object of a row has applied, as rows: Flux's own objects first with their state, the rest by namespace and kind. Every key begins
 * with the row's, so the same object may stand below several. Linear in the inventory.
 */
export function appliedRows(live: LiveView, row: Row, may?: May): readonly Row[] {
  const object = row.id && live.get(row.id);
  if (object === undefined) return [];
  const own = objectKey(idOf(object));
  const ids = inventoryOf(object).filter((it) => objectKey(it) !== own);
  // What has the same name here is another object.
  if (remoteOf(object) !== undefined) return grouped(ids, row, false);
  const flux = ids.flatMap((id) => fluxRow(live, id, row, may));
  const others = ids.filter((it) => kindOf(it.group, it.kind) === undefined || live.get(it) === undefined);
  return [...[...flux].sort(byUrgency), ...grouped(others, row, true)];
}

function fluxRow(live: LiveView, id: ObjectId, { key, context = '' }: Row, may: May | undefined): readonly Row[] {
  const kind = kindOf(id.group, id.kind);
  const object = kind && live.get(id);
  if (!kind || !object) return [];
  // A memory of its own: the row stands elsewhere too, under another key.
  const row = objectRow(object, kind, { context, named: true, memory: new WeakMap(), may });
  // Whoever opens rows that hold each other for ever would never see the end.
  const more = key.split('>').length > 8 ? 0 : (row.more ?? 0);
  return [{ ...row, key: `${key}>${objectKey(id)}`, more }];
}

/** `isHere`: whether the objects are in the cluster that is followed, so that there are pods to look at. */
function grouped(ids: readonly ObjectId[], parent: Row, isHere: boolean): readonly Row[] {
  if (ids.length < many)
    return [...ids].sort(byKind).map((it) => plainRow(it, parent, [it.kind, it.namespace], isHere));
  const groups = new Map<string, ObjectId[]>();
  for (const id of ids) {
    const title = [id.namespace === '' ? 'Cluster' : id.namespace, id.kind].join(' · ');
    const group = groups.get(title) ?? [];
    groups.set(title, group);
    group.push(id);
  }
  return [...groups].sort().map(([title, members]) => ({
    key: `${parent.key}>${title}`,
    label: plainText(title, 200),
    description: String(members.length),
    icon: 'section',
    tooltip: [plainText(title, 200)],
    verbs: [],
    ...(parent.context === undefined ? {} : { context: parent.context }),
    children: [...members].sort(byKind).map((it) => plainRow(it, parent, [], isHere)),
    expanded: false,
  }));
}

function plainRow(id: ObjectId, { key, context, id: parent }: Row, words: readonly string[], isHere: boolean): Row {
  const label = plainText(id.name, 253);
  const hasPods = isHere && workloadKind(id)?.hasPods === true;
  return {
    key: `${key}>${objectKey(id)}`,
    label,
    description: plainText(words.filter((it) => it !== '').join(' · '), 300),
    icon: 'applied',
    tooltip: [plainText(`${id.kind} ${id.namespace === '' ? '' : `${id.namespace}/`}${id.name}`, 600)],
    // What a chart makes stands in no manifest.
    verbs: [
      ...(parent?.kind === 'HelmRelease' ? [] : (['file'] as const)),
      ...(hasPods ? (['logs'] as const) : []),
      'copy',
    ],
    applied: id,
    ...(context === undefined ? {} : { context }),
    ...(hasPods ? { more: 1 } : {}),
    children: [],
    expanded: false,
  };
}

function byKind(one: ObjectId, other: ObjectId): number {
  return one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : one.name < other.name ? -1 : 1;
}
