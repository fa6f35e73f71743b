import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openScope } from '../test/vscode/scope.ts';
import { runSuite } from '../test/vscode/suite.ts';
import { build } from './build.ts';
import { startSimulated } from './demo.ts';

const root = join(import.meta.dirname, '..');
/** Pictures of the suite by their names in `media/`. */
const pictures = { 'picture-mistake': 'screenshot', 'picture-reconcile': 'screenshot-reconcile' };

/** `npm run screenshots`: makes the pictures of README.md anew, from the demo in a real VS Code. */
async function main(): Promise<void> {
  await build({ root, quiet: true });
  const scope = openScope();
  try {
    const demo = await startSimulated(await scope.folder('pictures'));
    try {
      const suites = [join(root, 'test/host/pictures.ts')];
      const userSettings = { 'fluxwright.runner': 'builtin' };
      const result = await runSuite({ suites, folder: demo.folder, env: demo.env, extensions: [root], userSettings });
      if (result.failures.length > 0) throw new Error('the pictures were not made');
    } finally {
      await demo.stop();
    }
  } finally {
    await scope.close();
  }
  for (const [from, to] of Object.entries(pictures)) {
    await copyFile(join(root, '.test-output/screenshots', `${from}.png`), join(root, 'media', `${to}.png`));
  }
}

await main();
