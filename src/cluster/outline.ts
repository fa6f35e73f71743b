import { kinds } from '../flux/kinds.ts';
import { plainText } from '../flux/plain.ts';
import type { May } from './access.ts';
import type { ContextRow, Contexts } from './contexts.ts';
import { commonFault, faultRow } from './fault-rows.ts';
import type { Fault } from './fault-rows.ts';
import { lookWords, plainLook, type Look } from './look.ts';
import { createRowMemory, type RowMemory } from './row-order.ts';
import { inContext, plainRow } from './row.ts';
import type { Row } from './row.ts';
import { scopeRows } from './scope-row.ts';
import { sectionRows } from './sections.ts';
import { atOnce } from './turns.ts';
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
  return atOnce(drawing(view));
}

/**
 * The same in steps, because thousands of objects take longer than an editor may stand still. Each section is as its objects are at one moment;
 * nothing is to be seen before all are drawn.
 */
export function* drawing(view: OutlineView): Generator<void, readonly Row[]> {
  const rows: Row[] = [];
  for (const row of view.contexts.rows) rows.push(yield* contextRow(row, view));
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

function* contextRow(row: ContextRow, view: OutlineView): Generator<void, Row> {
  const chosen = row.name === view.context;
  const followed = chosen ? view : view.others?.find((it) => it.context === row.name);
  const children = followed ? yield* clusterRows(row.name, followed, view.look) : [];
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

function* clusterRows(
  context: string,
  { live, fault, memory = createRowMemory(), may }: FollowedView,
  look = plainLook,
): Generator<void, readonly Row[]> {
  if (fault !== undefined) return [faultRow('problem', fault)];
  if (live === undefined) return [plainRow('connecting', 'connecting', 'Connecting…', '')];
  const common = commonFault(live);
  const top = common === undefined ? scopeRows(live) : [faultRow('problem', common)];
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
  const rows = yield* sectionRows({ context, live, memory, may, look, hideFaults: common !== undefined });
  if (rows.length > 0 || lookWords(look) === undefined) return [...top, ...rows];
  const label = look.filter === '' ? 'Everything is ready' : 'Nothing matches';
  // What is left out stands above the rows.
  return [...top, { ...plainRow('nothing', 'empty', label, ''), tooltip: [label, lookWords(look) ?? ''] }];
}
