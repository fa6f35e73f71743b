import type { Clock } from './paced.ts';
import { ordinary } from './paced.ts';

/** What is looked at, by whom nobody here knows. */
export interface Watched {
  /** How long, in milliseconds, nobody must have looked; infinite: it never rests. */
  readonly grace: () => number;
  readonly isSeen: () => boolean;
  readonly isResting: () => boolean;
  readonly setResting: (isResting: boolean) => void;
}

/**
 * Lets something rest once nobody has looked for the time of grace, and wakes it when somebody looks again; `look` says that this may be so,
 * and `again` that the time of grace is another one.
 */
export function attention(
  { grace, isSeen, isResting, setResting }: Watched,
  clock: Clock = ordinary,
): { readonly look: () => void; readonly again: () => void; readonly stop: () => void } {
  let drop: (() => void) | undefined;
  const stop = (): void => {
    drop?.();
    drop = undefined;
  };
  const rest = (): void => {
    drop = undefined;
    // Not everything says when it is opened.
    if (!isSeen()) setResting(true);
  };
  const look = (): void => {
    if (isSeen()) stop();
    else if (!isResting() && grace() < Infinity) drop ??= clock.after(grace(), rest);
    if (isSeen() && isResting()) setResting(false);
  };
  const again = (): void => {
    stop();
    look();
  };
  return { look, again, stop };
}
