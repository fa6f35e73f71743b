import type { Facts } from '../repository/facts.ts';
import { folderOf, foldersUpward, nameOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import { below } from './bases.ts';
import { keyOf } from './sources.ts';
import type { Source, SourceRef } from './sources.ts';

/** What an ArtifactGenerator makes of folders of one source, as far as every file keeps its place below one of them. */
export interface Artifact {
  readonly source: Source;
  /** The folder of the source that is the root of the artifact. */
  readonly base: string;
  /** Whether nothing of the copied folders is left out. */
  readonly isWhole: boolean;
  /** The ArtifactGenerator. */
  readonly maker: string;
  /** Whether a file or folder of the source may be in it, or something of it. */
  readonly mayHold: (path: string) => boolean;
}

/**
 * The artifact that a Kustomization of some file builds from. Of several of its name, which those of several clusters are, the one that is declared
 * nearest to the file. `undefined` where no file declares it, or it is put together in another way.
 */
export function artifactOf(repository: Repository, { name, namespace }: SourceRef, near: string): Artifact | undefined {
  const found = [...repository.objects.named('source.toolkit.fluxcd.io', 'ExternalArtifact', name)].filter(
    ({ manifest, document, declared }) =>
      document.facts.header.kind?.value === 'ArtifactGenerator' &&
      !repository.builds.isPatch(manifest.path) &&
      (namespace === '' || declared.namespace === undefined || declared.namespace === namespace),
  );
  const around = [...foldersUpward(folderOf(near))];
  const distance = (path: string): number => around.findIndex((it) => it === '' || path.startsWith(`${it}/`));
  const [nearest] = found.sort((a, b) => distance(a.manifest.path) - distance(b.manifest.path));
  return nearest && artifactIn(repository, nearest.document.facts, name);
}

/** What a document makes an artifact of; `undefined` as for `artifactOf`. */
export function artifactIn(repository: Repository, facts: Facts, name: string): Artifact | undefined {
  const copies = copiesIn(facts).filter((it) => it.artifact === name);
  const bases = copies.filter((it) => !repository.isFile(it.from)).map(baseOfCopy);
  const [base] = bases;
  const [source] = copies.map((it) => it.source);
  const isOne = bases.every((it) => it === base) && copies.every((it) => it.source?.key === source?.key);
  if (!isOne || base === undefined || source === undefined) return undefined;
  const roots = copies.map((it) => rootOf(it.from));
  return {
    source,
    base,
    isWhole: copies.every((it) => it.isWhole),
    maker: facts.header.name?.value ?? '',
    mayHold: (path) => roots.some((it) => it === '' || `${path}/`.startsWith(`${it}/`) || it.startsWith(`${path}/`)),
  };
}

/** The file or folder in which everything is that a pattern copies; empty for the root. */
function rootOf(from: string): string {
  const at = from.search(/[*?[\]]/);
  const plain = at < 0 ? from : from.slice(0, Math.max(0, from.lastIndexOf('/', at)));
  return plain.replace(/^\.\//, '').replace(/\/$/, '');
}

/** One copy operation of an ArtifactGenerator. */
export interface Copy {
  readonly artifact: string;
  readonly source: Source | undefined;
  /** A file, a folder or a pattern of the source. */
  readonly from: string;
  /** A file or a folder of the artifact; empty for its root. */
  readonly to: string;
  readonly isWhole: boolean;
  /** The field of `from`, as the facts have it. */
  readonly field: string;
}

/** The copy operations that a document lists, those that leave something open left out. */
export function copiesIn({ fields, header }: Facts): readonly Copy[] {
  return [...fields].flatMap(([field, { value }]): readonly Copy[] => {
    const operation = /^(spec\.artifacts\.\d+)\.copy\.\d+(?=\.from$)/.exec(field);
    const [, alias, from] = /^@([^/]+)\/(.*)$/.exec(value) ?? [];
    if (operation?.[1] === undefined || from === undefined || /[{}]/.test(from) || literalOf(from) !== from) return [];
    const said = (key: string): string | undefined => fields.get(`${operation[0]}.${key}`)?.value;
    const isWhole = !fields.has(`${operation[0]}.exclude.0`) && said('strategy') === undefined;
    const source = aliasedSource({ fields, header }, alias ?? '');
    const to = (said('to') ?? '').replace(/^@artifact\//, '').replace(/\/$/, '');
    return [{ artifact: fields.get(`${operation[1]}.name`)?.value ?? '', source, from, to, isWhole, field }];
  });
}

/** The source that an ArtifactGenerator gives an alias. */
export function aliasedSource({ fields, header }: Pick<Facts, 'fields' | 'header'>, alias: string): Source | undefined {
  for (const [field, { value }] of fields) {
    const item = value === alias ? /^(spec\.sources\.\d+)\.alias$/.exec(field)?.[1] : undefined;
    if (item === undefined) continue;
    const said = (key: string): string => fields.get(`${item}.${key}`)?.value ?? '';
    const namespace = said('namespace') || (header.namespace?.value ?? '');
    return { kind: said('kind'), name: said('name'), key: keyOf(said('kind'), namespace, said('name')) };
  }
  return undefined;
}

/**
 * Which folder of the source is the root of the artifact, by one operation on a folder (source-watcher v2.2.3 internal/builder: `folder/**` copies what
 * is in the folder, another pattern keeps the whole path, a folder goes below its own name). `undefined` where files get another place than in it.
 */
function baseOfCopy({ from, to }: Copy): string | undefined {
  const tree = from.replace(/\/?\*\*$/, '');
  const isPattern = tree === '' || /[*?[\]]/.test(tree);
  const folder = isPattern ? '' : tree.replace(/^\.\//, '').replace(/\/$/, '');
  const inside = isPattern || tree !== from ? to : below(to, nameOf(folder));
  if (inside === '' || inside === '.') return folder;
  return folder === inside ? '' : folder.endsWith(`/${inside}`) ? folder.slice(0, -inside.length - 1) : undefined;
}
