import { growth, worked } from './bench/measure.ts';

/**
 * How the cost of work grows with its size, up to four times the size that is given: 1 is linear, 2 quadratic. An exponent and no time, because a
 * test must pass on a busy machine too; the least of three tries each, because the first ones wait for the compiler.
 */
export function growthOf(work: (size: number) => void, size: number): number {
  const sized = (of: number) => ({ size: of, cost: Math.min(...[1, 2, 3].map(() => worked(() => work(of)))) });
  return growth(sized(size), sized(4 * size));
}
