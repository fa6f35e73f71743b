import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { capture } from '../bed/process.ts';
import { cached, type Log } from '../vscode/cache.ts';
import { npm } from '../vscode/install.ts';

/** The release that is installed where PATH has none of the oldest ones that README promises. */
const version = '20.20.2';

/** The path of a Node.js 20: one on PATH, else npm's, installed into the cache. */
export async function ensureNode20(log: Log): Promise<string> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const program = join(folder, 'node');
    const said = await capture(program, ['--version']).catch(() => '');
    if (said.startsWith('v20.')) return program;
  }
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await cached(
    `${name}-${version}`,
    async (unfinished) => {
      log(`installing Node.js ${version} (npm's ${name}, about 40 MB, once)`);
      await writeFile(join(unfinished, 'package.json'), '{ "private": true }');
      await npm(['install', '--no-audit', '--no-fund', `${name}@${version}`], unfinished);
    },
    log,
  );
  return join(folder, 'node_modules', name, 'bin', 'node');
}
