import { strict as assert } from 'node:assert';
import { complete } from '../../src/language/typing/complete.ts';
import type { Completion } from '../../src/language/typing/complete.ts';
import type { Repository } from '../../src/language/repository/repository.ts';

/** A tab stop of the snippet that was taken last: where it stands, and what may be chosen. */
interface Stop {
  readonly number: number;
  start: number;
  end: number;
  readonly choices: readonly string[];
}

/** Somebody who writes a file with completion alone, as the editor does it: filters, takes, indents, goes from tab stop to tab stop. */
export class Typist {
  readonly #repository: Repository;
  readonly #path: string;
  #text = '';
  #cursor = 0;
  #stops: Stop[] = [];

  constructor(repository: Repository, path: string) {
    this.#repository = repository;
    this.#path = path;
    this.#set('', 0);
  }

  get text(): string {
    return this.#text;
  }

  /** What is offered for what stands before the cursor, best first. */
  get offers(): readonly Completion[] {
    const fitting = complete(this.#repository, this.#path, this.#cursor).flatMap((it) => {
      const word = this.#text.slice(it.replace.start, this.#cursor).trimStart().toLowerCase();
      const rank = rankOf(word, it.filter ?? it.label);
      return rank === undefined ? [] : [{ it, key: `${rank}${it.sort}` }];
    });
    return fitting.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ it }) => it);
  }

  /** Types a few letters and takes the first offer, which must be this one. */
  take(letters: string, label: string): this {
    assert.ok(letters.length <= 2, `${letters} for ${label}: two letters must do`);
    this.#type(letters);
    const [first] = this.offers;
    const others = this.offers.slice(0, 5).map((it) => it.label);
    assert.equal(first?.label, label, `"${letters}" offers ${others.join(', ')} in\n${this.#shown}`);
    if (first) this.#insert(first);
    return this;
  }

  /** Overwrites the tab stop at the cursor with letters, or with one of its choices, and goes to the next. */
  fill(text: string): this {
    const stop = this.#stops[0];
    assert.ok(stop, `no tab stop left in\n${this.#shown}`);
    if (stop.choices.length > 1) assert.ok(stop.choices.includes(text), `${text} among ${stop.choices.join(', ')}`);
    for (const it of this.#stops.filter((one) => one.number === stop.number)) this.#overwrite(it, text);
    return this.next();
  }

  /** Leaves the tab stop at the cursor as it is. */
  next(): this {
    const [stop] = this.#stops;
    this.#stops = this.#stops.filter((it) => it.number !== stop?.number);
    const [following] = this.#stops;
    this.#cursor = following?.end ?? this.#cursor;
    return this;
  }

  /** Goes to the end of the line that has these words, and begins another below, as deep as the editor makes it, or some levels less. */
  below(words: string, levelsBack = 0): this {
    const at = this.#text.lastIndexOf(words);
    assert.ok(at >= 0, `${words} is in\n${this.#text}`);
    const end = this.#text.indexOf('\n', at);
    const line = this.#text.slice(this.#text.lastIndexOf('\n', at) + 1, end < 0 ? undefined : end);
    const item = /^\s*(?:- )+/.exec(line)?.[0].length;
    const deep = (item ?? line.length - line.trimStart().length) + (/:\s*$/.test(line) ? 2 : 0) - 2 * levelsBack;
    const place = end < 0 ? this.#text.length : end;
    const begun = `\n${' '.repeat(deep)}`;
    this.#stops = [];
    return this.#set(this.#text.slice(0, place) + begun + this.#text.slice(place), place + begun.length);
  }

  /** Types text that no completion can know: a number, a sentence. */
  write(text: string): this {
    this.#type(text);
    this.#stops = [];
    return this;
  }

  #type(letters: string): void {
    const [stop] = this.#stops;
    if (stop && letters !== '') {
      this.#overwrite(stop, letters);
      this.#cursor = stop.end;
    } else
      this.#set(
        this.#text.slice(0, this.#cursor) + letters + this.#text.slice(this.#cursor),
        this.#cursor + letters.length,
      );
  }

  #overwrite(stop: Stop, text: string): void {
    const grown = text.length - (stop.end - stop.start);
    const { end } = stop;
    this.#set(this.#text.slice(0, stop.start) + text + this.#text.slice(end), this.#cursor);
    stop.end += grown;
    for (const it of this.#stops)
      if (it !== stop && it.start >= end) {
        it.start += grown;
        it.end += grown;
      }
  }

  #insert({ insert, snippet, replace }: Completion): void {
    const lead = /^[ \t]*/.exec(
      this.#text.slice(this.#text.lastIndexOf('\n', replace.start - 1) + 1, replace.start),
    )?.[0];
    const { text, stops } = snippet ? expanded(insert.replaceAll('\n', `\n${lead}`)) : { text: insert, stops: [] };
    const placed = stops.map((it) => ({ ...it, start: it.start + replace.start, end: it.end + replace.start }));
    this.#set(
      this.#text.slice(0, replace.start) + text + this.#text.slice(replace.end),
      placed[0]?.end ?? replace.start + text.length,
    );
    this.#stops = placed;
  }

  #set(text: string, cursor: number): this {
    this.#text = text;
    this.#cursor = cursor;
    this.#repository.set(this.#path, text);
    return this;
  }

  get #shown(): string {
    return `${this.#text.slice(0, this.#cursor)}|${this.#text.slice(this.#cursor)}`;
  }
}

/** How well a word fits an offer: its beginning, the letters at which its words begin, some of its letters, or not at all. */
function rankOf(word: string, label: string): number | undefined {
  const letters = label.toLowerCase();
  if (letters.startsWith(word)) return 0;
  const initials =
    letters.charAt(0) +
    label
      .slice(1)
      .replaceAll(/[^A-Z]/g, '')
      .toLowerCase();
  if (initials.startsWith(word)) return 1;
  let at = 0;
  for (const letter of letters) if (letter === word[at]) at++;
  return at === word.length && letters.startsWith(word.charAt(0)) ? 2 : undefined;
}

function expanded(snippet: string): { readonly text: string; readonly stops: readonly Stop[] } {
  const stops: Stop[] = [];
  const texts = new Map<number, string>();
  let text = '';
  const pattern = /\\([\\$}])|\$\{(\d+)\|((?:[^\\|]|\\.)*)\|\}|\$\{(\d+):((?:[^\\}]|\\.)*)\}|\$(\d+)|[^\\$]+/g;
  for (const [whole, escaped, choice, list, named, words, bare] of snippet.matchAll(pattern)) {
    const number = Number(choice ?? named ?? bare);
    if (Number.isNaN(number)) {
      text += escaped ?? whole;
      continue;
    }
    const choices = (list ?? words ?? '').split(/(?<!\\),/).map((it) => it.replace(/\\(.)/g, '$1'));
    const shown =
      texts.get(number) ?? (list === undefined ? (words ?? '').replace(/\\(.)/g, '$1') : (choices[0] ?? ''));
    texts.set(number, shown);
    stops.push({
      number,
      start: text.length,
      end: text.length + shown.length,
      choices: list === undefined ? [] : choices,
    });
    text += shown;
  }
  return { text, stops: stops.sort((a, b) => a.number - b.number) };
}
