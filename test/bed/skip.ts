import type { Bed, BedOptions } from './bed.ts';
import { startBed } from './bed.ts';
import { Unavailable } from './tools.ts';

/** For a `before` hook: the bed, or the whole suite is skipped with the reason when this machine cannot have one. */
export function bedOrSkip(context: Mocha.Context, options: BedOptions = {}): Promise<Bed> {
  return orSkip(context, () => startBed(options));
}

/**
 * For a `before` hook: what `work` gives. When a real part cannot be had, the suite is skipped and the reason printed; with
 * `CI=true` that is a failure. The hook may take as long as a cold build of everything.
 */
export async function orSkip<T>(context: Mocha.Context, work: () => Promise<T>): Promise<T> {
  context.timeout(45 * 60_000);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unavailable) || process.env['CI'] === 'true') throw error;
    console.log(`    skipped: ${error.message}`);
    return context.skip();
  }
}
