/** Work that is done whenever it is asked for, but not more often than is worth looking at. */
export interface Paced {
  readonly soon: () => void;
  /** Drops what was asked for and is not done yet. */
  readonly stop: () => void;
}

/** The time, and a way to do something later, which gives how to drop it. */
export interface Clock {
  readonly now: () => number;
  readonly after: (milliseconds: number, work: () => void) => () => void;
}

/** What belongs together comes within moments: so long, in milliseconds, the first of it waits for the rest. */
const moment = 20;

/** Does some work within moments after it was asked for, and again when `every` milliseconds have passed since, however often it was asked for. */
export function paced(every: number, work: () => void, clock: Clock = ordinary): Paced {
  let last = -Infinity;
  let drop: (() => void) | undefined;
  const run = (): void => {
    drop = undefined;
    last = clock.now();
    work();
  };
  return {
    soon: () => void (drop ??= clock.after(Math.max(moment, last + every - clock.now()), run)),
    stop: () => {
      drop?.();
      drop = undefined;
    },
  };
}

/** The clock of this process. */
export const ordinary: Clock = {
  now: () => performance.now(),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
