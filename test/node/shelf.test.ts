import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextReader } from '../../src/files.ts';
import { shelfOf, ShelfReader } from '../../src/shelf.ts';

const files: Readonly<Record<string, string | Uint8Array>> = {
  'plain.yaml': 'a: 1\n',
  'empty.yaml': '',
  'words.yaml': 'a: größer – 大きい 🚢\n',
  'marked.yaml': '\uFEFFa: 1\n',
  'utf16.yaml': Buffer.from('\uFEFFa: 1\n', 'utf16le'),
  'binary.yaml': Uint8Array.of(0x61, 0xff, 0x80),
  'long.yaml': `a: ${'x'.repeat(100_000)}\n`,
  'last.yaml': 'b: 2\n',
};
const names = Object.keys(files);

describe('a shelf of files', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'fluxwright-shelf-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
  });
  after(() => rmSync(root, { recursive: true }));

  it('gives each reader what it would read alone, whoever has read it', () => {
    const alone = new TextReader(root);
    const shelf = shelfOf(root, names);
    const [one, other] = [new ShelfReader(shelf), new ShelfReader(shelf)];
    one.read(0);
    other.fill();
    for (const [index, name] of names.entries()) {
      assert.deepEqual(one.read(index), alone.read(name), name);
      assert.deepEqual(other.read(index), alone.read(name), name);
    }
  });

  it('reads a file once, so that threads agree on a text that changes meanwhile', () => {
    const shelf = shelfOf(root, names);
    const last = names.length - 1;
    new ShelfReader(shelf).fill();
    writeFileSync(join(root, 'last.yaml'), 'b: 3\n');
    assert.deepEqual(new ShelfReader(shelf).read(last), { text: 'b: 2\n' });
    writeFileSync(join(root, 'last.yaml'), 'b: 2\n');
  });

  it('throws for each reader of a file that is gone, and fills what is left', () => {
    const shelf = shelfOf(root, ['gone.yaml', 'plain.yaml']);
    const reader = new ShelfReader(shelf);
    reader.fill();
    for (const it of [reader, new ShelfReader(shelf)]) assert.throws(() => it.read(0), { code: 'ENOENT' });
    assert.deepEqual(reader.read(1), { text: 'a: 1\n' });
  });

  it('leaves to each reader what finds no room', () => {
    const size = 60_000;
    const many = Array.from({ length: 450 }, (_, at) => `same-${at}.yaml`);
    for (const it of many) writeFileSync(join(root, it), `a: ${it}\nb: ${'x'.repeat(size)}\n`);
    const shelf = shelfOf(root, many);
    const reader = new ShelfReader(shelf);
    reader.fill();
    assert.ok(size * many.length > shelf.bytes.length);
    for (const [index, name] of many.entries()) {
      const read = reader.read(index);
      assert.ok(typeof read === 'object' && read.text.startsWith(`a: ${name}\n`), name);
    }
  });
});
