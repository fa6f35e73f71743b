import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Tree, Value } from './tree.ts';
import { isTree, textOf } from './tree.ts';

/** A file that Flux and the API server are believed to take, and what it needs beside it. */
export interface Sample {
  /** Where it is from, such as `core.yaml Secret/web`. */
  readonly name: string;
  /** The file that is changed. */
  readonly path: string;
  readonly value: Tree;
  readonly text: string;
  /** The other files of the folder. */
  readonly beside: Readonly<Record<string, string>>;
  /** Written for this test, with most fields that the kind has. */
  readonly rich: boolean;
}

/** Ours: every kind at least once, with most of its fields. */
export function richObjects(): readonly Sample[] {
  const folder = join(import.meta.dirname, 'healthy');
  return globSync('*.yaml', { cwd: folder })
    .sort()
    .flatMap((file) => objectsIn(join(folder, file), true));
}

/** Kustomization files that use most of what such a file can have, each in a folder with all that it names. */
export function richFolders(): readonly Sample[] {
  const folder = join(import.meta.dirname, 'folders');
  return globSync('*/kustomization.yaml', { cwd: folder })
    .sort()
    .map((file) => {
      const root = join(folder, dirname(file));
      const paths = globSync('**/*', { cwd: root, withFileTypes: true }).filter((it) => it.isFile());
      const texts = paths.map(
        (it) =>
          [relative(root, join(it.parentPath, it.name)), readFileSync(join(it.parentPath, it.name), 'utf8')] as const,
      );
      const path = 'kustomization.yaml';
      const beside = Object.fromEntries(texts.filter(([name]) => name !== path));
      const value = parse(readFileSync(join(root, path), 'utf8')) as Tree;
      return { name: `${dirname(file)} ${path}`, path, value, text: textOf(value), beside, rich: true };
    });
}

/** What the demo fleet and, where they are there, real repositories hold, moved into the namespace `default`. */
export function foundObjects(): readonly Sample[] {
  const root = join(import.meta.dirname, '../..');
  const folders = [join(root, 'test/fixtures/fleet'), corpusFolder(root)].filter((it) => existsSync(it));
  return folders.flatMap((folder) =>
    globSync('**/*.{yaml,yml}', { cwd: folder })
      .sort()
      .flatMap((file) => objectsIn(join(folder, file), false)),
  );
}

/** Real repositories beside this one: they are not ours to commit. */
export const corpusFolder = (root: string): string => join(root, '../shared/corpus');

function objectsIn(file: string, rich: boolean): readonly Sample[] {
  const text = readFileSync(file, 'utf8');
  // Templates, substitutions and ciphertext are not what this is about.
  if (!rich && /\$\{|\{\{|ENC\[/.test(text)) return [];
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) return [];
    const value = document.toJS() as Value;
    const name = isTree(value) && isTree(value['metadata']) ? value['metadata']['name'] : undefined;
    if (!isTree(value) || typeof value['kind'] !== 'string' || typeof name !== 'string') return [];
    const placed = rich ? value : inDefaultNamespace(value);
    return [sampleOf(`${basename(file)} ${value['kind']}/${name}`, placed, rich)];
  });
}

const sampleOf = (name: string, value: Tree, rich: boolean): Sample => ({
  ...{ name, value, rich, text: textOf(value) },
  ...{ path: 'object.yaml', beside: {} },
});

const clusterWide =
  /^(Namespace|Cluster|PersistentVolume$|StorageClass|CustomResourceDefinition|PriorityClass|IngressClass|Validating|Mutating|CSIDriver|GatewayClass)/;

function inDefaultNamespace(object: Tree): Tree {
  if (clusterWide.test(object['kind'] as string)) return object;
  return { ...object, metadata: { ...(object['metadata'] as Tree), namespace: 'default' } };
}
