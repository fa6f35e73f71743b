import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../bed/process.ts';

const root = join(import.meta.dirname, '../..');

/** The product as people install it. */
export interface Product {
  /** An extension's folder with `package.json` and minified `dist/`. */
  readonly folder: string;
  readonly vsix: string;
}

/** Builds and packs the extension in a folder of its own, so that nobody's `dist/` changes meanwhile. */
export async function packProduct(folder: string): Promise<Product> {
  await mkdir(folder, { recursive: true });
  const files = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'media'];
  for (const it of files) await cp(join(root, it), join(folder, it), { recursive: true });
  await symlink(join(root, 'src'), join(folder, 'src'));
  await symlink(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  // The packer talks to the screen; the table shall be alone there.
  const code =
    'const { packageExtension } = await import(process.argv[1]); console.log(await packageExtension(process.argv[2]))';
  const packer = join(root, 'scripts/package.ts');
  const output = await capture(process.execPath, ['--input-type=module', '-e', code, packer, folder]);
  return { folder, vsix: output.trim().split('\n').at(-1) ?? '' };
}
