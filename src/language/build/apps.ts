import type { ObjectId } from '../../flux/objects.ts';
import { candidatesOf } from './lookup.ts';
import type { Declaration } from '../repository/objects.ts';
import { folderOf, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import type { Location } from '../yaml/text.ts';

/** Where files declare an object, as it is named and placed in a cluster. A namespace that no file knows fits every namespace. */
export function declarationsOf(repository: Repository, id: ObjectId): readonly Location[] {
  return declared(repository, id).map((it) => {
    const { name } = it.document.header;
    return { path: it.manifest.path, span: name?.span ?? { start: it.document.start, end: it.document.start } };
  });
}

/**
 * The files and folders whose commits change an object: the manifest, the folder that a Kustomization builds, the chart in this repository
 * that a HelmRelease installs. Empty when no file declares the object.
 */
export function appPaths(repository: Repository, id: ObjectId): readonly string[] {
  const paths = declared(repository, id).flatMap((it) => [it.manifest.path, ...builtFrom(repository, it)]);
  return [...new Set(paths)];
}

function builtFrom(repository: Repository, { document, manifest }: Declaration): readonly string[] {
  const { fields, header } = document.facts;
  if (header.kind?.value === 'Kustomization') return existing(repository, fields.get('spec.path')?.value);
  // Beside a release stand its values and the files of the same app, unless the folder is shared by several.
  const folder = folderOf(manifest.path);
  const isAlone = [...repository.objects.ofKind(header.group, header.kind?.value ?? '')].every(
    (it) => it.manifest === manifest || !it.manifest.path.startsWith(`${folder}/`),
  );
  const chart = fields.get('spec.chart.spec.chart')?.value;
  return [
    ...(isAlone && folder !== '' && repository.builds.fileOf(folder) ? [folder] : []),
    ...(chart?.startsWith('.') ? existing(repository, chart) : []),
  ];
}

function existing(repository: Repository, path: string | undefined): readonly string[] {
  const literal = path === undefined ? undefined : literalOf(path);
  const folder = literal === undefined ? '' : rootedPath(literal);
  return folder !== '' && repository.exists(folder) ? [folder] : [];
}

/** The declarations of an object. A namespace that no file knows fits every namespace. */
export function declared(repository: Repository, id: ObjectId): readonly Declaration[] {
  return [...repository.objects.ofKind(id.group, id.kind)].filter((declaration) =>
    [...candidatesOf(repository, declaration)].some(
      (it) => it.name === id.name && (it.namespace === undefined || it.namespace === id.namespace),
    ),
  );
}
