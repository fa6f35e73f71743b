import { strict as assert } from 'node:assert';
import { Texts, stepsOf } from '../../../src/language/schema/texts.ts';
import type { TextFile } from '../../../src/language/schema/texts.ts';
import { readTexts, textFiles } from '../../texts.ts';

/** Texts from files in memory, and which of them were read. */
function given(files: Readonly<Record<string, TextFile>>): { texts: Texts; read: string[] } {
  const read: string[] = [];
  const texts = new Texts((file) => {
    read.push(file);
    const found = files[file.replace(/^texts\/|\.json$/g, '')];
    return found && JSON.stringify(found);
  });
  return { texts, read };
}

describe('texts of fields', () => {
  it('finds a field of a kind, an item of a list and any key of a map', () => {
    const { texts } = given({
      'x.io.Thing': {
        fields: {
          'spec.list[].name': 'A name.',
          'spec.map.*.size': 'A size.',
          'spec.map.big': 'The big one.',
          'metadata.labels["a.io/b"]': 'A mark.',
        },
      },
    });
    assert.equal(texts.find('x.io', 'Thing', ['spec', 'list', 3, 'name']), 'A name.');
    assert.equal(texts.find('x.io', 'Thing', ['spec', 'list', '[]', 'name']), 'A name.');
    assert.equal(texts.find('x.io', 'Thing', ['spec', 'map', 'small', 'size']), 'A size.');
    assert.equal(texts.find('x.io', 'Thing', ['spec', 'map', 'big']), 'The big one.');
    assert.equal(texts.find('x.io', 'Thing', ['metadata', 'labels', 'a.io/b']), 'A mark.');
    assert.equal(texts.find('x.io', 'Thing', ['spec', 'map']), undefined);
    assert.equal(texts.find('x.io', 'Thing', ['spec', 'list', 'name']), undefined);
  });

  it('lets a kind speak before a shared definition, which may share in turn and hold itself', () => {
    const { texts } = given({
      'core.Pod': { shared: { spec: 'podSpec' }, fields: { 'spec.box.name': 'Of the pod.' } },
      podSpec: { shared: { box: 'box' }, fields: { '.': 'A spec.', box: 'A box.' } },
      box: { shared: { inner: 'box' }, fields: { name: 'Of a box.', colour: 'A colour.' } },
    });
    assert.equal(texts.find('', 'Pod', ['spec']), 'A spec.');
    assert.equal(texts.find('', 'Pod', ['spec', 'box']), 'A box.');
    assert.equal(texts.find('', 'Pod', ['spec', 'box', 'name']), 'Of the pod.');
    assert.equal(texts.find('', 'Pod', ['spec', 'box', 'colour']), 'A colour.');
    assert.equal(texts.find('', 'Pod', ['spec', 'box', 'inner', 'inner', 'name']), 'Of a box.');
  });

  it('says of an item what it says of the list, where nobody said more', () => {
    const { texts } = given({
      'x.io.Thing': { fields: { list: 'A list.', other: 'Others.', 'other[]': 'One of them.' } },
    });
    assert.equal(texts.find('x.io', 'Thing', ['list', 0]), 'A list.');
    assert.equal(texts.find('x.io', 'Thing', ['list', '[]']), 'A list.');
    assert.equal(texts.find('x.io', 'Thing', ['list', 0, 'name']), undefined);
    assert.equal(texts.find('x.io', 'Thing', ['other', 0]), 'One of them.');
  });

  it('reads a file when a kind needs it, and once', () => {
    const { texts, read } = given({
      'x.io.Thing': { shared: { spec: 'other' }, fields: { kind: 'A kind.' } },
      other: {},
    });
    texts.find('x.io', 'Thing', ['kind']);
    texts.find('x.io', 'Thing', ['kind']);
    assert.deepEqual(read, ['texts/x.io.Thing.json']);
    texts.find('x.io', 'Thing', ['spec', 'size']);
    assert.deepEqual(read, ['texts/x.io.Thing.json', 'texts/other.json']);
  });

  it('has for unknown kinds what all objects share, and nothing without a bundle', () => {
    const texts = new Texts(readTexts);
    assert.match(texts.find('example.com', 'Widget', ['metadata', 'name']) ?? '', /namespace/);
    assert.equal(texts.find('example.com', 'Widget', ['spec']), undefined);
    assert.equal(new Texts().find('apps', 'Deployment', ['metadata', 'name']), undefined);
  });
});

describe('the texts that come with Fluxwright', () => {
  const files = textFiles();
  const all = [...files].flatMap(([file, { fields = {} }]) =>
    Object.entries(fields).map(([path, text]) => ({ file, path, text })),
  );
  /** `file path` of each text that something is wrong with. */
  const bad = (isBad: (text: string, path: string) => boolean) =>
    all.filter(({ text, path }) => isBad(text, path)).map(({ file, path }) => `${file} ${path}`);

  it('are at most 400 characters long, 250 KB together', () => {
    assert.deepEqual(
      bad((text) => text.length > 400),
      [],
    );
    assert.ok(all.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) < 250_000);
  });

  it('end with a full stop, in one paragraph, with balanced backticks', () => {
    assert.deepEqual(
      bad((text) => !text.endsWith('.')),
      [],
    );
    assert.deepEqual(
      bad((text) => /[\n\t]| {2}|^\s|\s$/.test(text)),
      [],
    );
    assert.deepEqual(
      bad((text) => (text.match(/`/g)?.length ?? 0) % 2 === 1),
      [],
    );
  });

  it('say more than the name of the field, and nothing in the manner of a schema', () => {
    assert.deepEqual(
      bad((text, path) => wordsOf(text) === wordsOf(stepsOf(path).at(-1) ?? '')),
      [],
    );
    assert.deepEqual(
      bad((text) => /^(Specifies|This field|Defines)\b|\bspecifies (the|whether)\b/i.test(text)),
      [],
    );
  });

  it('share only definitions that exist, and use each of them', () => {
    const shared = new Set([...files.values()].flatMap((file) => Object.values(file.shared ?? {})));
    assert.deepEqual(
      [...shared].filter((name) => !files.has(name)),
      [],
    );
    const definitions = [...files.keys()].filter((name) => !name.includes('.'));
    assert.deepEqual(
      definitions.filter((name) => !shared.has(name)),
      [],
    );
  });

  it('write each path as the look-up reads it', () => {
    const write = (step: string) => (step === '[]' ? step : /^[\w*-]+$/.test(step) ? `.${step}` : `["${step}"]`);
    const rebuilt = (path: string) => stepsOf(path).map(write).join('').replace(/^\./, '');
    assert.deepEqual(
      bad((_, path) => path !== '.' && rebuilt(path) !== path),
      [],
    );
  });
});

/** `apiVersion`, `API version.` and `The api version.` are the same words. */
function wordsOf(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(the|a|an|of|this|object|field)\b|[^a-z ]/g, ' ')
    .trim()
    .replace(/ +/g, ' ');
}
