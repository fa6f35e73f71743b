import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks `probe` again and again until it gives something other than undefined or false, and gives that. An error of the probe ends
 * the wait. After `seconds` it throws `what` together with what `explain` knows by then.
 */
export async function until<T>(
  what: string,
  seconds: number,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  explain: () => string = () => '',
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (let interval = 20; ; interval = Math.min(interval * 1.5, 250)) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s. ${explain()}`.trim());
    await pause(interval);
  }
}
