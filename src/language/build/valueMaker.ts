import { Unusual } from '../yaml/lines.ts';
import type { Maker } from '../yaml/maker.ts';
import { plainValue } from './body.ts';
import type { Value } from './body.ts';

/** Makes values right from the text, as `valueOf` makes them from nodes. A key that would merge is left to that. */
export class ValueMaker implements Maker<Value> {
  /** What an alias stands for is shared. */
  readonly #anchors = new Map<string, Value>();
  readonly #old: boolean;

  /** `old`: see `settingsOf`. */
  constructor(old: boolean) {
    this.#old = old;
  }

  map(): Value {
    return {};
  }

  put(map: Value, key: Value, value: Value): void {
    if (key === '<<') throw new Unusual();
    (map as Record<string, Value>)[key as string] = value;
  }

  list(): Value {
    return [];
  }

  append(list: Value, item: Value): void {
    (list as Value[]).push(item);
  }

  finish(collection: Value): Value {
    return collection;
  }

  plainKey(source: string): Value {
    return source;
  }

  plain(source: string): Value {
    return plainValue(source, this.#old);
  }

  text(value: string): Value {
    return value;
  }

  anchor(name: string, made: Value): Value {
    this.#anchors.set(name, made);
    return made;
  }

  alias(name: string): Value {
    return this.#anchors.get(name) ?? null;
  }
}
