import assert from 'node:assert/strict';
import { splitDocuments } from '../../../src/language/yaml/split.ts';
import { fluxFile, repositoryOf } from '../../bench/generate.ts';
import { fleet } from './fleet.ts';
import { isPlain } from './plain.ts';

const plain: readonly string[] = [
  'a: 1',
  '---\na: b # c\n',
  '# above\n\n---\n# before\na:\n  - b\n  - c: d\n    e: f\n# at the key\ng: h\n# after\n',
  'a:\n- b\n- c\nd: e\n',
  'a: |\n  b\n\n    # c\n\nd: |-\n  e\nf: "g: #h" # i\n',
  "a: 'b'\n'c': d\n\"e\": {}\nf: [] # g\n",
  'a: &x b\nc: *x\nd: &y\n  e: f\ng: *y\n',
  'a: False\nb: True\nc: Null\nd: ~\ne: .inf\nf: -.INF\ng: .nan\nh: 0x1F\ni: 0o17\nj: 1e3\nk: +12\nl: -1.50\nm: 1_000\nn: y\no: 010\n',
  'a: http://b:80/c#d\nb: -x\nc: a b\u00a0\n',
  'a: *lost\n',
  'a: [b, c ] # d\ne: { "f": g, h: [1, \'x\'] , i: {} }\n',
  'a: &x b\nc: {d: *x }\n',
  '- [a b ,c,]\n- {b: http://c:80/d, e: {f: [g]}}\n',
];

const unusual: readonly string[] = [
  '',
  '# only a comment\n',
  'text\n',
  'a:\n',
  'a: b\n  c\n',
  'a: b: c\n',
  'a: b:\n',
  'a:\n  b: c\n d: e\n',
  'a: "b\n',
  'a: "\\x41"\n',
  "a: 'b''c'\n",
  'a: "b" c\n',
  'a: [b\n]\n',
  'a: {b}\n',
  'a: {b: }\n',
  'a: {b:c}\n',
  'a: [b: c]\n',
  'a: [,]\n',
  'a: [b}\n',
  'a: [b] c\n',
  'a: [b]#c\n',
  'a: ["b" c]\n',
  'a: ["\\t"]\n',
  'a: [a#b]\n',
  'a: [&x b]\n',
  'a: [!t b]\n',
  'a: {<<: *b}\n',
  'a: {*b : c}\n',
  'a: [- b]\n',
  '{a: b}\n',
  'a: >\n  b\n',
  'a: |2\n  b\n',
  'a: |\n   b\n  c\n',
  'a: |\n',
  'a: !t b\n',
  'a: @b\n',
  'a: - b\n',
  '? a\n',
  'a: b\r\n',
  'a:\tb\n',
  '\ufeffa: b\n',
  '--- a: b\n',
  '---#x\na: b\n',
  '%YAML 1.2\n---\na: b\n',
  'a: b\n...\n',
  'a: b\n---\nc: d\n',
  ' a: b\nc: d\n',
  'a: b\n  # deeper\nc: d\n',
  'a:\n  b: c\n  # last of b\nd: e\n',
  'a:\n  b:\n  - c\n  # whose?\n  d: e\n',
  'a:b\n',
  'a : b\n',
  '<<: *a\n',
];

describe('documents in plain block style', () => {
  it('are read without the parser', () => {
    for (const it of plain) assert.ok(isPlain(it), JSON.stringify(it));
  });

  it('are not what only the parser can tell', () => {
    for (const it of unusual) assert.ok(!isPlain(it), JSON.stringify(it));
  });

  it('are read as the parser reads them, whatever happens to them', function () {
    this.timeout(20_000);
    const others = Object.values(fleet).map((it) => it ?? '');
    const files = [...repositoryOf(40).values(), ...others, fluxFile(2), ...plain];
    const texts = files.flatMap((it) => splitDocuments(it).map(({ start, end }) => it.slice(start, end)));
    const random = numbers(1);
    let count = 0;
    for (let at = 0; at < 8000; at++) if (isPlain(mutated(texts[at % texts.length] ?? '', random))) count++;
    // So many that the test means something.
    assert.ok(count > 600, `only ${count} were plain`);
  });
});

const pieces = [
  ...[
    '\n',
    ' ',
    '  ',
    '- ',
    '#',
    ' # c\n',
    ': ',
    ':',
    '"',
    "'",
    '|',
    '|-\n',
    '\n\n',
    '---\n',
    '...\n',
    '&a ',
    '*a',
    '{}',
  ],
  ...[
    '[]',
    '[',
    '{',
    ',',
    '~',
    'null',
    '1',
    '- - ',
    '? ',
    '\n  # c\n',
    '\n# e\n',
    '!t ',
    '%',
    '@',
    '>',
    '-',
    '\\',
    '0x1f',
  ],
  ...['False', '<<', '  \n', '|+\n', '+1.50', '\u00a0', '\t', '\r\n'],
];

/** A text after a few small accidents. */
function mutated(text: string, random: (below: number) => number): string {
  let result = text;
  for (let left = 1 + random(2); left > 0; left--) {
    const at = random(result.length + 1);
    const line = result.indexOf('\n', at) + 1;
    const piece = pieces[random(pieces.length)] ?? '';
    const [before, after] = random(2) === 0 ? [at, at + random(4)] : [line, line];
    result = result.slice(0, before) + ' '.repeat(random(3)) + piece + result.slice(after);
  }
  return result;
}

/** Numbers that look random and are the same each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}
