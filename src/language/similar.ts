/**
 * The candidates that somebody who typed `word` most likely meant, best first, at most `limit`: equal but for case, or within a third of the
 * word's length in edits (a swap of neighbours is one), or one contains the other. Never the word itself.
 */
export function similar(word: string, candidates: Iterable<string>, limit = 3): readonly string[] {
  const best: { readonly name: string; readonly score: number }[] = [];
  const typed = word.toLowerCase();
  for (const name of new Set(candidates)) {
    if (name === word || name.length > 253) continue;
    const last = best.length < limit ? undefined : best.at(-1);
    const score = scoreOf(typed, name.toLowerCase(), last?.score);
    if (score === undefined) continue;
    best.push({ name, score });
    best.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
    if (best.length > limit) best.pop();
  }
  return best.map((it) => it.name);
}

/** Whether somebody who typed `word` may have meant the other name: what `similar` offers, and the word itself. */
export function isAlike(word: string, name: string): boolean {
  return name.length <= 253 && scoreOf(word.toLowerCase(), name.toLowerCase()) !== undefined;
}

/**
 * Whether a name is another one with a letter or two wrong, and not the next of a row: stricter than `similar`, for where nothing else says that the name is
 * wrong.
 */
export function isSlip(name: string, written: string): boolean {
  const most = written.length < 6 ? 1 : 2;
  const plain = (it: string): string => it.replaceAll(/\d+/g, '');
  return plain(name) !== plain(written) && editDistance(name, written, most) <= most;
}

/** How far apart two words are; `undefined` when too far, or farther than `most`. */
function scoreOf(word: string, name: string, most = Infinity): number | undefined {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  const enough = Math.min(allowed, most);
  const distance = editDistance(word, name, enough);
  if (distance <= enough) return distance;
  if (most < allowed) return undefined;
  const inside = word.length >= 4 && name.length >= 4 && (name.includes(word) || word.includes(name));
  return inside ? allowed + Math.abs(name.length - word.length) / 100 : undefined;
}

/** Edits between two words, a swap of neighbours counting one; gives up with `most + 1` as soon as it is more than `most`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last, row] = [0, 1, 2].map(() => new Uint16Array(b.length + 2)) as [
    Uint16Array,
    Uint16Array,
    Uint16Array,
  ];
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    // Farther from the diagonal than this nothing can come to less than `most`.
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
    let least = (row[from - 1] = from === 1 ? i : most + 1);
    row[to + 1] = most + 1;
    const letter = a.charCodeAt(i - 1);
    for (let j = from; j <= to; j++) {
      const isSame = letter === b.charCodeAt(j - 1);
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return last[b.length] ?? 0;
}
