import { strict as assert } from 'node:assert';
import { complete, type Completion } from '../../src/language/typing/complete.ts';
import { definitionsAt } from '../../src/language/references/define.ts';
import { hoverAt } from '../../src/language/hover.ts';
import { isPlainRead } from '../../src/language/repository/paths.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import type { Knowledge } from '../../src/language/repository/knowledge.ts';

/** Files by path. `|` marks the cursor in the text that a test is about, or `¦` where blocks begin with the other. */
export type Files = Readonly<Record<string, string>>;

/** A place in a repository at which a test asks. */
export interface Place {
  readonly repository: Repository;
  readonly path: string;
  readonly offset: number;
}

/** Takes the `|` out of a text and puts the text into a repository beside other files. A file of another name than YAML has no text. */
export function place(marked: string, files: Files = {}, path = 'file.yaml', knowledge: Knowledge = {}): Place {
  const offset = marked.indexOf(marked.includes('¦') ? '¦' : '|');
  assert.ok(offset >= 0, 'no | in the text');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const repository = repositoryOf({ ...files, [path]: text }, knowledge);
  return { repository, path, offset };
}

export function repositoryOf(files: Files, knowledge: Knowledge = {}): Repository {
  const repository = new Repository(knowledge);
  for (const [path, text] of Object.entries(files)) {
    if (/\.ya?ml$/.test(path)) repository.set(path, text);
    else if (isPlainRead(path)) repository.setPlain(path, text);
    else repository.setName(path);
  }
  return repository;
}

/** What completion offers at the `|`. */
export class Offers {
  readonly all: readonly Completion[];
  readonly #place: Place;

  constructor(at: Place) {
    this.#place = at;
    this.all = [...complete(at.repository, at.path, at.offset)].sort((a, b) => (a.sort < b.sort ? -1 : 1));
  }

  /** The text that is asked about. */
  get text(): string {
    return this.#place.repository.text(this.#place.path) ?? '';
  }

  get labels(): readonly string[] {
    return this.all.map((it) => it.label);
  }

  /** All of these are offered. */
  offers(...labels: readonly string[]): this {
    for (const label of labels)
      assert.ok(this.labels.includes(label), `${label} is not among ${this.labels.join(', ')}`);
    return this;
  }

  /** Exactly these are offered, in this order. */
  offersOnly(...labels: readonly string[]): this {
    assert.deepEqual(this.labels, labels);
    return this;
  }

  /** The text of the file after one is taken. */
  taking(label: string): string {
    const one = this.all.find((it) => it.label === label);
    assert.ok(one, `${label} is not among ${this.labels.join(', ')}`);
    const { text } = this;
    return text.slice(0, one.replace.start) + one.insert + text.slice(one.replace.end);
  }
}

export function completing(marked: string, files: Files = {}, path?: string): Offers {
  return new Offers(place(marked, files, path));
}

/** The text of the hover at the `|`, empty where there is none. */
export function hovering(marked: string, files: Files = {}, path?: string, knowledge?: Knowledge): string {
  const at = place(marked, files, path, knowledge);
  return hoverAt(at.repository, at.path, at.offset)?.markdown ?? '';
}

/** Where the definitions at the `|` are: `path` and the text that is pointed at, or `path` alone for the start of a file. */
export function defining(marked: string, files: Files = {}, path?: string): readonly string[] {
  const at = place(marked, files, path);
  return definitionsAt(at.repository, at.path, at.offset).map((it) => {
    const text = (at.repository.text(it.path) ?? '').slice(it.span.start, it.span.end);
    return text === '' ? it.path : `${it.path} ${text}`;
  });
}
