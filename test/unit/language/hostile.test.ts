import assert from 'node:assert/strict';
import { diagnose } from '../../../src/language/diagnose.ts';
import { parseAny } from '../../../src/language/yaml/parse.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { tokensIn } from '../../../src/language/variables/tokens.ts';
import { worked } from '../../bench/measure.ts';
import { bundledSchemas } from '../../schemas.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n';

/** What is said of a text that was made to take long, and how many milliseconds the processor took for it. */
function judge(text: string): {
  readonly codes: readonly string[];
  readonly time: number;
  readonly repository: Repository;
} {
  const repository = new Repository({ schemas: bundledSchemas() });
  let codes: readonly string[] = [];
  const time = worked(() => {
    repository.set('a.yaml', text);
    codes = diagnose(repository, 'a.yaml', { rules: {}, external: [] }).map((it) => it.code);
  });
  return { codes, time, repository };
}

/** Far above what they take, far below the minutes that they took. */
const limit = 3000;

describe('texts that are made to take long', function () {
  this.timeout(60_000);

  it('hold many thousand times nothing', () => {
    const { codes, time } = judge('---\n'.repeat(19_000) + config);
    assert.deepEqual(codes, []);
    assert.ok(time < limit, `${time} ms`);
    const beyond = judge('a\n---\n'.repeat(200_000));
    assert.deepEqual(beyond.codes, ['file/too-large']);
    assert.ok(beyond.time < limit, `${beyond.time} ms`);
  });

  it('hold a key twenty thousand times: the first hundreds are told', () => {
    const { codes, time } = judge(`${config}data:\n${'  k: v\n'.repeat(20_000)}`);
    assert.ok(codes.length >= 100 && codes.length <= 1000 && codes.every((it) => it === 'yaml/duplicate-key'));
    assert.ok(time < limit, `${time} ms`);
  });

  for (const [name, value, least] of [
    ['stand side by side in one line', '${A}${B:=${C:-d}}'.repeat(10_000), 50_000],
    ['stand in one another', '${A:='.repeat(10_000) + '}'.repeat(10_000), 0],
    ['are never closed', '${A:=${'.repeat(50_000), 0],
  ] as const) {
    it(`hold variables that ${name}`, () => {
      const { repository } = judge(`${config}data:\n  a: "${value}"\n`);
      const time = worked(() => assert.ok(tokensIn(repository, 'a.yaml').length >= least));
      assert.ok(time < limit, `${time} ms`);
    });
  }

  it('misspell the two thousand fields of a kind, all of which could be meant', () => {
    const fields = (name: string, value: string) =>
      Array.from({ length: 2000 }, (_, at) => `${name}${at}: ${value}\n`).join('');
    const indented = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com }
spec:
  group: example.com
  names: { kind: Thing, plural: things }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${indented(fields('field', '{ type: string }'), 16)}---
`;
    const thing = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a, namespace: b }\nspec:\n';
    const { codes, time } = judge(definition + thing + indented(fields('feild', 'a'), 2));
    assert.equal(codes.filter((it) => it === 'schema/unknown-field').length, 2000);
    assert.ok(time < limit, `${time} ms`);
  });

  it('are broken near their start, with ten thousand pieces behind', () => {
    const rest = Array.from({ length: 2000 }, (_, at) => `      "d": { "e": ${at} },\n`).join('');
    const json = '    {\n   "b": "c",\n      "x": {\n        "y": 1\n      }\n    },\n';
    const { errors, document } = parseAny(`kind: ConfigMap\ndata:\n  a: |\n${json}${rest}`);
    assert.ok(errors.length > 2 && errors.length < 200, `${errors.length} errors`);
    assert.equal(document.get('kind'), 'ConfigMap');
  });

  it('are not quoted as a whole', () => {
    const repository = new Repository({ schemas: bundledSchemas() });
    const range = `">=${'1'.repeat(100_000)} x"`;
    const source = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: a, namespace: b }\nspec: { interval: 1h, url: "https://x/y", ref: { semver: ${range} } }\n`;
    repository.set('a.yaml', source);
    const found = diagnose(repository, 'a.yaml', { rules: {}, external: [] });
    assert.ok(found.some((it) => it.code === 'source/range'));
    for (const { message } of found) assert.ok(message.length <= 1000, `${message.length} characters`);
  });
});
