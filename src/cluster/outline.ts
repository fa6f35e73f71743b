import { kinds } from '../flux/kinds.ts';
import { sections } from '../flux/kind.ts';
import type { Section } from '../flux/kind.ts';
import { objectKey } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { flat } from './changes.ts';
import type { May } from './access.ts';
import type { ContextRow, Contexts } from './contexts.ts';
import { commonFault, faultRow, faultRows } from './fault-rows.ts';
import type { Fault } from './fault-rows.ts';
import { objectRow, orders } from './object-row.ts';
import type { RowMemory } from './object-row.ts';
import { byDependency } from './dependencies.ts';
import { isSeen, lookWords, plainLook, type Look } from './look.ts';
import { plainRow } from './row.ts';
import type { Row } from './row.ts';
import type { LiveView } from './store.ts';

/** A context that is followed. */
export interface FollowedView {
  /** Name of the context, absent while none is chosen. */
  readonly context?: string;
  /** What is known of the context's cluster, absent before it is contacted. */
  readonly live?: LiveView;
  /** Why the context cannot be contacted at all. */
  readonly fault?: Fault;
  /** Keep one for as long as the store, and only rows of changed objects are drawn anew. */
  readonly memory?: RowMemory;
  /** What the person may do there; absent: everything. */
  readonly may?: May;
}

/** Everything that the sidebar shows. */
export interface OutlineView extends FollowedView {
  readonly contexts: Contexts;
  /** Further contexts that are followed beside the chosen one. */
  readonly others?: readonly FollowedView[];
  /** Whether a context stays followed when another is chosen. */
  readonly isPinned?: (context: string) => boolean;
  /** How the rows are looked at; absent shows everything by kind. */
  readonly look?: Look;
  /** Whether a context is marked as one in which every change asks first. */
  readonly isProtected?: (context: string) => boolean;
}

/** The sidebar as data: contexts, then sections, then objects with the failing ones first. O(n log n) in the number of objects. */
export function outline(view: OutlineView): readonly Row[] {
  const rows = view.contexts.rows.map((row) => contextRow(row, view));
  const { problem } = view.contexts;
  if (problem === undefined) return rows;
  const row = plainRow('contexts/problem', 'problem', rows.length === 0 ? 'No clusters' : 'Kubeconfig', problem);
  return [
    ...rows,
    { ...row, tooltip: [problem, 'Set KUBECONFIG or the setting fluxwright.kubeconfig.'], verbs: ['retry'] },
  ];
}

/** The row that says why there is nothing more to see: a cluster that cannot be read, or has no Flux. Absent where nothing is in the way. */
export function obstacleIn(rows: readonly Row[]): Row | undefined {
  const near = [...rows, ...rows.flatMap((it) => it.children)];
  return (
    near.find((it) => it.icon === 'problem') ?? near.find((it) => it.icon === 'empty' && it.key.endsWith('/empty'))
  );
}

/** How many objects of Flux have failed, in the rows of an outline. An object may have several rows, where what was applied is shown. */
export function failuresIn(rows: readonly Row[]): number {
  const failed = flat(rows).filter((it) => it.icon === 'failed' || it.icon === 'stalled');
  return new Set(failed.flatMap((it) => (it.id === undefined ? [] : [`${it.context}/${objectKey(it.id)}`]))).size;
}

function contextRow(row: ContextRow, view: OutlineView): Row {
  const chosen = row.name === view.context;
  const followed = chosen ? view : view.others?.find((it) => it.context === row.name);
  const children = followed ? clusterRows(row.name, followed, view.look) : [];
  const pinned = view.isPinned?.(row.name) === true;
  const guarded = view.isProtected?.(row.name) === true;
  const where = [row.server === '' ? 'no server' : row.server, row.user].map((it) => plainText(it, 200));
  return {
    // Two keys, because the window keeps a row open or closed as long as it is the same row.
    key: `${followed ? 'chosen' : 'context'}/${row.name}`,
    label: plainText(row.name, 200),
    description: [
      ...(guarded ? ['protected'] : []),
      ...(pinned ? ['pinned'] : []),
      ...(followed ? [] : [plainText(row.server.replace(/^https?:\/\//, ''), 100)]),
    ].join(' · '),
    icon: 'context',
    tooltip: [
      plainText(row.name, 200),
      `Server: ${where[0]}`,
      `User: ${where[1]}`,
      ...(guarded ? ['Protected: every change asks first.'] : []),
    ],
    verbs: [...(chosen ? (['retry'] as const) : (['choose'] as const)), pinned ? 'unpin' : 'pin'],
    context: row.name,
    children: children.map((it) => inContext(it, row.name)),
    expanded: followed !== undefined,
  };
}

/** Keys must differ between contexts, which may well hold the same objects. The rows of objects know theirs already. */
function inContext(row: Row, context: string): Row {
  if (row.context !== undefined) return row;
  return { ...row, key: `${context}/${row.key}`, context, children: row.children.map((it) => inContext(it, context)) };
}

function clusterRows(
  context: string,
  { live, fault, memory = new WeakMap(), may }: FollowedView,
  look = plainLook,
): readonly Row[] {
  if (fault !== undefined) return [faultRow('problem', fault)];
  if (live === undefined) return [plainRow('connecting', 'connecting', 'Connecting…', '')];
  const common = commonFault(live);
  const top = common === undefined ? [] : [faultRow('problem', common)];
  const present = kinds.filter((kind) => live.phase(kind) !== 'absent');
  if (present.length === 0) {
    const text = `${plainText(context, 100)} serves no kind of Flux. Install it with flux bootstrap, or select another context.`;
    return [plainRow('empty', 'empty', 'Flux is not installed', text)];
  }
  if (
    present.every((kind) => live.phase(kind) === 'connecting') &&
    present.some((kind) => live.fault(kind) === undefined)
  ) {
    return [plainRow('connecting', 'connecting', 'Connecting…', '')];
  }
  const unknown = present.every((kind) => live.phase(kind) === 'connecting');
  if (common !== undefined && unknown) return top;
  const drawing = { context, memory, may, look, hideFaults: common !== undefined };
  const rows =
    look.grouping === 'namespace'
      ? namespaceRows(live, drawing)
      : sections.flatMap((it) => sectionRow(it, live, drawing));
  if (rows.length > 0 || lookWords(look) === undefined) return [...top, ...rows];
  const label = look.filter === '' ? 'Everything is ready' : 'Nothing matches';
  // What is left out stands above the rows.
  return [...top, { ...plainRow('nothing', 'empty', label, ''), tooltip: [label, lookWords(look) ?? ''] }];
}

/** Sections that stand there even when empty, because people look for them; and what they say then. */
const expected: Readonly<Partial<Record<Section, string>>> = {
  Kustomizations: 'No Kustomizations in this cluster',
  'Helm releases': 'No Helm releases in this cluster',
  Sources: 'No sources in this cluster',
};

interface Drawing {
  readonly context: string;
  readonly memory: RowMemory;
  readonly may: May | undefined;
  readonly look: Look;
  /** Whether the faults of kinds are said further up already. */
  readonly hideFaults: boolean;
}

function sectionRow(section: Section, live: LiveView, drawing: Drawing): readonly Row[] {
  const { hideFaults, look } = drawing;
  const present = kinds.filter((kind) => kind.section === section && live.phase(kind) !== 'absent');
  const named = kinds.filter((kind) => kind.section === section).length > 1;
  const place = { ...drawing, named };
  const all = present.flatMap((kind) => [...live.of(kind)].map((object) => objectRow(object, kind, place)));
  const rows = all.filter((it) => isSeen(it, look)).sort(orders[look.sorting]);
  const faults = hideFaults ? [] : faultRows(section, present, live);
  const loading = present.some((kind) => live.phase(kind) === 'connecting' && live.fault(kind) === undefined);
  const empty = lookWords(look) === undefined ? expected[section] : undefined;
  if (rows.length + faults.length === 0 && (empty === undefined || present.length === 0)) return [];
  const nothing =
    rows.length + faults.length > 0 || loading ? [] : [plainRow(`${section}/empty`, 'empty', empty ?? '', '')];
  const bad = rows.filter((row) => row.icon === 'failed' || row.icon === 'stalled').length;
  const shown = look.grouping === 'dependency' ? byDependency(rows, (id) => live.get(id)) : rows;
  const children = [...faults, ...shown, ...nothing];
  // Another row while there is nothing to open: the window would keep it closed afterwards.
  const key = children.length === 0 ? `${section}/loading` : section;
  return [
    {
      ...plainRow(key, 'section', section, sectionSummary(rows.length, bad, loading)),
      children,
      expanded: bad > 0 || faults.length > 0 || section === 'Kustomizations' || section === 'Helm releases',
    },
  ];
}

/** The same objects by their namespaces, with the faults of kinds in front. */
function namespaceRows(live: LiveView, drawing: Drawing): readonly Row[] {
  const present = kinds.filter((kind) => live.phase(kind) !== 'absent');
  const groups = new Map<string, Row[]>();
  for (const kind of present) {
    for (const object of live.of(kind)) {
      const row = objectRow(object, kind, { ...drawing, named: true, within: true });
      if (!isSeen(row, drawing.look)) continue;
      const namespace = plainText(row.id?.namespace ?? '', 253);
      const group = groups.get(namespace) ?? [];
      groups.set(namespace, group);
      group.push(row);
    }
  }
  const rows = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([namespace, members]) => {
      const bad = failuresIn(members);
      return {
        ...plainRow(`namespace/${namespace}`, 'section', namespace, sectionSummary(members.length, bad, false)),
        children: members.sort(orders[drawing.look.sorting]),
        expanded: bad > 0 || groups.size < 6,
      };
    });
  return [...(drawing.hideFaults ? [] : faultRows('Kustomizations', present, live)), ...rows];
}

function sectionSummary(count: number, bad: number, loading: boolean): string {
  const parts = [
    ...(bad > 0 ? [`${bad} failing`] : []),
    ...(count > 0 ? [String(count)] : []),
    ...(loading ? ['loading…'] : []),
  ];
  return parts.join(' · ');
}
