import { growthOf } from '../../../growth.ts';
import { strict as assert } from 'node:assert';
import { placeAt } from '../../../../src/language/typing/scan.ts';

/** `at path`, what is typed, and what the mapping has already; `nothing` where nothing can stand. `|` is the cursor. */
function at(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const place = placeAt(text, offset);
  if (!place) return 'nothing';
  const { word, taken } = place;
  const has = taken.size === 0 ? '' : ` beside ${[...taken].sort().join(' ')}`;
  return `${place.at} ${place.path.join('.') || '.'} "${text.slice(word.start, word.end)}"${has}`;
}

interface Case {
  readonly text: string;
  readonly is: string;
}

const cases: Readonly<Record<string, Case>> = {
  'an empty text': { text: '|', is: 'key . ""' },
  'a first word': { text: '---\nap|', is: 'key . "ap"' },
  'a new key at the end': { text: 'a: 1\nb:\n  c: 2\n|', is: 'key . "" beside a b' },
  'a new key in between': { text: 'spec:\n  a: 1\n  |\n  b: 2\nother: 1\n', is: 'key spec "" beside a b' },
  'a first key below': { text: 'spec:\n  |', is: 'key spec ""' },
  'half a key': { text: 'spec:\n  a: 1\n  inter|\n  b: 2\n', is: 'key spec "inter" beside a b' },
  'the middle of a key': { text: 'spec:\n  int|erval: 5m\n', is: 'key spec "interval"' },
  'a key after a dedent': { text: 'spec:\n  ref:\n    kind: x\n  |', is: 'key spec "" beside ref' },
  'a key after a dedent over two': { text: 'spec:\n  ref:\n    kind:\n      x: 1\n|', is: 'key . "" beside spec' },
  'a value': { text: 'spec:\n  a: tr|ue\n', is: 'value spec.a "tr"' },
  'an empty value': { text: 'spec:\n  a: |\n', is: 'value spec.a ""' },
  'right behind a colon': { text: 'spec:\n  a:|\n', is: 'value spec.a ""' },
  'an item': { text: 'on:\n  - |\n', is: 'key on.0 ""' },
  'a second item': { text: 'on:\n  - name: a\n  - na|\n', is: 'key on.1 "na"' },
  'a bare dash': { text: 'on:\n  - name: a\n  -|\n', is: 'key on.1 ""' },
  'an item of a list that is not indented': { text: 'on:\n- name: a\n- |\n', is: 'key on.1 ""' },
  'a second key of an item': { text: 'on:\n  - name: a\n    |\n  - b: 1\n', is: 'key on.0 "" beside name' },
  'the first key of an item': { text: 'on:\n  - na|me: a\n    b: 1\n', is: 'key on.0 "name" beside b' },
  'a value in an item': { text: 'on:\n  - a: 1\n  - b: |\n', is: 'value on.1.b ""' },
  'lists in lists': { text: 'a:\n  - - b\n    - - c: 1\n        |\n', is: 'key a.0.1.0 "" beside c' },
  'a key after a list that is not indented': { text: 'spec:\n  on:\n  - name: a\n  |\n', is: 'key spec "" beside on' },
  'the column of the dashes': { text: 'spec:\n  on:\n    - name: a\n    |\n', is: 'key spec.on ""' },
  'a comment': { text: 'a: 1 # |\n', is: 'nothing' },
  'a block scalar': { text: 'a: >-\n  b: 1\n  |', is: 'nothing' },
  'a key after a block scalar': { text: 'a: >\n  b: 1\n|', is: 'key . "" beside a' },
  'below a scalar': { text: 'a: 1\n  |', is: 'nothing' },
  'lines that nobody can parse': { text: 'a: [\nb: "\nspec:\n  c: }\n  |', is: 'key spec "" beside c' },
  'a blank line of a block scalar': { text: 'a: >\n  b: 1\n|\n  c: 2\n', is: 'nothing' },
  'Windows line ends': { text: 'spec:\r\n  a: 1\r\n  |\r\n  b: 2\r\n', is: 'key spec "" beside a b' },
  'quoted keys': { text: "\"spec\":\n  'it''s': 1\n  |", is: 'key spec "" beside it\'s' },
  'a quoted word': { text: 'spec:\n  "in|"\n', is: 'key spec "in"' },
  'an anchor': { text: 'spec: &a\n  |', is: 'key spec ""' },
  'a flow mapping': { text: 'ref: {|}\n', is: 'key ref ""' },
  'half a key in flow': { text: 'ref: {kind: x, na|}\n', is: 'key ref "na" beside kind' },
  'keys behind it in flow': { text: 'ref: { |, name: a, x: {y: 1} }\n', is: 'key ref "" beside name x' },
  'a value in flow': { text: 'ref: {kind: Gi|}\n', is: 'value ref.kind "Gi" beside kind' },
  'an empty value in flow': { text: 'ref: {kind: |, name: a}\n', is: 'value ref.kind "" beside kind name' },
  'a flow list': { text: 'on: [{name: a}, {|}]\n', is: 'key on.1 ""' },
  'an item of a flow list': { text: 'on: [a, b|]\n', is: 'value on.1 "b"' },
  'flow over lines': { text: 'spec:\n  ref: {\n    kind: x,\n    |\n  }\n', is: 'key spec.ref "" beside kind' },
  'flow that is closed': { text: 'spec:\n  ref: {kind: x}\n  |', is: 'key spec "" beside ref' },
  'flow in an item': { text: 'on:\n  - {name: a, |}\n', is: 'key on.0 "" beside name' },
  'a text of JSON': { text: '{\n  "kind": "x",\n  "|"\n}', is: 'key . "" beside kind' },
};

/** Where the cursor is at another column than what is around it: the column that a key gets, and what it would own. */
const stands: Readonly<Record<string, Case>> = {
  'too shallow, above a sibling': { text: 'spec:\n  ref:\n  |\n    kind: x\n', is: 'key spec.ref "" beside kind at 4' },
  'at the margin, between siblings': { text: 'spec:\n  a: 1\n|\n  b: 2\n', is: 'key spec "" beside a b at 2' },
  'too deep, above a sibling': { text: 'spec:\n    |\n  a: 1\n', is: 'key spec "" beside a at 2' },
  'half of a wide indentation': { text: 'spec:\n    a: 1\n  |\n', is: 'key spec "" beside a at 4' },
  'before the first key of a document': { text: '---\n  |\na: 1\n', is: 'key . "" beside a at 0' },
  'behind a tab': { text: 'spec:\n\t|\n', is: 'key spec "" at 2' },
  'half a key at the margin': { text: 'spec:\n  a: 1\nbe|\n  b: 2\n', is: 'key spec "be" beside a b at 2' },
  'between items': { text: 'on:\n  - a\n|\n  - b\n', is: 'key on "" at 2' },
  'between items that are not indented': { text: 'on:\n- a\n|\n- b\n', is: 'key on "" at 0' },
  'above items that are not indented': { text: 'spec:\n  on:\n  |\n  - b\n', is: 'key spec.on "" at 2' },
  'an item above the keys of another column': { text: 'on:\n  -|\n      a: 1\n', is: 'nothing' },
  'an item beside items of another column': { text: 'on:\n    -|\n  - a\n', is: 'nothing' },
  'an item below items of another column': { text: 'on:\n  - a: 1\n-|\n', is: 'nothing' },
  'above lines that nobody holds yet': { text: 'a: 1\n|\n  b: 1\n', is: 'key . "" beside a at 0 owns mapping' },
  'above items that nobody holds yet': { text: 'a: 1\n|\n  - b\n', is: 'key . "" beside a at 0 owns list' },
};

describe('the place at which somebody types', () => {
  for (const [name, { text, is }] of Object.entries(stands)) {
    it(name, () => {
      const offset = text.indexOf('|');
      const place = placeAt(text.replace('|', ''), offset);
      const owns = place?.owns === undefined ? '' : ` owns ${place.owns}`;
      assert.equal(at(text) + (place ? ` at ${place.column}${owns}` : ''), is);
    });
  }

  for (const [name, { text, is }] of Object.entries(cases)) {
    it(`in ${name}`, () => {
      assert.equal(at(text), is);
    });
  }

  it('is found in time that grows with the text alone', () => {
    const find = (count: number) => {
      const lines = Array.from({ length: count }, (_, line) => `  key${line}: [${line}, {a: b}]`).join('\n');
      const text = `spec:\n${lines}\n  `;
      assert.equal(placeAt(text, text.length)?.taken.size, count);
    };
    assert.ok(growthOf(find, 5000) < 1.58);
  });
});
