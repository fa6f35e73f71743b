/** One step of a pattern: any text, or one character of a set. */
type Step = 'any' | ((character: string) => boolean);

/**
 * The lengths, in code points, of the beginnings of `text` that a pattern of `*`, `?`, `[a-z]` and `\x` matches, in ascending order, the
 * whole text included. `?` is one code point; Flux would also tear one apart. Empty for a pattern that is not well formed. Costs the product of both lengths
 * (`github.com/fluxcd/pkg/envsubst` v1.7, path/match.go, in which `*` matches slashes too).
 */
export function matchingPrefixes(pattern: string, text: readonly string[]): readonly number[] {
  const steps = stepsOf([...pattern]);
  if (steps === undefined) return [];
  const found: number[] = [];
  let open = closure(steps, new Set([0]));
  for (let at = 0; at <= text.length && open.size > 0; at++) {
    if (open.has(steps.length)) found.push(at);
    const character = text[at];
    if (character === undefined) break;
    const next = new Set<number>();
    for (const position of open) {
      const step = steps[position];
      if (step === 'any') next.add(position);
      else if (step?.(character) === true) next.add(position + 1);
    }
    open = closure(steps, next);
  }
  return found;
}

/** `*` may match nothing. */
function closure(steps: readonly Step[], positions: Set<number>): Set<number> {
  for (const position of positions) if (steps[position] === 'any') positions.add(position + 1);
  return positions;
}

function stepsOf(pattern: readonly string[]): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (character === '*') steps.push('any');
    else if (character === '?') steps.push(() => true);
    else if (character === '[') {
      const set = setAt(pattern, at + 1);
      if (set === undefined) return undefined;
      steps.push(set.has);
      at = set.end;
    } else {
      const literal = character === '\\' ? pattern[++at] : character;
      if (literal === undefined) return undefined;
      steps.push((it) => it === literal);
    }
  }
  return steps;
}

interface CharacterSet {
  readonly has: (character: string) => boolean;
  /** Position of the closing bracket. */
  readonly end: number;
}

function setAt(pattern: readonly string[], start: number): CharacterSet | undefined {
  const negated = pattern[start] === '^';
  const ranges: (readonly [number, number])[] = [];
  let at = negated ? start + 1 : start;
  const one = (): number | undefined => {
    const first = pattern[at];
    if (first === undefined || first === '-' || first === ']') return undefined;
    const character = first === '\\' ? pattern[++at] : first;
    at++;
    return at < pattern.length ? character?.codePointAt(0) : undefined;
  };
  while (pattern[at] !== ']' || ranges.length === 0) {
    const low = one();
    if (low === undefined) return undefined;
    if (pattern[at] === '-') at++;
    else {
      ranges.push([low, low]);
      continue;
    }
    const high = one();
    if (high === undefined) return undefined;
    ranges.push([low, high]);
  }
  const has = (character: string): boolean => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([low, high]) => low <= code && code <= high) !== negated;
  };
  return { has, end: at };
}
