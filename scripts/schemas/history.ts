import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { schemaOf } from '../../src/language/schema/structural.ts';
import type { Schema } from '../../src/language/schema/schema.ts';
import type { Log } from '../../test/bed/build.ts';
import { capture } from '../../test/bed/process.ts';
import { ensureTools } from '../../test/bed/tools.ts';

/** `group/Kind` to the path of a field, as `spec.dependsOn.readyExpr`, to the Flux minor that brought it. The path of the kind itself is empty. */
export type History = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Kept in the repository: what once was does not change, and old modules cannot be had everywhere. */
export const historyFile = join(import.meta.dirname, 'history.json');

/** The history of the fields, computed from the API modules of each minor. Minutes without a module cache. */
async function history(log: Log): Promise<History> {
  const { 'controller-gen': generator } = await ensureTools(['controller-gen'], log);
  const since = new Map<string, Map<string, string>>();
  for (const [at, release] of releases.entries()) {
    log(`reading Flux ${release.minor}`);
    for (const [kind, paths] of (await crdsOf(release, generator)).map(fieldsIn)) {
      const known = since.get(kind) ?? new Map<string, string>();
      since.set(kind, known);
      // What the oldest has is older than we look.
      for (const path of paths) if (!known.has(path)) known.set(path, at === 0 ? '' : release.minor);
    }
  }
  const entries = [...since].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, known]) => [kind, newer(known)] as const);
  return Object.fromEntries(entries.filter(([, it]) => Object.keys(it).length > 0));
}

/** A field below one that came with the same minor goes without saying. */
function newer(known: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const parent = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('.')));
  return Object.fromEntries(
    [...known].filter(([path, minor]) => minor !== '' && (path === '' || known.get(parent(path)) !== minor)).sort(),
  );
}

/** A minor of Flux. */
export interface Release {
  readonly minor: string;
  /** Versions of the API modules of the controllers: what the command line of that release names in its `go.mod`. */
  readonly modules: Readonly<Record<string, string>>;
}

/** The last patch of each minor, or the last that can be had. */
export const releases: readonly Release[] = [
  release('2.2', ['v1.2.4', 'v1.2.2', 'v0.37.4', 'v1.2.4', 'v0.31.2', 'v0.37.1']),
  release('2.3', ['v1.3.0', 'v1.3.0', 'v1.0.1', 'v1.3.0', 'v0.32.0', 'v0.38.0']),
  release('2.4', ['v1.4.1', 'v1.4.0', 'v1.1.0', 'v1.4.0', 'v0.33.0', 'v0.39.0']),
  release('2.5', ['v1.5.0', 'v1.5.1', 'v1.2.0', 'v1.5.0', 'v0.34.0', 'v0.40.0']),
  release('2.6', ['v1.6.2', 'v1.6.1', 'v1.3.0', 'v1.6.0', 'v0.35.2', 'v0.41.2']),
  release('2.7', ['v1.7.4', 'v1.7.3', 'v1.4.5', 'v1.7.5', 'v1.0.4', 'v1.0.4'], 'v2.0.3'),
  release('2.8', ['v1.8.2', 'v1.8.2', 'v1.5.2', 'v1.8.0', 'v1.1.0', 'v1.1.0'], 'v2.1.1'),
  release('2.9', ['v1.9.4', 'v1.9.4', 'v1.6.3', 'v1.9.3', 'v1.2.4', 'v1.2.4'], 'v2.2.3'),
];

function release(minor: string, versions: readonly string[], watcher?: string): Release {
  const names = ['source', 'kustomize', 'helm', 'notification', 'image-reflector', 'image-automation'];
  const modules = names.map((it, at) => [`github.com/fluxcd/${it}-controller/api`, versions[at] ?? ''] as const);
  const extra = watcher === undefined ? {} : { 'github.com/fluxcd/source-watcher/api/v2': watcher };
  return { minor, modules: { ...Object.fromEntries(modules), ...extra } };
}

/** The texts of the CRDs of a minor, made of its API modules by `controller-gen`. */
export async function crdsOf({ modules }: Release, generator: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxwright-history-'));
  try {
    const requires = Object.entries(modules).map(([module, version]) => `require ${module} ${version}\n`);
    writeFileSync(join(folder, 'go.mod'), `module history\n\ngo 1.22\n\n${requires.join('')}`);
    const out = join(folder, 'out');
    mkdirSync(out);
    const paths = Object.keys(modules).map((it) => `paths=${it}/...`);
    const env = { ...process.env, GOFLAGS: '-mod=mod', GOWORK: 'off', CGO_ENABLED: '0' };
    await capture(generator, ['crd', ...paths, `output:crd:dir=${out}`], { cwd: folder, env, timeout: 600_000 });
    return readdirSync(out).map((it) => readFileSync(join(out, it), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: unknown } }[];
  };
}

/** The kind of a CRD and its fields in whatever version. */
function fieldsIn(text: string): readonly [string, ReadonlySet<string>] {
  const { group, names, versions } = (parse(text) as Crd).spec;
  const found = new Set(['']);
  for (const { schema } of versions) addFields(schemaOf(schema.openAPIV3Schema), '', found);
  return [`${group}/${names.kind}`, found];
}

function addFields(schema: Schema, path: string, into: Set<string>): void {
  for (const [name, it] of Object.entries(schema.properties ?? {})) {
    const below = path === '' ? name : `${path}.${name}`;
    into.add(below);
    addFields(it, below, into);
  }
  if (schema.items !== undefined) addFields(schema.items, path, into);
  if (typeof schema.additional === 'object') addFields(schema.additional, path, into);
}

if (import.meta.main) {
  const found = await history((line) => console.error(line));
  writeFileSync(historyFile, `${JSON.stringify(found, undefined, 2)}\n`);
}
