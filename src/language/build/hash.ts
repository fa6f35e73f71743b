import { at, isBody, text } from './body.ts';
import type { Body, Value } from './body.ts';

/**
 * The ending that kustomize puts behind the name of a generated ConfigMap or Secret: ten characters of the SHA-256 of its type and data,
 * with the letters that could spell words replaced (kustomize api/hasher).
 */
export function nameHash(body: Body): string {
  const secret = text(at(body, 'kind')) === 'Secret';
  const more = secret ? 'stringData' : 'binaryData';
  const content: Record<string, Value> = {
    data: at(body, 'data') ?? '',
    kind: secret ? 'Secret' : 'ConfigMap',
    // It asks for a field `metadata/name`, and there is none.
    name: '',
    ...(secret && { type: text(at(body, 'type')) ?? '' }),
    ...(isBody(at(body, more)) && { [more]: at(body, more) ?? '' }),
  };
  const hex = sha256(goJson(content)).slice(0, 10);
  return hex.replaceAll(/[013ae]/g, (it) => ({ '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' })[it] ?? it);
}

/** JSON as Go writes it: keys sorted by bytes, and what is special in HTML escaped. */
function goJson(value: Value): string {
  if (isBody(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${goJson(key)}:${goJson(value[key] ?? null)}`).join(',')}}`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]|\\[bf]/g, (it) => {
    if (it === '\\b' || it === '\\f') return it === '\\b' ? '\\b' : '\\f';
    return `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** The round constants: the first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4). */
function constants(count: number, root: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    let prime = true;
    for (let by = 2; by * by <= candidate; by++) if (candidate % by === 0) prime = false;
    if (prime) found.push(Math.floor((Math.pow(candidate, 1 / root) % 1) * 0x1_0000_0000) | 0);
  }
  return found;
}

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. Linear. */
export function sha256(input: string): string {
  const bytes = new TextEncoder().encode(input);
  const size = ((bytes.length + 8) >> 6) + 1;
  const padded = new Uint8Array(size * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length << 3);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x2000_0000));
  const k = constants(64, 3);
  const state = [...constants(8, 2)];
  const words = new Int32Array(64);
  for (let block = 0; block < size; block++) {
    for (let at = 0; at < 16; at++) words[at] = view.getInt32(block * 64 + at * 4);
    mix(state, words, k);
  }
  return state.map((it) => (it >>> 0).toString(16).padStart(8, '0')).join('');
}

function mix(state: number[], words: Int32Array, k: readonly number[]): void {
  const word = (at: number): number => words[at] ?? 0;
  for (let at = 16; at < 64; at++) {
    const [x, y] = [word(at - 15), word(at - 2)];
    const a = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const b = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    words[at] = (word(at - 16) + a + word(at - 7) + b) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (k[at] ?? 0) + word(at)) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [at, it] of [a, b, c, d, e, f, g, h].entries()) state[at] = ((state[at] ?? 0) + it) | 0;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
