/** Waits so many milliseconds, or until the signal is aborted; never rejects. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;
