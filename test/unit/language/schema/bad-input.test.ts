import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/language/diagnose.ts';
import { Repository } from '../../../../src/language/repository/repository.ts';
import { Schemas } from '../../../../src/language/schema/catalog.ts';
import type { KindSchema, Schema } from '../../../../src/language/schema/schema.ts';
import { richObjects } from '../../../truth/samples.ts';
import { bundledSchemas } from '../../../schemas.ts';
import { worked } from '../../../bench/measure.ts';
import { mutated } from './mutated.ts';

/** Far above what they take, far below the minutes that they took, in milliseconds of the processor. */
const limit = 3000;

const header = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a, namespace: b}\n';

function repositoryWith(schema: Schema, definitions: Readonly<Record<string, Schema>> = {}): Repository {
  const text: Schema = { type: 'string' };
  const root: Schema = {
    type: 'object',
    properties: { apiVersion: text, kind: text, metadata: { type: 'object' }, spec: schema },
  };
  const kind: KindSchema = {
    ...{
      group: 'example.com',
      version: 'v1',
      kind: 'Thing',
      schema: root,
      definitions,
      namespaced: true,
      normalised: false,
    },
    origin: { from: 'file', path: 'crd.yaml' },
  };
  return new Repository({ schemas: new OneKind(kind) });
}

/** Knows one kind and no other. */
class OneKind extends Schemas {
  readonly #kind: KindSchema;

  constructor(kind: KindSchema) {
    super();
    this.#kind = kind;
  }

  override inCluster(group: string): KindSchema | undefined {
    return group === this.#kind.group ? this.#kind : undefined;
  }
}

function check(repository: Repository, text: string): { readonly codes: readonly string[]; readonly time: number } {
  let codes: readonly string[] = [];
  const time = worked(() => {
    repository.set('a.yaml', text);
    codes = diagnose(repository, 'a.yaml', { rules: {}, external: [] }).map((it) => it.code);
  });
  return { codes, time };
}

describe('bad input', () => {
  it('of a recursive schema is judged at any depth', () => {
    const definitions = {
      Node: { type: 'object', properties: { next: { ref: 'Node' }, last: { type: 'boolean' } } },
    } as const;
    const nested = `${'{next: '.repeat(50)}{last: 1}${'}'.repeat(50)}`;
    const { codes } = check(repositoryWith({ ref: 'Node' }, definitions), `${header}spec: ${nested}\n`);
    assert.deepEqual(codes, ['schema/type']);
  });

  it('of a schema that refers to itself asks nothing', () => {
    const { codes } = check(
      repositoryWith({ ref: 'A' }, { A: { ref: 'B' }, B: { ref: 'A' } }),
      `${header}spec: {a: b}\n`,
    );
    assert.deepEqual(codes, []);
  });

  it('of 5,000 fields costs little', () => {
    const names = Array.from({ length: 5000 }, (_, at) => `field${at}`);
    const properties = Object.fromEntries(names.map((it) => [it, { type: 'string' } as const]));
    const repository = repositoryWith({ type: 'object', properties, required: names.slice(0, 20) });
    const { codes, time } = check(repository, `${header}spec:\n${names.map((it) => `  ${it}: a\n`).join('')}`);
    assert.deepEqual(codes, []);
    assert.ok(time < limit, `${time} ms`);
  });

  it('of names that JavaScript knows finds nothing of JavaScript', () => {
    const repository = repositoryWith({ type: 'object', properties: { a: { type: 'string' } } });
    const { codes } = check(repository, `${header}spec: {constructor: a, __proto__: b, toString: c}\n`);
    assert.deepEqual(codes, ['schema/unknown-field', 'schema/unknown-field', 'schema/unknown-field']);
  });

  it('of aliases of aliases is judged once', () => {
    const levels = Array.from(
      { length: 20 },
      (_, at) => `  a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(', ')}]\n`,
    );
    const repository = repositoryWith({ type: 'object', preserve: true, additional: { type: 'array', items: {} } });
    const { time } = check(repository, `${header}spec:\n  a0: &a0 [2026-01-01]\n${levels.join('')}`);
    assert.ok(time < limit, `${time} ms`);
  });

  it('of a pattern that keeps other engines busy is no matter for RE2', () => {
    const repository = repositoryWith({ type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } });
    const { codes, time } = check(repository, `${header}spec: {a: ${'a'.repeat(5000)}b}\n`);
    assert.deepEqual(codes, ['schema/pattern']);
    assert.ok(time < limit, `${time} ms`);
  });

  it('of a rule that would run for ever is passed over', () => {
    const rule = 'self.a.all(x, self.a.all(y, self.a.all(z, x + y + z > 0)))';
    const repository = repositoryWith({
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'integer' } } },
      rules: [{ rule }],
    });
    const { codes, time } = check(repository, `${header}spec: {a: [${Array(2000).fill('-1').join(', ')}]}\n`);
    assert.deepEqual(codes, []);
    assert.ok(time < limit, `${time} ms`);
  });

  it('of any text throws nothing', function () {
    this.timeout(60_000);
    const texts = richObjects().map((it) => it.text);
    const repository = new Repository({ schemas: bundledSchemas() });
    for (const text of mutated(texts, Number(process.env['FLUXWRIGHT_MUTATIONS'] ?? 1000))) {
      for (const { span } of diagnoseAs(repository, text)) {
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length, JSON.stringify(text));
      }
    }
  });
});

function diagnoseAs(repository: Repository, text: string) {
  repository.set('a.yaml', text);
  return diagnose(repository, 'a.yaml', { rules: {}, external: [] });
}
