import { globSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Product } from './product.ts';
import { bytes, type Row } from './table.ts';

/** What people download, and what their editor reads. */
export async function benchSizes({ folder, vsix }: Product): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of globSync('*.js', { cwd: join(folder, 'dist') }).sort()) {
    const text = await readFile(join(folder, 'dist', name));
    rows.push({
      work: `size of ${name}, minified`,
      ours: `${bytes(text.length)}, gzip ${bytes(gzipSync(text).length)}`,
    });
  }
  const { size } = await stat(vsix);
  return [...rows, { work: 'size of the .vsix', ours: bytes(size), budget: '1.5 MB' }];
}
