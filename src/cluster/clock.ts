/** The time as a server has it, in milliseconds since the epoch. By it the ages of its objects are counted: our own clock may be wrong. */
export interface ServerClock {
  readonly now: () => number;
  /** Takes the `Date` of an answer. */
  readonly hear: (date: string | undefined) => void;
}

/** Less than this, in milliseconds, is no difference: the header has whole seconds, and is on its way for some time. */
const noticeable = 5000;

export function createClock(own: () => number = Date.now): ServerClock {
  let ahead = 0;
  return {
    now: () => own() + ahead,
    hear(date) {
      const difference = Date.parse(date ?? '') - own();
      if (!Number.isNaN(difference)) ahead = Math.abs(difference) < noticeable ? 0 : difference;
    },
  };
}
