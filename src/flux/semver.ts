/** A version as the Masterminds library reads it: a leading `v`, missing parts and leading zeros are allowed. */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** Without its `-`; empty for releases. */
  readonly pre: string;
}

/** Alternatives (`||`), each a list of terms that must all hold. */
export type Constraint = readonly (readonly Term[])[];

interface Term {
  readonly operator: Operator;
  readonly version: Version;
  /** Which parts a wildcard stands for, or are missing; only the first of them counts. */
  readonly wild?: 'major' | 'minor' | 'patch';
}

type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

/** What a text may be before a part stands for any number; pipes get through here and fail as numbers later, as in the library. */
const part = '[0-9xX*|]+';
const words = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const loose = `v?(${part})(?:\\.(${part}))?(?:\\.(${part}))?(?:-(${words}))?(?:\\+${words})?`;
const blank = '[\\t\\n\\f\\r ]';
const hyphenRange = new RegExp(`${blank}*(${loose})${blank}+-${blank}+(${loose})${blank}*`, 'g');
const term = new RegExp(`(=>|=<|=|!=|>=|<=|>|<|~>|~|\\^|)${blank}*(${loose})${blank}*`, 'y');

const operators: Readonly<Record<string, Operator>> = {
  '': '=',
  '=': '=',
  '!=': '!=',
  '>': '>',
  '<': '<',
  '>=': '>=',
  '=>': '>=',
  '<=': '<=',
  '=<': '<=',
  '~': '~',
  '~>': '~',
  '^': '^',
};

/**
 * Reads a constraint such as `>=1.0.0 <2.0.0 || 3.x`; `undefined` for what Flux cannot read. The grammar is that of Masterminds/semver v3.5.0,
 * which source-controller 1.9 and helm-controller 1.6 use; its limits of 512 bytes and 32 alternatives included. The empty text is none.
 */
export function parseConstraint(text: string): Constraint | undefined {
  if (text.length > 512) return undefined;
  const plain = text.replaceAll(hyphenRange, (_, low: string, ...rest: string[]) => `>= ${low}, <= ${rest[4] ?? ''} `);
  const alternatives = plain.split('||');
  if (alternatives.length > 32) return undefined;
  const read = alternatives.map(termsOf);
  return read.every((it) => it !== undefined) ? read : undefined;
}

/** Reads a version; `undefined` for what is none. */
export function parseVersion(text: string): Version | undefined {
  const match = new RegExp(`^${loose}$`).exec(text);
  return match && text.length <= 256 ? versionOf(match.slice(1, 4), match[4]) : undefined;
}

/** Whether a version is in the range. Versions before a release are only where an alternative itself names one. */
export function satisfies(version: Version, constraint: Constraint): boolean {
  return constraint.some((terms) => {
    const takesPre = version.pre === '' || terms.some((it) => it.version.pre !== '');
    return takesPre && terms.every((it) => holds(it, version));
  });
}

/** Less than zero when `a` is older than `b`, by the order of semver 2.0. */
export function compareVersions(a: Version, b: Version): number {
  return order(a.major, b.major) || order(a.minor, b.minor) || order(a.patch, b.patch) || comparePre(a.pre, b.pre);
}

function termsOf(text: string): readonly Term[] | undefined {
  const terms: Term[] = [];
  let at = /^[\t\n\f\r ]*/.exec(text)?.[0].length ?? 0;
  for (;;) {
    term.lastIndex = at;
    const match = term.exec(text);
    const found = match && termOf(match);
    if (!match || !found) return undefined;
    terms.push(found);
    at = term.lastIndex;
    if (at === text.length) return terms;
    if (text[at] === ',') at += /^,[\t\n\f\r ]*/.exec(text.slice(at))?.[0].length ?? 1;
    else if (!/[\t\n\f\r ]/.test(text[at - 1] ?? '')) return undefined;
  }
}

function termOf(match: RegExpExecArray): Term | undefined {
  const [, operator = '', , major = '', minor, patch, pre] = match;
  const wild = isAny(major) ? 'major' : isAny(minor) ? 'minor' : isAny(patch) ? 'patch' : undefined;
  const parts = { major: [], minor: [major], patch: [major, minor] }[wild ?? 'major'];
  const version = versionOf(wild === undefined ? [major, minor, patch] : parts, pre);
  return version && { operator: operators[operator] ?? '=', version, ...(wild && { wild }) };
}

function isAny(text: string | undefined): boolean {
  return text === undefined || /^[xX*]$/.test(text);
}

const most = 2n ** 64n;

function versionOf(parts: readonly (string | undefined)[], pre = ''): Version | undefined {
  if (parts.some((it) => it !== undefined && (!/^[0-9]+$/.test(it) || BigInt(it) >= most))) return undefined;
  if (pre.split('.').some((it) => /^0[0-9]+$/.test(it))) return undefined;
  const [major = '0', minor = '0', patch = '0'] = parts;
  return { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch), pre };
}

function holds({ operator, version: wanted, wild }: Term, version: Version): boolean {
  const way = compareVersions(version, wanted);
  switch (operator) {
    case '=':
      return wild === undefined ? way === 0 : isInTilde(version, wanted, wild);
    case '!=':
      return isOther(version, wanted, wild);
    case '>':
      return isAbove(version, wanted, wild);
    case '<':
      return way < 0;
    case '>=':
      return way >= 0;
    case '<=':
      return wild === undefined ? way <= 0 : isUpTo(version, wanted, wild);
    case '~':
      return isInTilde(version, wanted, wild);
    case '^':
      return isInCaret(version, wanted, wild);
  }
}

/** The first part that stands for any number; `undefined` when all are given. */
type Wild = Term['wild'];

function isInTilde(version: Version, wanted: Version, wild: Wild): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  const isZero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n;
  if (isZero && wild !== 'minor' && wild !== 'patch') return true;
  return version.major === wanted.major && (version.minor === wanted.minor || wild === 'minor');
}

function isInCaret(version: Version, wanted: Version, wild: Wild): boolean {
  if (compareVersions(version, wanted) < 0 || version.major !== wanted.major) return false;
  if (wanted.major > 0n || wild === 'minor') return true;
  if (version.minor !== wanted.minor) return false;
  return wanted.minor > 0n || wild === 'patch' || version.patch === wanted.patch;
}

function isAbove(version: Version, wanted: Version, wild: Wild): boolean {
  if (wild !== undefined && version.major !== wanted.major) return version.major > wanted.major;
  if (wild === 'minor') return false;
  return wild === 'patch' ? version.minor > wanted.minor : compareVersions(version, wanted) > 0;
}

function isUpTo(version: Version, wanted: Version, wild: Wild): boolean {
  if (version.major !== wanted.major) return version.major < wanted.major;
  return wild === 'minor' || version.minor <= wanted.minor;
}

function isOther(version: Version, wanted: Version, wild: Wild): boolean {
  if (wild === undefined) return compareVersions(version, wanted) !== 0;
  if (version.major !== wanted.major) return true;
  if (wild === 'minor') return false;
  if (version.minor !== wanted.minor) return true;
  if (wild === 'patch') return version.pre !== wanted.pre;
  return compareVersions(version, wanted) !== 0;
}

function comparePre(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const [left, right] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const way = compareWords(left[at], right[at]);
    if (way !== 0) return way;
  }
  return 0;
}

/** Numbers come before words, and no word at all before both. */
function compareWords(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const [x, y] = [a, b].map((it) => (/^[0-9]+$/.test(it) && BigInt(it) < most ? BigInt(it) : undefined));
  if (x !== undefined && y !== undefined) return order(x, y);
  if (x !== undefined || y !== undefined) return x !== undefined ? -1 : 1;
  return a < b ? -1 : 1;
}

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
