/** Ends what waits before its time: everything that stands open when it is rung. */
export interface Bell {
  ring(): void;
  /**
   * Works under a signal that is aborted with the given one, and when the bell is rung. Resolves to whether it was rung; rejects as the work
   * does, but not because it was rung.
   */
  under(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<boolean>;
}

export function createBell(): Bell {
  const open = new Set<AbortController>();
  return {
    ring() {
      for (const it of [...open]) it.abort();
    },
    async under(signal, work) {
      const mine = new AbortController();
      const end = (): void => mine.abort(signal.reason);
      const isRung = (): boolean => mine.signal.aborted && !signal.aborted;
      if (signal.aborted) end();
      signal.addEventListener('abort', end);
      open.add(mine);
      try {
        await work(mine.signal);
      } catch (error) {
        if (!isRung()) throw error;
      } finally {
        open.delete(mine);
        signal.removeEventListener('abort', end);
      }
      return isRung();
    },
  };
}
