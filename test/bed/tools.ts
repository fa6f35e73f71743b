import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Log } from './build.ts';
import { made } from './build.ts';
import { capture } from './process.ts';
import type { ToolName } from './recipes.ts';
import { goFolder, productPath, recipes } from './recipes.ts';

export type { ToolName } from './recipes.ts';

/** A real part cannot be had on this machine; the message says why in one sentence. Tests that need it are skipped. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/**
 * Paths of the named real parts, built into the cache where they are missing (minutes, with lines to `log`); milliseconds
 * when everything is there. An installed part is preferred: the API server in `KUBEBUILDER_ASSETS`, and, except in CI,
 * `flux` 2 and `helm` 3 or 4 on the PATH. `crds` is a folder of YAML files, everything else is a program.
 *
 * @throws Unavailable when a part must be built and no fitting Go is installed.
 */
export async function ensureTools<N extends ToolName>(names: readonly N[], log: Log): Promise<Record<N, string>> {
  const paths: Partial<Record<ToolName, string>> = {};
  const missing: ToolName[] = [];
  for (const name of inBuildOrder(names)) {
    const installed = await installedProgram(name);
    if (installed !== undefined) paths[name] = installed;
    else if (existsSync(productPath(name))) paths[name] = await made(name, '', log);
    else missing.push(name);
  }
  if (missing.length > 0) await assertGo(missing);
  for (const [index, name] of missing.entries()) {
    paths[name] = await made(name, `${index + 1} of ${missing.length}`, log);
  }
  return paths as Record<N, string>;
}

/** The etcd that belongs to an installed API server; undefined beside our own, which has one inside. */
export function etcdBeside(apiServer: string): string | undefined {
  const etcd = join(dirname(apiServer), 'etcd');
  return isProgram(etcd) ? etcd : undefined;
}

function inBuildOrder<N extends ToolName>(names: readonly N[]): readonly ToolName[] {
  return (Object.keys(recipes) as ToolName[]).filter((it) => (names as readonly ToolName[]).includes(it));
}

/** Programs that people have installed: how they tell their version, and which versions behave as the tests expect. */
const installable: { readonly [N in ToolName]?: { readonly args: readonly string[]; readonly fits: RegExp } } = {
  flux: { args: ['version', '--client'], fits: /^flux: v2\./m },
  helm: { args: ['version', '--short'], fits: /^v[34]\./m },
};

async function installedProgram(name: ToolName): Promise<string | undefined> {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if (name === 'kube-apiserver' && assets) return assetsServer(assets);
  const known = installable[name];
  const path = known && process.env['CI'] !== 'true' ? onPath(name) : undefined;
  if (known === undefined || path === undefined) return undefined;
  const version = await capture(path, known.args, { timeout: 10_000 }).catch(() => '');
  return known.fits.test(version) ? path : undefined;
}

/** Asked inside a module, where a Go that may fetch a newer one of itself answers with that. */
async function assertGo(missing: readonly ToolName[]): Promise<void> {
  const these = missing.join(', ');
  if (onPath('go') === undefined) throw new Unavailable(`Go is not installed, and ${these} must be built with it`);
  const cwd = goFolder(recipes['kube-apiserver']);
  const version = await capture('go', ['env', 'GOVERSION'], { cwd, timeout: 120_000 }).catch(String);
  const [, minor] = /^go1\.(\d+)/.exec(version) ?? [];
  if (minor !== undefined && Number(minor) >= 26) return;
  throw new Unavailable(`Go 1.26 or newer is needed to build ${these}, and the one here says: ${version.trim()}`);
}

function assetsServer(assets: string): string {
  const path = join(assets, 'kube-apiserver');
  if (isProgram(path) && isProgram(join(assets, 'etcd'))) return path;
  throw new Unavailable(`KUBEBUILDER_ASSETS names ${assets}, which does not hold kube-apiserver and etcd`);
}

function onPath(program: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((it) => it !== '');
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const names = (Object.keys(recipes) as ToolName[]).filter((it) => it !== 'controller-gen');
  const start = performance.now();
  const paths = await ensureTools(names, (line) => console.error(line));
  for (const name of names) console.log(`${name.padEnd(24)}${paths[name]}`);
  console.error(`ready in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
