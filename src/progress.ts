/** What a terminal can do that a file cannot. */
interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A check that is done sooner says nothing of its progress, in milliseconds. */
const patience = 700;
const pause = 100;
/** Back to the start of the line, and away with what stands there. */
const clear = '\r\x1b[K';

/** One line on a terminal that counts files while a check takes long. Silent where there is no terminal. */
export class Progress {
  readonly #screen: Screen;
  readonly #total: number;
  readonly #now: () => number;
  #next: number;
  #done = 0;
  #isShown = false;

  /** `now` gives milliseconds. */
  constructor(screen: Screen, total: number, now: () => number = () => performance.now()) {
    [this.#screen, this.#total, this.#now] = [screen, total, now];
    this.#next = screen.isTTY === true && process.env['TERM'] !== 'dumb' ? now() + patience : Infinity;
  }

  /** One more file is done. */
  step(): void {
    this.#done++;
    if (this.#next === Infinity || this.#now() < this.#next) return;
    this.#next = this.#now() + pause;
    this.#isShown = true;
    this.#screen.write(`${clear}${this.#done} of ${this.#total} files`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isShown) this.#screen.write(clear);
  }
}
