/**
 * The candidates that somebody who typed `word` most likely meant, best first, at most `limit`: equal but for case, or within a third of the
 * word's length in edits (a swap of neighbours is one), or one contains the other. Never the word itself.
 */
export function similar(word: string, candidates: Iterable<string>, limit = 3): readonly string[] {
  const scored: { readonly name: string; readonly score: number }[] = [];
  for (const name of new Set(candidates)) {
    if (name === word || name.length > 253) continue;
    const score = scoreOf(word.toLowerCase(), name.toLowerCase());
    if (score !== undefined) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
  return scored.slice(0, limit).map((it) => it.name);
}

function scoreOf(word: string, name: string): number | undefined {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  const distance = editDistance(word, name, allowed);
  if (distance <= allowed) return distance;
  const inside = word.length >= 4 && name.length >= 4 && (name.includes(word) || word.includes(name));
  return inside ? allowed + Math.abs(name.length - word.length) / 100 : undefined;
}

/** Edits between two words, a swap of neighbours counting one; gives up with `most + 1` as soon as it is more than `most`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
