import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandIds, contextKeys, settingIds, submenuIds, taskTypes, viewIds } from '../../../src/editor/ids.ts';

const root = join(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

interface Manifest {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<
      Record<string, readonly { readonly command?: string; readonly submenu?: string; readonly when?: string }[]>
    >;
    readonly submenus: readonly { readonly id: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> };
    readonly taskDefinitions: readonly { readonly type: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
  };
}

describe('package.json and the code', () => {
  const { contributes } = manifest;

  it('know the same commands', () => {
    assert.deepEqual(sorted(contributes.commands.map((it) => it.command)), sorted(commandIds));
  });

  it('know the same views, submenus and tasks', () => {
    assert.deepEqual(
      Object.values(contributes.views)
        .flat()
        .map((it) => it.id),
      [...viewIds],
    );
    assert.deepEqual(
      contributes.submenus.map((it) => it.id),
      [...submenuIds],
    );
    assert.deepEqual(
      contributes.taskDefinitions.map((it) => it.type),
      [...taskTypes],
    );
  });

  it('know the same settings, each with a default', () => {
    assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(settingIds));
    const without = Object.entries(contributes.configuration.properties).filter(([, it]) => it.default === undefined);
    assert.deepEqual(
      without.map(([id]) => id),
      [],
    );
  });

  it('put only commands and submenus that exist into menus', () => {
    const items = Object.values(contributes.menus).flat();
    const unknown = items.filter((it) => !isKnown(commandIds, it.command) || !isKnown(submenuIds, it.submenu));
    assert.deepEqual(unknown, []);
  });

  it('set every context key that a when clause reads', () => {
    const read = new Set(JSON.stringify(contributes).match(/(?<=[ !"])fluxwright\.(in|can)[A-Za-z]+/g));
    assert.deepEqual(sorted([...read]), sorted(contextKeys));
  });

  it('name files that exist', () => {
    const files = [manifest.icon, ...contributes.viewsContainers.activitybar.map((it) => it.icon)];
    assert.deepEqual(
      files.filter((it) => !existsSync(join(root, it))),
      [],
    );
  });

  it('share ids through ids.ts: each is used somewhere else in the code', () => {
    const code = globSync('src/{editor/*,*}.ts', { cwd: root })
      .filter((it) => !it.endsWith('ids.ts'))
      .map((it) => readFileSync(join(root, it), 'utf8'))
      .join('\n');
    const settings = settingIds.filter((it) => !code.includes(it) && !code.includes('fluxwright.${program}.path'));
    assert.deepEqual([...commandIds.filter((it) => !code.includes(`'${it}'`)), ...settings], []);
  });
});

function isKnown(ids: readonly string[], id: string | undefined): boolean {
  return id === undefined || ids.includes(id);
}

function sorted(ids: readonly string[]): readonly string[] {
  return [...ids].sort();
}
