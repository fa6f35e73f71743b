import { strict as assert } from 'node:assert';
import { complete, explain } from '../../../../src/language/typing/complete.ts';
import { foldsIn } from '../../../../src/language/yaml/folding.ts';
import { hoverAt } from '../../../../src/language/hover.ts';
import { Repository } from '../../../../src/language/repository/repository.ts';
import { fieldsBelow, symbolsIn } from '../../../../src/language/references/symbols.ts';
import { tokensIn } from '../../../../src/language/variables/tokens.ts';
import { plainTextOf } from '../../../../src/language/typing/starter.ts';
import { starters } from '../../../../src/language/typing/starters.ts';
import { bundledSchemas } from '../../../schemas.ts';

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const bits = [
  '\n',
  '  ',
  '- ',
  ': ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  '|',
  '>',
  '&a ',
  '*a',
  '---\n',
  '${',
  '\t',
  '\r\n',
  '%',
  '?',
  ',',
  '<<: ',
];

describe('typing in broken text', () => {
  it('gives offers inside the line, explanations and folds, or none, and throws nothing', function () {
    this.timeout(120_000);
    const random = numbers(4711);
    const below = (most: number): number => Math.floor(random.next().value * most);
    const repository = new Repository({ schemas: bundledSchemas() });
    const texts = starters.map(plainTextOf);
    for (let round = 0; round < 1500; round++) {
      let text = texts[below(texts.length)] ?? '';
      for (let change = below(6); change >= 0; change--) {
        const at = below(text.length);
        text = text.slice(0, at) + (bits[below(bits.length)] ?? '') + text.slice(at + below(8));
      }
      const offset = below(text.length + 1);
      repository.set('a.yaml', text);
      for (const it of complete(repository, 'a.yaml', offset)) {
        const { start, end } = it.replace;
        assert.ok(
          start <= offset && offset <= end && !text.slice(start, end).includes('\n'),
          JSON.stringify({ text, offset, it }),
        );
        if (round % 50 === 0) explain(repository, 'a.yaml', it);
      }
      const hover = hoverAt(repository, 'a.yaml', offset);
      assert.ok(!hover || (hover.span.start <= offset && offset <= hover.span.end));
      const lines = text.split('\n').length;
      for (const { start, end } of foldsIn(text)) assert.ok(start >= 0 && start < end && end < lines);
      for (const { span } of tokensIn(repository, 'a.yaml'))
        assert.ok(span.start < span.end && span.end <= text.length);
      for (const it of symbolsIn(repository, 'a.yaml')) fieldsBelow(repository, 'a.yaml', it.nameSpan.start);
    }
  });
});
