import type { Sample } from './samples.ts';
import { operators } from './operators.ts';
import { Random } from './random.ts';
import { textOf } from './tree.ts';

/** One change of one healthy file. */
export interface Mutant {
  readonly from: Sample;
  /** Of the operator that made it. */
  readonly operator: string;
  /** What was done, such as `rename spec.replicas to replica`. */
  readonly label: string;
  /** What the file holds now. */
  readonly text: string;
}

/** At most `count` different mutants of a file, the same ones in each run with the same seed; every operator has its turn. */
export function mutantsOf(from: Sample, count: number, seed: string): readonly Mutant[] {
  const random = new Random(`${from.name} ${from.text}${seed}`);
  const seen = new Set([from.text]);
  const mutants: Mutant[] = [];
  const names = Object.keys(operators);
  const first = random.below(names.length);
  for (let turn = 0; mutants.length < count && turn < count * 4; turn++) {
    const operator = names[(first + turn) % names.length] as string;
    const made = operators[operator]?.(from.value, random);
    if (made === undefined) continue;
    const text = textOf(made.value);
    if (seen.has(text)) continue;
    seen.add(text);
    mutants.push({ from, operator, label: made.label, text });
  }
  return mutants;
}
