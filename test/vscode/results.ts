import type { SuiteEvent } from '../host/driver.ts';
import type { Failure } from '../mocha.ts';
import type { Log } from './cache.ts';

export interface SuiteResult {
  readonly passed: number;
  readonly failures: readonly Failure[];
  readonly skips: readonly { readonly title: string; readonly reason: string }[];
  readonly milliseconds: number;
}

/** Collects what a suite tells, and says it as it comes. */
export class Results {
  /** Whether we stopped waiting for the suite. */
  hung = false;
  #begun = false;
  #over = false;
  readonly #opened = performance.now();
  readonly #log: Log;
  #passed = 0;
  readonly #failures: Failure[] = [];
  readonly #skips: { title: string; reason: string }[] = [];
  #end: () => void = () => undefined;
  readonly #ending = new Promise<void>((resolve) => (this.#end = resolve));

  constructor(log: Log) {
    this.#log = log;
  }

  add(event: SuiteEvent): void {
    if (event.type === 'start') {
      this.#begun = true;
      this.#log(`  first test after ${((performance.now() - this.#opened) / 1000).toFixed(1)} s`);
      return;
    }
    if (event.type === 'end') return this.#finish();
    if (event.type === 'passed') {
      this.#passed++;
      this.#log(`  ✔ ${event.title} (${event.milliseconds} ms)`);
    } else if (event.type === 'failed') {
      this.#failures.push(event);
      this.#log(`  ✖ ${event.title}\n${event.error.replace(/^/gm, '      ')}`);
    } else {
      this.#skips.push(event);
      this.#log(`  - ${event.title}: skipped, ${event.reason}`);
    }
  }

  /** Waits for the end of the suite; a suite that does not begin within a minute, or end in time, has failed. */
  async ended(patience: number): Promise<void> {
    const begins = setTimeout(() => {
      if (!this.#begun) this.giveUp('the suite begins', 'the extension host has not loaded it after 60 s');
    }, 60_000);
    const ends = setTimeout(() => this.giveUp('the suite ends', `it has not after ${patience / 1000} s`), patience);
    await this.#ending;
    clearTimeout(begins);
    clearTimeout(ends);
  }

  /** Ends the wait with a failure. */
  giveUp(title: string, error: string): void {
    if (this.#over) return;
    this.hung = true;
    this.add({ type: 'failed', title, error });
    this.#finish();
  }

  #finish(): void {
    this.#over = true;
    this.#end();
  }

  counts(): Omit<SuiteResult, 'milliseconds'> {
    return { passed: this.#passed, failures: this.#failures, skips: this.#skips };
  }
}
