import { parseConstraint } from '../../flux/semver.ts';
import type { Constraint } from '../../flux/semver.ts';

type Term = Constraint[number][number];
type Version = Term['version'];

/** A range of versions in words: `~1.2` is `from 1.2.0, below 1.3.0`. `undefined` for what Flux cannot read. */
export function spellRange(text: string): string | undefined {
  const constraint = parseConstraint(text);
  if (constraint === undefined) return undefined;
  const words = constraint.map((terms) => terms.map(termWords).join(' and '));
  const hasPre = constraint.some((terms) => terms.some((it) => it.version.pre !== ''));
  return `${words.join('; or ')}${hasPre ? ', versions before a release among them' : ''}`;
}

function termWords({ operator, version, wild }: Term): string {
  switch (operator) {
    case '=':
      return wild === undefined ? `exactly ${textOf(version)}` : between(version, tildeEnd(version, wild));
    case '!=':
      return wild === undefined ? `not ${textOf(version)}` : `not ${between(version, tildeEnd(version, wild))}`;
    case '>':
      return wild === undefined ? `above ${textOf(version)}` : from(tildeEnd(version, wild));
    case '<':
      return `below ${textOf(version)}`;
    case '>=':
      return from(version);
    case '<=':
      return wild === undefined ? `up to ${textOf(version)}` : below(tildeEnd(version, wild));
    case '~':
      return between(version, tildeEnd(version, wild));
    case '^':
      return between(version, caretEnd(version, wild));
  }
}

/** The first version that `~` no longer takes; `undefined`: it takes all. */
function tildeEnd({ major, minor }: Version, wild: Term['wild']): Version | undefined {
  if (wild === 'major') return undefined;
  return wild === 'minor' ? release(major + 1n) : release(major, minor + 1n);
}

/** The first version that `^` no longer takes: the next one of the first part that is not zero. */
function caretEnd({ major, minor, patch }: Version, wild: Term['wild']): Version | undefined {
  if (wild === 'major') return undefined;
  if (major > 0n || wild === 'minor') return release(major + 1n);
  return minor > 0n || wild === 'patch' ? release(0n, minor + 1n) : release(0n, 0n, patch + 1n);
}

function release(major: bigint, minor = 0n, patch = 0n): Version {
  return { major, minor, patch, pre: '' };
}

function between(low: Version, high: Version | undefined): string {
  return high === undefined ? 'any version' : `from ${textOf(low)}, below ${textOf(high)}`;
}

function from(low: Version | undefined): string {
  return low === undefined ? 'no version' : `from ${textOf(low)}`;
}

function below(high: Version | undefined): string {
  return high === undefined ? 'any version' : `below ${textOf(high)}`;
}

function textOf({ major, minor, patch, pre }: Version): string {
  return `${major}.${minor}.${patch}${pre === '' ? '' : `-${pre}`}`;
}
