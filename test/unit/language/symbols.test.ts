import { strict as assert } from 'node:assert';
import { symbolsIn } from '../../../src/language/symbols.ts';
import { repositoryOf } from '../cursor.ts';

describe('the outline of a file', () => {
  it('has one entry per object, with the place of its name', () => {
    const text =
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\n# nothing\n---\nkind: ConfigMap\nmetadata: {name: "x", namespace: shop}\n---\nkind: Broken\nmetadata: [\n';
    const symbols = symbolsIn(repositoryOf({ 'a.yaml': text }), 'a.yaml');
    assert.deepEqual(
      symbols.map((it) => [it.kind, it.name, it.namespace, text.slice(it.nameSpan.start, it.nameSpan.end)]),
      [
        ['Namespace', 'shop', undefined, 'shop'],
        ['ConfigMap', 'x', 'shop', '"x"'],
        ['Broken', 'Broken', undefined, 'Broken'],
      ],
    );
    for (const { span, nameSpan } of symbols) assert.ok(span.start <= nameSpan.start && nameSpan.end <= span.end);
  });

  it('is empty for unknown files and the templates of charts', () => {
    const repository = repositoryOf({ 'c/Chart.yaml': 'name: c\n', 'c/templates/a.yaml': 'kind: ConfigMap\n' });
    assert.deepEqual(symbolsIn(repository, 'c/templates/a.yaml'), []);
    assert.deepEqual(symbolsIn(repository, 'nowhere.yaml'), []);
  });
});
