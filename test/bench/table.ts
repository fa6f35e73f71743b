import { cpus, loadavg, totalmem } from 'node:os';

/** One line of the table. What a peer does not do has none. */
export interface Row {
  readonly work: string;
  readonly ours: string;
  readonly peer?: string;
  /** Ours through the peer's, or through a lesser work of ours. */
  readonly ratio?: number;
  readonly budget?: string;
}

/** The rows as text in columns, with the machine that they are true of. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [
    ['work', 'ours', 'peer', 'ratio', 'budget'],
    ...rows.map((it) => [it.work, it.ours, it.peer ?? '–', it.ratio?.toFixed(2) ?? '–', it.budget ?? '–']),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((it) => '-'.repeat(it)).join('  ');
  return [lines[0], rule, ...lines.slice(1), '', machine()].join('\n');
}

function machine(): string {
  const load = loadavg().map((it) => it.toFixed(1));
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  return `${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GB, Node ${process.versions.node}, load ${load.join(' ')}`;
}

export function milliseconds(value: number): string {
  return value >= 10_000
    ? `${(value / 1000).toFixed(1)} s`
    : `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

/** Bytes in decimal megabytes or kilobytes. */
export function bytes(value: number): string {
  if (!Number.isFinite(value)) return 'unknown';
  return value >= 1e6 ? `${(value / 1e6).toFixed(value < 1e7 ? 2 : 0)} MB` : `${(value / 1e3).toFixed(0)} KB`;
}
