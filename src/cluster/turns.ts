/**
 * Gives turns to work that takes milliseconds: one in each turn of the event loop, in the order in which they were asked for, so that work that
 * is due at the same time does not add up to a standstill.
 */
export function createTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => (last = last.then(() => new Promise((resolve) => setImmediate(resolve))));
}

/** How long work goes on before everything else gets its turn, in milliseconds. */
const slice = 4;

/** Goes through the steps of something long in as many turns of the event loop as it takes, and gives what comes of it. */
export async function inTurns<T>(steps: Iterator<unknown, T>): Promise<T> {
  let until = performance.now() + slice;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await new Promise((resolve) => setImmediate(resolve));
    until = performance.now() + slice;
  }
}

/** The same at once. */
export function atOnce<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
