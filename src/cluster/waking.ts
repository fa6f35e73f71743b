import type { Pause } from './pause.ts';

/** How often the clock is looked at, and by how much it must have run ahead, in milliseconds. */
const looks = { every: 5000, ahead: 10_000 } as const;

/**
 * Calls back after the machine was asleep, within five seconds: timers stand still then, and the clock does not. Connections that were open
 * before are most likely dead, without anybody having said so. A clock that is set ahead looks the same, and costs a few requests. Ends with
 * the signal.
 */
export async function noticeWaking(
  { now, pause, signal }: { readonly now: () => number; readonly pause: Pause; readonly signal: AbortSignal },
  onWake: () => void,
): Promise<void> {
  while (!signal.aborted) {
    const before = now();
    await pause(looks.every, signal);
    if (!signal.aborted && now() - before > looks.every + looks.ahead) onWake();
  }
}
