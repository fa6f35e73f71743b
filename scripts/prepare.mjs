// What npm runs when it installs the project, also from Git, as pre-commit does: small bundles, as they are packed. It may run on Node.js 20,
// which reads no TypeScript, before the newer Node of the devDependencies is there: esbuild makes JavaScript of the build itself.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (!existsSync(join(root, 'node_modules/esbuild'))) installHere();
const { build } = await import('esbuild');

// Beside the original, so that it finds its packages.
const outfile = join(root, 'scripts', `build.${process.pid}.mjs`);
try {
  const entryPoints = [join(root, 'scripts/build.ts')];
  await build({ entryPoints, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' });
  const made = await import(pathToFileURL(outfile).href);
  await made.build({ root, minify: true });
} finally {
  await rm(outfile, { force: true });
}

/** `npm install --global git+…` (npm 11) looks for what the build needs in the global folder, and leaves none of it here. */
function installHere() {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('run npm ci first');
  const env = { ...process.env, npm_config_global: 'false', npm_config_location: 'project' };
  const args = [npm, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  // What it says goes where errors go: npm reads the output of some scripts.
  execFileSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 2, 2] });
}
