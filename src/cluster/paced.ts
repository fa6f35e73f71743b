/** Work that is done whenever it is asked for, but not more often than is worth looking at. */
export interface Paced {
  readonly soon: () => void;
  /** Drops what was asked for and is not begun yet. */
  readonly stop: () => void;
}

/** The time, and a way to do something later, which gives how to drop it. */
export interface Clock {
  readonly now: () => number;
  readonly after: (milliseconds: number, work: () => void) => () => void;
}

/** What belongs together comes within moments: so long, in milliseconds, the first of it waits for the rest. */
const moment = 20;

/**
 * Does some work within moments after it was asked for, and again when `every` milliseconds have passed since, however often it was asked for.
 * Work that takes several turns is not begun again before it is done.
 */
export function paced(every: number, work: () => void | Promise<void>, clock: Clock = ordinary): Paced {
  let last = -Infinity;
  let drop: (() => void) | undefined;
  let [isBusy, isAsked] = [false, false];
  const soon = (): void => {
    if (isBusy) isAsked = true;
    else drop ??= clock.after(Math.max(moment, last + every - clock.now()), run);
  };
  const run = (): void => {
    drop = undefined;
    last = clock.now();
    const done = work();
    if (done === undefined) return;
    isBusy = true;
    void done.finally(() => {
      isBusy = false;
      if (isAsked) soon();
      isAsked = false;
    });
  };
  const stop = (): void => {
    drop?.();
    drop = undefined;
    isAsked = false;
  };
  return { soon, stop };
}

/** The clock of this process. */
export const ordinary: Clock = {
  now: () => performance.now(),
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};
