import { groupBy } from '../../flux/groups.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import { pathFields } from '../../flux/paths.ts';
import type { PathField } from '../../flux/paths.ts';
import { aliasedSource, artifactIn } from '../build/artifacts.ts';
import { below, outermost } from '../build/bases.ts';
import { isKustomizationPath } from '../build/builds.ts';
import { isElsewhere, locality, sourceLocality } from '../build/locality.ts';
import { sourceRefOf } from '../build/sources.ts';
import { isKustomize } from '../repository/facts.ts';
import type { Word } from '../repository/header.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { folderOf, joinPath, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import type { Span } from '../yaml/text.ts';

/** A place in a file that names a file or a folder of this repository, whether or not it is there. */
export interface PathMention {
  readonly field: PathField;
  /** As written, without quotes and without the `key=` of a generator. May have variables. */
  readonly text: string;
  readonly span: Span;
  /** Whether the `key=` of a generator stands before it. */
  readonly hasKey: boolean;
  /** The folder that the path counts from. */
  readonly from: string;
  /** What it names; inline defaults of variables are put in. `undefined` when that is known only after a build. */
  readonly target: string | undefined;
}

const rows = new Map(
  [...groupBy(pathFields, (it) => it.from)].map(([kind, fields]) => [
    kind,
    new Map(fields.map((it) => [it.path.join('.'), it])),
  ]),
);

/** The paths in a file, in its order, read from the index. Fields of other repositories' files and addresses are left out. */
export function* pathsIn(repository: Repository, manifest: Manifest): Generator<PathMention> {
  if (repository.isTemplate(manifest.path)) return;
  for (const document of manifest.documents) yield* pathsOf(repository, manifest, document);
}

/** The path at an offset of a file. */
export function pathAt(repository: Repository, path: string, offset: number): PathMention | undefined {
  const manifest = repository.manifest(path);
  const document = manifest?.documentAt(offset);
  if (!manifest || !document || repository.isTemplate(path)) return undefined;
  for (const it of pathsOf(repository, manifest, document))
    if (it.span.start <= offset && offset <= it.span.end) return it;
  return undefined;
}

function* pathsOf(repository: Repository, manifest: Manifest, document: ManifestDocument): Generator<PathMention> {
  const known = rows.get(rowOf(manifest, document) ?? '');
  if (known === undefined) return;
  for (const [at, word] of document.facts.fields) {
    const field = known.get(at) ?? known.get(at.replaceAll(/\.\d+(?=\.|$)/g, '.*'));
    const written = field && writtenAt(manifest, document, field, word);
    if (field === undefined || written === undefined) continue;
    const from = field.aliased
      ? startOfAlias(repository, manifest, document, at, word.value)
      : startOf(repository, manifest, document, field, written.text);
    if (from !== undefined) yield { field, ...written, from, target: targetOf({ field, from }, written.text) };
  }
}

function rowOf({ path }: Manifest, { facts }: ManifestDocument): string | undefined {
  if (isKustomizationPath(path) && isKustomize(facts)) return 'kustomize';
  return isFluxGroup(facts.header.group) ? facts.header.kind?.value : undefined;
}

/** The text of a path and its place. Nothing for what spans lines, such as an inline patch, and for what is not written as it is meant. */
function writtenAt(
  manifest: Manifest,
  document: ManifestDocument,
  field: PathField,
  { value, span }: Word,
): Pick<PathMention, 'text' | 'span' | 'hasKey'> | undefined {
  if (value === '' || value.includes('\n')) return undefined;
  const quote = span.end - span.start > value.length ? 1 : 0;
  const key = field.keyed ? value.indexOf('=') + 1 : field.aliased ? value.indexOf('/') + 1 : 0;
  const text = field.aliased ? plainPart(value.slice(key)) : value.slice(key);
  if (text === '') return undefined;
  const start = document.start + span.start + quote + key;
  const end = start + text.length;
  const hasKey = field.keyed === true && key > 0;
  return manifest.text.slice(start, end) === text ? { text, span: { start, end }, hasKey } : undefined;
}

/** The folders of a pattern before the first that is one. */
function plainPart(pattern: string): string {
  const at = pattern.search(/[*?[\]{}]/);
  return at < 0 ? pattern : pattern.slice(0, Math.max(0, pattern.lastIndexOf('/', at)));
}

/** The file or folder that a text would name in the place of a path. */
export function targetOf({ field, from }: Pick<PathMention, 'field' | 'from'>, text: string): string | undefined {
  const literal = literalOf(text);
  if (literal === undefined) return undefined;
  return field.start === 'root' ? below(from, rootedPath(literal)) : joinPath(from, literal);
}

/** The same for a path of the source of an alias, or of the artifact as far as that is a folder of the source. */
function startOfAlias(
  repository: Repository,
  { path }: Manifest,
  { facts }: ManifestDocument,
  at: string,
  value: string,
): string | undefined {
  const alias = /^@([^/]+)\//.exec(value)?.[1] ?? '';
  const name = facts.fields.get(at.replace(/\.copy\..*$/, '.name'))?.value ?? '';
  const artifact = alias === 'artifact' ? artifactIn(repository, facts, name) : undefined;
  const source = artifact?.source ?? aliasedSource(facts, alias);
  const base = source && sourceLocality(repository, source, path)?.base;
  return base === undefined ? undefined : below(base, artifact?.base ?? '');
}

/** The folder that a path counts from; `undefined` where it leads into another repository. */
function startOf(
  repository: Repository,
  manifest: Manifest,
  document: ManifestDocument,
  field: PathField,
  text: string,
): string | undefined {
  if (field.start === 'file') return folderOf(manifest.path);
  const applier = repository.builds.applierOf(document);
  if (applier) {
    // Whoever still types has no source yet.
    const base = locality(repository, applier)?.base ?? (sourceRefOf(applier) === undefined ? '' : undefined);
    return base === undefined || field.start === 'root' ? base : below(base, applier.folder);
  }
  if (field.source === undefined) return undefined;
  const source = field.source.join('.');
  const [kind, name] = ['kind', 'name'].map((it) => document.facts.fields.get(`${source}.${it}`)?.value);
  const isFiles = kind === undefined ? text.startsWith('.') : kind === 'GitRepository' || kind === 'Bucket';
  if (!isFiles || (name !== undefined && isElsewhere(repository, name))) return undefined;
  const target = rootedPath(literalOf(text) ?? '\0');
  return outermost(manifest.path, (base) => repository.exists(below(base, target))) ?? '';
}
