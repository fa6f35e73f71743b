import { plainText } from '../flux/plain.ts';
import { ApiError, isApiError } from './api.ts';

/** After how many seconds a sign-in that has worked is tried again: a machine that just woke has no network yet. */
const trials = [30, 120, 600] as const;

/** How often signing in is tried. */
export interface Patience {
  /** Why it failed last, for as long as it has not worked since. */
  readonly refusal: ApiError | undefined;
  worked(): void;
  refuse(error: unknown): ApiError;
  /** Throws the refusal while it is not worth trying again. */
  throwIfRefused(): void;
}

/** Remembers a refusal, so that one sign-in fails for all who wait for it, and a login window is opened a few times at most. */
export function createPatience(now: () => number): Patience {
  let hasWorked = false;
  let failures = 0;
  let until = 0;
  let refusal: ApiError | undefined;
  return {
    get refusal() {
      return refusal;
    },
    worked() {
      [hasWorked, failures, refusal] = [true, 0, undefined];
    },
    refuse(error: unknown) {
      const wait = hasWorked ? trials[failures++] : undefined;
      const { message } = asCredentials(error);
      refusal = new ApiError('credentials', 0, message, wait);
      until = now() + (wait ?? Infinity) * 1000;
      return refusal;
    },
    throwIfRefused() {
      if (refusal !== undefined && now() < until) throw refusal;
    },
  };
}

/** Whatever went wrong while signing in, as the sentence that it is shown as. */
export function asCredentials(error: unknown): ApiError {
  if (isApiError(error)) return error;
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new ApiError('credentials', 0, `No credentials for this context: ${plainText(why, 200)}.`);
}
