/**
 * Gives turns to work that takes milliseconds: one in each turn of the event loop, in the order in which they were asked for, so that work that
 * is due at the same time does not add up to a standstill.
 */
export function createTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => (last = last.then(() => new Promise((resolve) => setImmediate(resolve))));
}
