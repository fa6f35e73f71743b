import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { everyState } from '../test/fixtures/states.ts';
import { startStage } from '../test/host/stage.ts';
import { openScope } from '../test/vscode/scope.ts';
import { runSuite } from '../test/vscode/suite.ts';
import { build } from './build.ts';
import { startSimulated } from './demo.ts';

const root = join(import.meta.dirname, '..');
/** Pictures of the suite by their names in `media/`. */
const pictures = { 'picture-mistake': 'screenshot', 'picture-reconcile': 'screenshot-reconcile' };

/** `npm run screenshots`: makes the pictures of README.md anew, from the demo in a real VS Code; with `states`, pictures of every state to look at. */
async function main(what: string | undefined): Promise<void> {
  await build({ root, quiet: true });
  const scope = openScope();
  try {
    if (what === 'states') await takeStates(await scope.folder('states'));
    else await takePictures(await scope.folder('pictures'));
  } finally {
    await scope.close();
  }
}

async function takePictures(room: string): Promise<void> {
  const demo = await startSimulated(room);
  try {
    const suites = [join(root, 'test/host/pictures.ts')];
    const userSettings = { 'fluxwright.runner': 'builtin' };
    const result = await runSuite({ suites, folder: demo.folder, env: demo.env, extensions: [root], userSettings });
    if (result.failures.length > 0) throw new Error('the pictures were not made');
  } finally {
    await demo.stop();
  }
  for (const [from, to] of Object.entries(pictures)) {
    await copyFile(join(root, '.test-output/screenshots', `${from}.png`), join(root, 'media', `${to}.png`));
  }
}

/** Of clusters that stand still, into `.test-output/screenshots`. */
async function takeStates(room: string): Promise<void> {
  const some = { only: everyState.filter((it) => it.kind === 'Kustomization') };
  const scenes = { states: everyState, empty: [], some, bare: 'bare', refused: 401, forbidden: 403 } as const;
  const stage = await startStage(join(room, 'kubeconfig'), scenes);
  try {
    await writeFile(join(room, 'fleet.yaml'), stringifyAll(everyState));
    const suites = [join(root, 'test/host/states.ts')];
    const env = { KUBECONFIG: stage.kubeconfig };
    const result = await runSuite({ suites, folder: room, env, extensions: [root] });
    if (result.failures.length > 0) throw new Error('the pictures were not made');
  } finally {
    await stage.stop();
  }
}

/** The manifests that the objects could come from. */
function stringifyAll(objects: typeof everyState): string {
  const wanted = objects.filter((it) => ['ready', 'failed', 'suspended', 'waiting'].includes(it.metadata?.name ?? ''));
  return wanted
    .filter((it) => it.kind === 'Kustomization')
    .map(({ apiVersion, kind, metadata, spec }) =>
      stringify({ apiVersion, kind, metadata: { name: metadata?.name, namespace: metadata?.namespace }, spec }),
    )
    .join('---\n');
}

await main(process.argv[2]);
