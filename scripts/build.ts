import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync, readdirSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build as esbuild, type BuildOptions, type BuildResult, type Plugin } from 'esbuild';
import { writeTexts } from './texts.ts';

export interface BuildRequest {
  /** The folder that holds `src/`; `dist/` is written beside it. */
  readonly root: string;
  /** Small files without source maps, as they are packaged. */
  readonly minify?: boolean;
  /** Nothing is printed; what went wrong is in the error alone. */
  readonly quiet?: boolean;
}

/** A written bundle and its size in bytes. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Bundles the entries, and every file that one of them loads lazily.
 *
 * A dynamic `import('./x.ts')` below `src/` becomes a bundle of its own, `dist/x.js`, which is read when that line runs
 * and not when the extension is activated. Two bundles do not share modules: what crosses the border is data and
 * functions, never `instanceof`. In the browser there is one bundle, because a web extension host cannot load a second.
 *
 * The schemas are copied beside the bundles, and read from there.
 *
 * Fails when a file does not compile, when the browser bundle reaches a Node builtin, and when two lazily loaded files
 * have the same name.
 */
export async function build(request: BuildRequest): Promise<Bundle[]> {
  const src = join(request.root, 'src');
  const dist = join(request.root, 'dist');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const results: BuildResult<{ metafile: true }>[] = [];
  const run = async (options: BuildOptions) => {
    results.push(await esbuild({ ...common(request), ...options, metafile: true }));
  };

  const lazy = new LazyFiles();
  await Promise.all([
    run({
      ...node,
      entryPoints: [join(src, 'extension.ts')],
      outfile: join(dist, 'extension.js'),
      plugins: [lazy.plugin],
    }),
    run({
      ...node,
      ...program,
      entryPoints: [join(src, 'cli.ts')],
      outfile: join(dist, 'cli.js'),
      plugins: [lazy.plugin],
    }),
    run({ ...browser, entryPoints: [join(src, 'extension.web.ts')], outfile: join(dist, 'extension.web.js') }),
  ]);
  // A lazily loaded file may load others in turn, so the list can grow while it is walked.
  for (const [name, file] of lazy.files) {
    await run({ ...node, entryPoints: [file], outfile: join(dist, `${name}.js`), plugins: [lazy.plugin] });
  }
  await writeTexts(join(src, 'schemas/texts'), join(dist, 'schemas/texts'));
  await copyFacts(src, dist);
  await listSchemas(join(dist, 'schemas'));
  await chmod(join(dist, 'cli.js'), 0o755);
  return results.flatMap(bundlesOf);
}

/** `dist/schemas/facts/` is `src/schemas/facts/` without blanks. */
async function copyFacts(src: string, dist: string): Promise<void> {
  for (const file of jsonBelow(join(src, 'schemas')).filter((it) => it.startsWith('facts/'))) {
    const data: unknown = JSON.parse(await readFile(join(src, 'schemas', file), 'utf8'));
    await mkdir(dirname(join(dist, 'schemas', file)), { recursive: true });
    await writeFile(join(dist, 'schemas', file), JSON.stringify(data));
  }
}

/** Writes `files.json` for the browser, which cannot list a folder. */
async function listSchemas(folder: string): Promise<void> {
  const files = jsonBelow(folder);
  if (files.length > 0) await writeFile(join(folder, 'files.json'), JSON.stringify(files.sort()));
}

/** Paths below a folder, with `/`; none where there is no folder. */
function jsonBelow(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return names.map((it) => it.replaceAll('\\', '/')).filter((it) => it.endsWith('.json'));
}

/** Bundles are CommonJS: the folder of a file is the folder of its bundle. The command line runs on the oldest Node.js that README promises. */
const node: BuildOptions = {
  platform: 'node',
  target: 'node20',
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
};
const program: BuildOptions = { banner: { js: '#!/usr/bin/env node' } };
const browser: BuildOptions = { platform: 'browser', target: 'es2022' };

function common({ root, minify = false, quiet = false }: BuildRequest): BuildOptions {
  return {
    absWorkingDir: resolve(root),
    bundle: true,
    format: 'cjs',
    external: ['vscode'],
    // The package's build for Node.js is CommonJS: there each `isScalar` goes through a getter, which is a tenth of a check's time.
    alias: { yaml: join(import.meta.dirname, '../node_modules/yaml/browser/index.js') },
    minify,
    sourcemap: minify ? false : 'linked',
    legalComments: 'none',
    logLevel: quiet ? 'silent' : 'warning',
  };
}

/** The files that something imports dynamically, by the name of their bundle. */
class LazyFiles {
  readonly files = new Map<string, string>();

  readonly plugin: Plugin = {
    name: 'lazy',
    setup: (pluginBuild) => {
      pluginBuild.onResolve({ filter: /^\./ }, (args) => {
        if (args.kind !== 'dynamic-import') return undefined;
        return { path: `./${this.#nameOf(resolve(args.resolveDir, args.path))}.js`, external: true };
      });
    },
  };

  #nameOf(file: string): string {
    const name = basename(file, '.ts');
    const known = this.files.get(name);
    if (known !== undefined && known !== file) throw new Error(`${known} and ${file} would both become ${name}.js`);
    if (entryNames.has(name)) throw new Error(`${file} would overwrite the entry ${name}.js`);
    this.files.set(name, file);
    return name;
  }
}

const entryNames: ReadonlySet<string> = new Set(['extension', 'extension.web', 'cli']);

function bundlesOf(result: BuildResult<{ metafile: true }>): Bundle[] {
  return Object.entries(result.metafile.outputs)
    .filter(([file]) => file.endsWith('.js'))
    .map(([file, { bytes }]) => ({ file, bytes }));
}

async function buildAndSay(request: BuildRequest): Promise<void> {
  const started = performance.now();
  const bundles = await build(request);
  for (const { file, bytes } of bundles) console.log(`${file} ${(bytes / 1024).toFixed(0)} KB`);
  console.log(`built in ${(performance.now() - started).toFixed(0)} ms`);
}

/** Builds again whenever a file in `src/` changes, until the process is ended. A failed build waits for the next change. */
async function buildOnChange(request: BuildRequest): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const again = () => buildAndSay(request).catch((error: unknown) => console.error(String(error)));
  await again();
  // Editors write a file in several steps.
  watch(join(request.root, 'src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void again(), 100);
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { watch: { type: 'boolean' }, minify: { type: 'boolean' } } });
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const request = { root, minify: values.minify ?? false };
  await (values.watch ? buildOnChange(request) : buildAndSay(request)).catch((error: unknown) => {
    // What is wrong and where was printed by the compiler already.
    console.error(error instanceof Error ? error.message.split('\n')[0] : error);
    process.exitCode = 1;
  });
}
