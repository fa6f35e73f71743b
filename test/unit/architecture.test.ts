import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { groupBy } from '../../src/flux/groups.ts';

const root = join(import.meta.dirname, '../..');
const src = join(root, 'src');

/** The import table of src/README.md. A room may import from itself and from what is named here; an entry may import everything. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  flux: [],
  language: ['flux', 'yaml', '@marcbachmann/cel-js', 're2js'],
  cluster: ['flux', 'node'],
  editor: ['flux', 'language', 'cluster', 'vscode', 'node'],
  demo: ['flux', 'node'],
};
/** Packages with one home. */
const homes: Readonly<Record<string, string>> = { '@kubernetes/client-node': 'cluster/client.ts' };

interface Import {
  readonly from: string;
  /** A path below `src/`, `node`, or the name of a package. */
  readonly to: string;
}

describe('the rooms of the code', () => {
  const imports = allImports();

  it('import only what the table allows', () => {
    assert.deepEqual(
      imports.filter(isForbidden).map((it) => `${it.from} must not import ${it.to}`),
      [],
    );
  });

  it('have no cycles', () => {
    assert.deepEqual(cycles(imports), []);
  });

  it('have no barrels and no default exports', () => {
    const files = sources();
    assert.deepEqual(
      files.filter((it) => it.endsWith('index.ts')),
      [],
    );
    assert.deepEqual(
      files.filter((it) => /^export default/m.test(read(it))),
      [],
    );
  });

  it('are drawn on the map: every room has its line in src/README.md', () => {
    const map = read('README.md');
    assert.deepEqual(
      Object.keys(rooms).filter((it) => !map.includes(`\`${it}/\``)),
      [],
    );
  });

  it('are judged rightly: the check itself finds a forbidden import and a cycle', () => {
    assert.ok(isForbidden({ from: 'flux/a.ts', to: 'node' }));
    assert.ok(isForbidden({ from: 'language/a.ts', to: 'vscode' }));
    assert.ok(isForbidden({ from: 'cluster/watch.ts', to: '@kubernetes/client-node' }));
    assert.ok(!isForbidden({ from: 'cluster/client.ts', to: '@kubernetes/client-node' }));
    assert.deepEqual(
      cycles([
        { from: 'a.ts', to: 'b.ts' },
        { from: 'b.ts', to: 'a.ts' },
      ]),
      ['a.ts → b.ts → a.ts'],
    );
  });
});

function isForbidden({ from, to }: Import): boolean {
  const room = from.split('/')[0] ?? '';
  const allowed = rooms[room];
  if (allowed === undefined) return false;
  const packageName = to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? '');
  if (homes[packageName] !== undefined) return homes[packageName] !== from;
  return packageName !== room && !allowed.includes(packageName);
}

function cycles(imports: readonly Import[]): readonly string[] {
  const graph = groupBy(imports, (it) => it.from);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    if (trail.includes(file)) return void found.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    for (const { to } of graph.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

function allImports(): readonly Import[] {
  return sources().flatMap((from) => {
    const specifiers = [...read(from).matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm)];
    return specifiers.map((it) => ({ from, to: target(from, it[1] ?? it[2] ?? it[3] ?? '') }));
  });
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  return specifier.startsWith('node:') || builtinModules.includes(specifier) ? 'node' : specifier;
}

function sources(): readonly string[] {
  return globSync('**/*.ts', { cwd: src });
}

function read(file: string): string {
  return readFileSync(join(src, file), 'utf8');
}
