/** The middle of some figures: of an even number the lower one. NaN of none. */
export function median(figures: readonly number[]): number {
  return percentile(figures, 50);
}

/** The smallest figure that is not exceeded by so many percent of them. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? NaN;
}

/** How cost grows with size: 1 is linear, 2 quadratic. */
export function growth(small: Sized, large: Sized): number {
  return Math.log(large.cost / small.cost) / Math.log(large.size / small.size);
}

export interface Sized {
  readonly size: number;
  readonly cost: number;
}

/**
 * Processor time of this thread in milliseconds, in steps of some milliseconds: what others do on the machine does not count. For what takes
 * long, or is summed up.
 */
export function worked(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds that something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** How much the second figure grows with the first: the middle of the slopes between all pairs (Theil and Sen), which outliers do not move. */
export function slope(points: readonly (readonly [number, number])[]): number {
  const slopes = points.flatMap(([x, y], at) =>
    points.slice(at + 1).flatMap(([x2, y2]) => (x2 === x ? [] : [(y2 - y) / (x2 - x)])),
  );
  return median(slopes);
}
