import type { Range, Scalar } from 'yaml';

/** Makes something of each part of a YAML text, in the order in which a reader comes upon them. Ranges are those of the `yaml` package. */
export interface Maker<N> {
  /** A mapping to put pairs into. */
  map(): N;
  put(map: N, key: N, value: N): void;
  /** A list to append items to. */
  list(): N;
  append(list: N, item: N): void;
  /** Once everything is in it: the mapping or list. */
  finish(collection: N, range: Range, flow?: true): N;
  /** A scalar without quotes, as it stands there: a key or any other. */
  plainKey(source: string, range: Range): N;
  plain(source: string, range: Range): N;
  /** Any other scalar. */
  text(value: string, type: Scalar.Type, range: Range): N;
  /** Names what was made. */
  anchor(name: string, made: N): N;
  alias(name: string, range: Range): N;
}
