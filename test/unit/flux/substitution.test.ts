import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { substitute } from '../../../src/flux/expand.ts';
import { expansionsIn, isVariableName, parseTemplate } from '../../../src/flux/substitution.ts';

interface Answer {
  readonly text?: string;
  readonly error?: string;
}

/** What the real library says, written by `test/bed/go/envsubst`. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/envsubst.json'), 'utf8')) as {
  readonly variables: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, Answer>>;
};

const lookup = (name: string) => {
  const value = fixture.variables[name];
  return value === undefined ? undefined : { value };
};

describe('substitution', () => {
  it('says what the real library says', () => {
    const inputs = Object.keys(fixture.answers);
    assert.ok(inputs.length > 1000);
    const ours = Object.fromEntries(inputs.map((it) => [it, answer(it)]));
    assert.deepEqual(ours, fixture.answers);
  });

  it('tells where things stand', () => {
    const text = 'a ${NAME:=x${B}} ${#C} $${D} ${E/f';
    const { parts, fault } = parseTemplate(text);
    const found = [...expansionsIn(parts)].map((it) => [
      text.slice(it.start, it.end),
      text.slice(it.nameAt.start, it.nameAt.end),
      text.slice(it.operatorAt.start, it.operatorAt.end),
    ]);
    assert.deepEqual(found, [
      ['${NAME:=x${B}}', 'NAME', ':='],
      ['${B}', 'B', ''],
      ['${#C}', 'C', '#'],
    ]);
    assert.deepEqual(fault, { reason: 'bad substitution', start: 29, end: text.length, atEnd: true });
  });

  it('knows nothing of what depends on a value that nobody knows', () => {
    const secret = (name: string) => (name === 'S' ? {} : lookup(name));
    assert.deepEqual(substitute('${S}', secret), { missing: [] });
    assert.deepEqual(substitute('${A}${S:=x}${X}', secret), { missing: ['X'] });
    assert.deepEqual(substitute('${A:=${S}}', secret), { text: '1', missing: [] });
    assert.deepEqual(substitute('${X}', secret), { text: '', missing: ['X'] });
  });

  it('knows which names may be defined', () => {
    assert.deepEqual(['a_1', '_', 'A', '1a', 'a-b', 'é', ''].map(isVariableName), [
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('ends soon with odd texts', () => {
    const odd = ['${A:=', '${', '$$', '${A}', '${P#*a*b*c', '${A:=}', '${A/', '\\/'];
    for (const it of odd) substitute(it.repeat(20_000), () => ({ value: 'x'.repeat(1000) }));
  });
});

function answer(input: string): Answer {
  const { text, missing, error } = substitute(input, lookup);
  if (error !== undefined) return { error: error === panic ? (panicOf(input) ?? error) : error };
  if (missing[0] !== undefined) return { error: `variable not set (strict mode): ${JSON.stringify(missing[0])}` };
  return { ...(text !== undefined && { text }) };
}

const panic = 'slice bounds out of range';

/** The library's panic names the bounds too. */
function panicOf(input: string): string | undefined {
  const said = fixture.answers[input]?.error;
  return said?.includes(panic) === true ? said : undefined;
}
