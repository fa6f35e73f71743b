import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { complete } from '../../../../src/language/typing/complete.ts';
import type { Completion } from '../../../../src/language/typing/complete.ts';
import { fieldAt } from '../../../../src/language/typing/field.ts';
import { Repository } from '../../../../src/language/repository/repository.ts';
import type { Step } from '../../../../src/language/yaml/parse.ts';
import { bundledSchemas } from '../../../schemas.ts';

const folder = join(import.meta.dirname, '../../../truth/healthy');
const path = 'object.yaml';

/** A key that begins a line, or stands behind the dash of an item, with all that belongs to it. */
interface Written {
  readonly key: string;
  readonly path: readonly Step[];
  readonly start: number;
  readonly end: number;
}

function* keysOf(text: string, node: unknown, at: readonly Step[]): Generator<Written> {
  if (isSeq(node)) for (const [index, it] of node.items.entries()) yield* keysOf(text, it, [...at, index]);
  if (!isMap(node) || node.flow === true) return;
  for (const { key, value } of node.items) {
    if (!isScalar(key) || typeof key.value !== 'string' || !key.range) continue;
    const end = (value as { readonly range?: readonly number[] } | null)?.range?.[1] ?? key.range[1] + 1;
    const whole = text.slice(0, end).trimEnd();
    yield { key: key.value, path: [...at, key.value], start: key.range[0], end: whole.length };
    yield* keysOf(text, value, [...at, key.value]);
  }
}

/** The text once an offer is taken as the editor takes it, each tab stop left with what it proposes, or with a word. */
function taking(text: string, { insert, snippet, replace }: Completion): string {
  const lead = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', replace.start - 1) + 1, replace.start))?.[0] ?? '';
  const stops = /\\([\\$}])|\$\{\d+\|((?:[^\\,|]|\\.)*)(?:,(?:[^\\|]|\\.)*)?\|\}|\$\{\d+:((?:[^\\}]|\\.)*)\}|\$\d+/g;
  const plain = insert.replace(stops, (_, escaped?: string, choice?: string, proposal?: string) =>
    (escaped ?? choice ?? proposal ?? 'x').replace(/\\(.)/g, '$1'),
  );
  return (
    text.slice(0, replace.start) + (snippet ? plain.replaceAll('\n', `\n${lead}`) : insert) + text.slice(replace.end)
  );
}

/** What is left of an object without a field. What holds nothing is as good as what is not there. */
function without(object: unknown, steps: readonly Step[]): string {
  const cut = (value: unknown, path: readonly Step[]): unknown => {
    if (value === null || typeof value !== 'object') return value ?? undefined;
    const entries = Object.entries(value)
      .filter(([key]) => path.length !== 1 || key !== String(path[0]))
      .map(([key, it]) => [key, cut(it, key === String(path[0]) ? path.slice(1) : [])] as const)
      .filter(([, it]) => it !== undefined);
    return entries.length === 0 ? undefined : entries.sort(([x], [y]) => (x < y ? -1 : 1));
  };
  return JSON.stringify(cut(object, steps));
}

interface Before {
  readonly text: string;
  readonly object: unknown;
}

/** What goes wrong when a key is deleted, some of its letters are typed again, and completion is to do the rest. */
function troubleWith(repository: Repository, before: Before, it: Written, letters: number): string | undefined {
  const { text, object } = before;
  const typed = it.key.slice(0, letters);
  const left = text.slice(0, it.start) + typed + text.slice(it.end);
  repository.set(path, left);
  const offer = complete(repository, path, it.start + letters).find(
    ({ label, kind }) => label === it.key && kind === 'key',
  );
  if (offer === undefined) return 'is not offered';
  const whole = parseDocument(taking(left, offer));
  if (whole.errors.length > 0) return `makes no YAML of\n${taking(left, offer)}`;
  if (!whole.hasIn(it.path)) return `goes to another place in\n${taking(left, offer)}`;
  return without(whole.toJS(), it.path) === without(object, it.path) ? undefined : 'changes what stands around it';
}

describe('typing healthy objects anew, key by key', () => {
  const schemas = bundledSchemas();

  for (const file of readdirSync(folder)) {
    it(`brings back every key of ${file}`, function () {
      this.timeout(60_000);
      const troubles: string[] = [];
      let seen = 0;
      for (const text of readFileSync(join(folder, file), 'utf8').split(/^---\n/m)) {
        const repository = new Repository({ schemas });
        repository.set(path, text);
        const manifest = repository.manifest(path);
        const [document] = manifest?.documents ?? [];
        if (!manifest || !document) continue;
        const before: Before = { text, object: document.yaml.toJS() };
        for (const it of keysOf(text, document.yaml.contents, [])) {
          const parent = fieldAt({ repository, manifest, document }, it.path.slice(0, -1));
          if (parent?.schema.properties?.[it.key] === undefined) continue;
          // One key is sought on an empty line, the next by its first letter.
          const letters = seen++ % 2;
          const trouble = troubleWith(repository, before, it, letters);
          if (trouble !== undefined) troubles.push(`${it.path.join('.')} after ${letters} letters ${trouble}`);
        }
      }
      assert.ok(seen > 10, `${seen} keys`);
      assert.deepEqual(troubles, []);
    });
  }
});
