import { strict as assert } from 'node:assert';
import { fieldsBelow, symbolsIn } from '../../../src/language/references/symbols.ts';
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

  it('has the fields of an object and of its spec below it', () => {
    const text =
      'a: 1\n---\nkind: Bucket\nmetadata:\n  name: x\nspec:\n  interval: 5m\n  list: [a]\n  deep:\n    down: 1\n  none:\n';
    const [metadata, spec] = fieldsBelow(repositoryOf({ 'a.yaml': text }), 'a.yaml', text.indexOf('Bucket'));
    assert.deepEqual([metadata?.name, metadata?.type, metadata?.children], ['metadata', 'object', []]);
    assert.deepEqual(
      spec?.children.map((it) => [it.name, it.type, it.value, text.slice(it.span.start, it.span.end)]),
      [
        ['interval', 'scalar', '5m', 'interval: 5m'],
        ['list', 'list', undefined, 'list: [a]'],
        ['deep', 'object', undefined, 'deep:\n    down: 1'],
        ['none', 'scalar', undefined, 'none:'],
      ],
    );
    for (const { span, nameSpan } of spec?.children ?? []) {
      assert.ok(spec && spec.span.start <= span.start && span.end <= spec.span.end && span.start <= nameSpan.start);
    }
  });
});
