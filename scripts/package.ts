import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.ts';

/** Builds small bundles and packs them; gives the path of `fluxwright-VERSION.vsix`. */
export async function packageExtension(root: string): Promise<string> {
  await build({ root, minify: true });
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const file = join(root, `${name}-${version}.vsix`);
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  // What the extension needs is in its bundles.
  const lenient = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const args = [vsce, 'package', '--no-dependencies', ...lenient, '--out', file];
  const [code] = (await once(spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }), 'exit')) as [
    number | null,
  ];
  if (code !== 0) throw new Error(`vsce ended with ${code}`);
  return file;
}

if (import.meta.main) {
  const file = await packageExtension(dirname(dirname(fileURLToPath(import.meta.url))));
  console.log(`${file} ${((await stat(file)).size / 1024).toFixed(0)} KB`);
}
