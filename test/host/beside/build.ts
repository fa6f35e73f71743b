import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Builds the stand-in for the YAML extension into a folder, ready to be installed. */
export async function buildYamlExtension(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await build({
    entryPoints: [join(import.meta.dirname, 'yaml-extension.ts')],
    outfile: join(folder, 'extension.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return folder;
}

const manifest = {
  name: 'vscode-yaml',
  publisher: 'redhat',
  version: '1.0.0',
  engines: { vscode: '^1.101.0' },
  main: './extension.js',
  activationEvents: ['onLanguage:yaml'],
  extensionKind: ['workspace'],
  contributes: {
    configuration: {
      properties: {
        'yaml.schemas': { type: 'object', default: {} },
        'yaml.schemaStore.enable': { type: 'boolean', default: true },
      },
    },
  },
};
