import { strict as assert } from 'node:assert';
import { tokensIn } from '../../../src/language/variables/tokens.ts';
import { repositoryOf } from '../cursor.ts';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n';

/** The tokens of a text as `type:words`. */
function tokens(text: string, path = 'a.yaml'): readonly string[] {
  const found = tokensIn(repositoryOf({ [path]: text }), path);
  return found.map(({ type, span }) => `${type[0] ?? ''}:${text.slice(span.start, span.end)}`);
}

describe('the colours of variables', () => {
  it('tell names, operators and defaults apart', () => {
    assert.deepEqual(tokens(`${head}  a: x\${NAME}y\n`), ['o:${', 'v:NAME', 'o:}']);
    assert.deepEqual(tokens(`${head}  a: "\${NAME:=web}"\n`), ['o:${', 'v:NAME', 'o::=', 's:web', 'o:}']);
    assert.deepEqual(tokens(`${head}  a: \${#A}\n`), ['o:${', 'o:#', 'v:A', 'o:}']);
  });

  it('go into defaults', () => {
    const found = tokens(`${head}  a: \${A:-\${B}c}\n`);
    assert.deepEqual(found, ['o:${', 'v:A', 'o::-', 'o:${', 'v:B', 'o:}', 's:c', 'o:}']);
  });

  it('are in the order of the text, in later documents too', () => {
    const text = `${head}  a: \${A}\n---\n${head}  b: \${B} \${C}\n`;
    assert.deepEqual(
      tokens(text).filter((it) => it.startsWith('v')),
      ['v:A', 'v:B', 'v:C'],
    );
  });

  it('are not there for what is escaped, broken, a comment, no object, or a template of a chart', () => {
    assert.deepEqual(tokens(`${head}  a: $\${A} \${a.b} $A $(A)\n  # \${C}\n  b: 1 # \${D}\n`), []);
    assert.deepEqual(tokens('services:\n  a: ${A}\n'), []);
    const chart = { 'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': `${head}  a: \${A}\n` };
    assert.deepEqual(tokensIn(repositoryOf(chart), 'c/templates/a.yaml'), []);
  });

  it('are there in what a script in a block takes for comments', () => {
    const script = `${head}  # \${A}\n  a: |\n    # \${B}\n\n    echo # \${C}\n  # \${D}\n  b: >- # \${E}\n    # \${F}\n`;
    const names = ['v:B', 'v:C', 'v:F'];
    for (const text of [script, script.replaceAll('\n', '\r\n')])
      assert.deepEqual(
        tokens(text).filter((it) => it.startsWith('v:')),
        names,
      );
  });

  it('are found again after what cannot be read', () => {
    assert.deepEqual(tokens(`${head}  a: \${arr[@]}\n  b: \${B}\n`), ['o:${', 'v:B', 'o:}']);
  });
});
