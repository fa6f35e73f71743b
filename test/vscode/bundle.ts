import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles suites into an extension of its own, which runs them when VS Code has started. Its program also exports `run`,
 * which is what VS Code calls when it is started for a test.
 */
export async function bundleSuites(suites: readonly string[], folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  await build({
    stdin: { contents: entryOf(suites), resolveDir: folder, loader: 'js' },
    outfile: join(folder, 'suite.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', mocha],
    alias: { mocha },
    // A bundle has no import.meta.url; a suite asks for its fixtures with it.
    define: { 'import.meta.dirname': JSON.stringify(hostFolder), 'import.meta.url': JSON.stringify(suiteUrl) },
    logLevel: 'warning',
  });
}

/** Where tests leave what people may want to look at. */
export const output = fileURLToPath(new URL('../../.test-output', import.meta.url));

const hostFolder = fileURLToPath(new URL('../host', import.meta.url));
const suiteUrl = pathToFileURL(join(hostFolder, 'suite.js')).href;
const mocha = createRequire(import.meta.url).resolve('mocha');

function entryOf(suites: readonly string[]): string {
  const loads = suites.map((file) => `${JSON.stringify(basename(file))}: () => require(${JSON.stringify(file)})`);
  return `
    const { runSuites } = require(${JSON.stringify(join(hostFolder, 'run.ts'))});
    exports.run = () => runSuites({ ${loads.join(', ')} });
    exports.activate = () => void exports.run();`;
}

const manifest = {
  name: 'suite',
  publisher: 'fluxwright-test',
  version: '0.0.1',
  engines: { vscode: '^1.101.0' },
  main: './suite.js',
  activationEvents: ['onStartupFinished'],
  extensionKind: ['workspace'],
  // Shown only by the suite that tests the harness.
  contributes: {
    views: { explorer: [{ id: 'harness', name: 'Harness', when: 'harness.shown' }] },
    commands: [
      { command: 'harness.inline', title: 'Inline', icon: '$(sync)' },
      { command: 'harness.menu', title: 'Menu' },
    ],
    menus: {
      'view/item/context': [
        { command: 'harness.inline', when: 'view == harness && viewItem == row', group: 'inline' },
        { command: 'harness.menu', when: 'view == harness && viewItem == row' },
      ],
      commandPalette: [
        { command: 'harness.inline', when: 'false' },
        { command: 'harness.menu', when: 'false' },
      ],
    },
  },
  capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
};
