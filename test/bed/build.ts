import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive, withLock } from './lock.ts';
import { capture } from './process.ts';
import type { FromKinds, FromModule, Recipe, ToolName } from './recipes.ts';
import { goFolder, productPath, recipes } from './recipes.ts';

export type Log = (line: string) => void;

/**
 * Makes a product unless it is in the cache, and returns where the program (for `crds`: the folder) is. Only one process
 * builds it; what stands in the cache is always complete. `position` is part of the progress line, such as "1 of 7".
 */
export async function made(name: ToolName, position: string, log: Log): Promise<string> {
  const product = productPath(name);
  const path = 'kindsOf' in recipes[name].build ? product : join(product, programName(name));
  if (existsSync(product)) return path;
  const build = async () => {
    if (existsSync(product)) return;
    removeAbandoned(product);
    // Its own name: two that build at once, should it ever happen, do not write into each other's files.
    const partial = `${product}${partialMark}${process.pid}`;
    mkdirSync(partial, { recursive: true });
    try {
      await withProgress(name, position, log, () => make(name, partial, log));
      if (!existsSync(product)) renameSync(partial, product);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  };
  await withLock(`${product}.lock`, build, () => log(`waiting for another process that builds ${name}`));
  return path;
}

const partialMark = '.partial-';

/** What a build left that was killed. */
function removeAbandoned(product: string): void {
  const prefix = basename(product) + partialMark;
  for (const entry of readdirSync(dirname(product)).filter((it) => it.startsWith(prefix))) {
    if (isAlive(Number(entry.slice(prefix.length)))) continue;
    rmSync(join(dirname(product), entry), { recursive: true, force: true });
  }
}

async function make(name: ToolName, into: string, log: Log): Promise<void> {
  const recipe = recipes[name];
  const program = join(into, programName(name));
  if ('kindsOf' in recipe.build) await makeKinds(recipe, recipe.build, into, log);
  else if ('module' in recipe.build) await makeFromModule(recipe, recipe.build, into, program);
  else await goBuild(recipe, goFolder(recipe), recipe.build.package, program, []);
}

const programName = (name: ToolName): string => (process.platform === 'win32' ? `${name}.exe` : name);

/** Stripped and path-free: a smaller file, and one that is the same wherever it is built. */
function goBuild(
  recipe: Recipe,
  cwd: string,
  source: string,
  out: string,
  ldflags: readonly string[],
): Promise<string> {
  const flags = ['-trimpath', '-buildvcs=false', `-ldflags=${['-s', '-w', ...ldflags].join(' ')}`];
  return capture('go', ['build', ...flags, '-o', out, source], { cwd, env: goEnv(recipe) });
}

async function makeFromModule(recipe: Recipe, from: FromModule, into: string, program: string): Promise<void> {
  const answer = await capture('go', ['mod', 'download', '-json', from.module], {
    cwd: goFolder(recipe),
    env: goEnv(recipe),
  });
  const { Dir: published, Version: version } = JSON.parse(answer) as { Dir: string; Version: string };
  const copy = join(into, 'source');
  cpSync(published, copy, { recursive: true });
  makeWritable(copy);
  mkdirSync(join(copy, from.emptyAssets), { recursive: true });
  writeFileSync(join(copy, from.emptyAssets, 'empty.yaml'), '');
  await goBuild(recipe, copy, from.package, program, [`-X main.VERSION=${version.replace(/^v/, '')}`]);
  rmSync(copy, { recursive: true, force: true });
}

/** The module cache is read-only, and so are copies of it: folders could not even be removed again. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}

async function makeKinds(recipe: Recipe, from: FromKinds, into: string, log: Log): Promise<void> {
  const generator = await made(from.generator ?? 'controller-gen', 'for the CRDs', log);
  const paths = from.kindsOf.map((it) => `paths=${it}/...`);
  await capture(generator, ['crd', ...paths, `output:crd:dir=${into}`], { cwd: goFolder(recipe), env: goEnv(recipe) });
}

const goEnv = ({ toolchain }: Recipe): NodeJS.ProcessEnv => ({
  ...process.env,
  CGO_ENABLED: '0',
  GOWORK: 'off',
  ...(toolchain !== undefined && { GOTOOLCHAIN: toolchain }),
});

async function withProgress(name: ToolName, position: string, log: Log, work: () => Promise<void>): Promise<void> {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const minutes = recipes[name].minutes;
  const line = `building ${name} (${position}), about ${minutes} minute${minutes === 1 ? '' : 's'}`;
  log(line);
  const timer = setInterval(() => log(`${line}, ${seconds()} s so far`), 20_000);
  try {
    await work();
    log(`built ${name} in ${seconds()} s`);
  } finally {
    clearInterval(timer);
  }
}
