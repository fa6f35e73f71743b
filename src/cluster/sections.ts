import { kinds } from '../flux/kinds.ts';
import { sections } from '../flux/kind.ts';
import type { Kind, Section } from '../flux/kind.ts';
import { plainText } from '../flux/plain.ts';
import type { May } from './access.ts';
import { byDependency } from './dependencies.ts';
import { faultRows } from './fault-rows.ts';
import { lookWords, seenBy, type Look } from './look.ts';
import { objectRow, rowDrawn, type Place } from './object-row.ts';
import { arrange, isFailing, type Arranging, type RowMemory } from './row-order.ts';
import { inContext, plainRow } from './row.ts';
import type { Row } from './row.ts';
import type { LiveView } from './store.ts';
import { counted } from './summary.ts';

/** A cluster whose objects are drawn, and how they are looked at. */
interface Drawing {
  readonly context: string;
  readonly live: LiveView;
  readonly memory: RowMemory;
  readonly may: May | undefined;
  readonly look: Look;
}

/** All objects of a cluster, below what they have in common. Each object that is drawn anew is a step, and each section. */
export function* sectionRows(drawing: Drawing & { readonly hideFaults: boolean }): Generator<void, readonly Row[]> {
  yield* drawObjects(drawing);
  const room = { ...drawing, isSeen: seenBy(drawing.look), arranging: arrange(drawing.memory) };
  const rows: Row[] = [];
  if (drawing.look.grouping === 'namespace') rows.push(...namespaceRows(room));
  else {
    for (const it of sections) {
      rows.push(...sectionRow(it, room));
      yield;
    }
  }
  room.arranging.end();
  return rows;
}

/** Draws the rows of those objects that have none yet, so that sections find them in the memory. */
function* drawObjects(drawing: Drawing): Iterable<void> {
  for (const kind of kinds) {
    const place = placeOf(kind, drawing);
    for (const object of drawing.live.of(kind)) {
      if (rowDrawn(object, place) === undefined) yield void objectRow(object, kind, place);
    }
  }
}

interface Room extends Drawing {
  /** Whether the faults of kinds are said further up already. */
  readonly hideFaults: boolean;
  readonly isSeen: (row: Row) => boolean;
  readonly arranging: Arranging;
}

/** What the row of an object of this kind must say, because the rows around it do not. */
function placeOf({ section }: Kind, { context, memory, may, look }: Drawing): Place {
  const within = look.grouping === 'namespace';
  const named = within || kinds.filter((kind) => kind.section === section).length > 1;
  return { context, memory: memory.rows, may, named, within };
}

function rowsOf(kind: Kind, room: Room): readonly Row[] {
  const place = placeOf(kind, room);
  return Array.from(room.live.of(kind), (object) => objectRow(object, kind, place)).filter(room.isSeen);
}

/** Sections that stand there even when empty, because people look for them; and what they say then. */
const expected: Readonly<Partial<Record<Section, string>>> = {
  Kustomizations: 'No Kustomizations',
  'Helm releases': 'No Helm releases',
  Sources: 'No sources',
};

function sectionRow(section: Section, room: Room): readonly Row[] {
  const { context, hideFaults, live, look, memory } = room;
  const present = kinds.filter((kind) => kind.section === section && live.phase(kind) !== 'absent');
  const all = present.flatMap((kind) => rowsOf(kind, room));
  const rows = room.arranging.sorted(section, all, look.sorting);
  const faults = hideFaults ? [] : faultRows(section, present, live);
  const loading = present.some((kind) => live.phase(kind) === 'connecting' && live.fault(kind) === undefined);
  const empty = lookWords(look) === undefined ? expected[section] : undefined;
  if (rows.length + faults.length === 0 && (empty === undefined || present.length === 0)) return [];
  const where = present.some((kind) => live.scope(kind)) ? 'here' : 'in this cluster';
  const isEmpty = rows.length + faults.length === 0 && !loading;
  const nothing = isEmpty ? [plainRow(`${section}/empty`, 'empty', `${empty} ${where}`, '')] : [];
  const bad = rows.filter(isFailing).length;
  const shown = look.grouping === 'dependency' ? byDependency(rows, (id) => live.get(id), memory.placed) : rows;
  const said = [...faults, ...nothing].map((it) => inContext(it, context));
  // The same list while nothing is said beside it and no row is another one.
  const children = said.length === 0 ? shown : [...said, ...shown];
  // Another row while there is nothing to open: the window would keep it closed, or open, afterwards.
  const key = children.length === 0 ? `${section}/loading` : isEmpty ? `${section}/none` : section;
  return [
    {
      ...inContext(plainRow(key, 'section', section, sectionSummary(rows.length, bad, loading)), context),
      tooltip: sectionTooltip(section, rows.length, bad),
      children,
      expanded: isEmpty || bad > 0 || faults.length > 0 || section === 'Kustomizations' || section === 'Helm releases',
    },
  ];
}

/** The same objects by their namespaces, with the faults of kinds in front. */
function namespaceRows(room: Room): readonly Row[] {
  const { context, hideFaults, live, look } = room;
  const present = kinds.filter((kind) => live.phase(kind) !== 'absent');
  const groups = new Map<string, Row[]>();
  for (const row of present.flatMap((kind) => rowsOf(kind, room))) {
    const namespace = plainText(row.id?.namespace ?? '', 253);
    const group = groups.get(namespace) ?? [];
    groups.set(namespace, group);
    group.push(row);
  }
  const rows = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([namespace, members]) => {
      const key = `namespace/${namespace}`;
      const bad = members.filter(isFailing).length;
      return {
        ...inContext(plainRow(key, 'section', namespace, sectionSummary(members.length, bad, false)), context),
        tooltip: sectionTooltip(namespace, members.length, bad),
        children: room.arranging.sorted(key, members, look.sorting),
        expanded: bad > 0 || groups.size < 6,
      };
    });
  return [...(hideFaults ? [] : faultRows('Kustomizations', present, live)), ...rows];
}

/** The same as a sentence. */
function sectionTooltip(title: string, count: number, bad: number): readonly string[] {
  return [`${title}: ${counted(count)}${bad === 0 ? '' : `, ${bad} failing`}`];
}

function sectionSummary(count: number, bad: number, loading: boolean): string {
  const parts = [
    ...(bad > 0 ? [`${bad} failing`] : []),
    ...(count > 0 ? [String(count)] : []),
    ...(loading ? ['loading…'] : []),
  ];
  return parts.join(' · ');
}
