/** What a piece of work costs in milliseconds of this process's processor time, which other programs add little to. */
export function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * How many times as much four times the size costs: about four where work is linear, sixteen where it is quadratic. A ratio, because a test must
 * pass on a busy machine too; the least of three tries each, because the first ones wait for the compiler.
 */
export function growth(work: (size: number) => void, size: number): number {
  const least = (of: number): number => Math.min(...[1, 2, 3].map(() => costOf(() => work(of))));
  const small = least(size);
  return least(4 * size) / small;
}
