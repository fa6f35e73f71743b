/** Text that is not as plain as it must be for who reads it line by line. */
export class Unusual extends Error {}

/**
 * The lines of a text that hold more than a comment, one at a time. Throws `Unusual` at a comment whose indentation is not that of the next
 * line: it would belong to something that ends before.
 */
export class Lines {
  readonly text: string;
  /** Offset of the line's first character that is no blank. */
  column = 0;
  /** How many blanks are before it. Whoever reads the item of a list moves both to what is behind the dash. */
  indent = 0;
  /** Offset of the line's end. */
  end = 0;
  /** Whether no line is left. Then `indent` is less than that of any line. */
  atEnd = false;
  /** Whether there were comments between the line before and this one. */
  commented = false;

  constructor(text: string) {
    this.text = text;
    this.next(0);
  }

  /** Goes on, from the start of a line. */
  next(from: number): void {
    const text = this.text;
    this.commented = false;
    let comment = 0;
    for (let at = from; at < text.length; at = this.end + 1) {
      const newline = text.indexOf('\n', at);
      this.end = newline < 0 ? text.length : newline;
      let column = at;
      while (text.charCodeAt(column) === 32) column++;
      if (column >= this.end) continue;
      this.indent = column - at;
      if (text.charCodeAt(column) !== 35) {
        this.column = column;
        if (this.commented && comment !== this.indent) throw new Unusual();
        return;
      }
      if (this.commented && comment !== this.indent) throw new Unusual();
      this.commented = true;
      comment = this.indent;
    }
    if (this.commented && comment !== 0) throw new Unusual();
    this.atEnd = true;
    this.indent = -1;
  }

  /** Whether a list's dash stands at an offset. */
  isDash(at: number): boolean {
    if (this.text.charCodeAt(at) !== 45) return false;
    const next = this.text[at + 1];
    return next === undefined || next === ' ' || next === '\n';
  }
}
