import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import { kustomizeGroup } from '../../flux/kind.ts';
import { inlinePatchesIn, rendererPatchesIn, withNested } from '../build/inlinePatches.ts';
import { targetKindOf } from '../build/patchers.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Problem } from '../problems.ts';
import type { Rule, Subject } from '../rule.ts';
import type { Check } from '../schema/check.ts';
import { dialectOf } from '../schema/dialect.ts';
import { hintsFor } from '../schema/hints.ts';
import { placeText } from '../schema/place.ts';
import type { KindSchema } from '../schema/schema.ts';
import { textOf } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';
import { problemsOf, walkOf } from './schema.ts';

/** A patch as a document, wherever its text stands. */
type PatchText = Pick<Subject, 'repository' | 'manifest' | 'document'>;

/**
 * What a patch writes and the schema of the patched kind refuses: the object is what Flux sends, so the patch is to blame. Only what no other part of
 * the object can put right is told.
 */
export const patchFields: Rule = function* ({ repository, manifest, document }) {
  if (repository.builds.isPatch(manifest.path)) {
    yield* placed(document, problemsIn({ repository, manifest, document }, targetKindOf(repository, manifest.path)));
    return;
  }
  for (const patch of [...inlinePatchesIn(repository, manifest, document), ...rendererPatchesIn(manifest, document)]) {
    for (const { inner, target, outward } of withNested(patch)) {
      for (const one of inner.documents)
        for (const it of placed(one, problemsIn({ repository, manifest: inner, document: one }, target?.kind)))
          yield { ...it, span: outward(it.span) };
    }
  }
};

function* placed(
  { start }: { readonly start: number },
  problems: Iterable<Problem>,
): Generator<Problem & { span: Span }> {
  for (const it of problems) yield { ...it, span: { start: it.span.start + start, end: it.span.end + start } };
}

function* problemsIn(it: PatchText, targetKind: string | undefined): Generator<Problem> {
  const { document, repository } = it;
  const { contents } = document.yaml;
  const { kind, apiVersion, group, version } = document.facts.header;
  if (document.section.parsed.errors.length > 0) return;
  if (isSeq(contents)) {
    if (targetKind !== undefined) yield* ofOperations(it, versionsOf(repository, targetKind));
    return;
  }
  const schema = kind && apiVersion ? repository.schemas.find(group, version, kind.value) : undefined;
  if (schema === undefined || (targetKind !== undefined && targetKind !== kind?.value)) return;
  if (document.nodeAt(['$patch']) === undefined) yield* ofMerge(it, schema);
}

/** Those of a part of an object: what is missing is in the rest, and what is null goes away. */
const ofParts: ReadonlySet<Problem['code']> = new Set([
  'schema/unknown-field',
  'schema/dropped-field',
  'schema/type',
  'schema/enum',
  'schema/pattern',
  'schema/format',
]);

function* ofMerge({ repository, manifest, document }: PatchText, schema: KindSchema): Generator<Problem> {
  const subject = { repository, manifest, document } as Subject;
  for (const it of problemsOf(subject, schema)) {
    const isDirective = 'field' in it && it.field.startsWith('$');
    if (ofParts.has(it.code) && !isDirective && !/\$[{(]/.test(textAt(document, it.span))) yield it;
  }
}

/** The schemas of all versions of a kind of whichever group, where only one group has it. */
function versionsOf(repository: Repository, kind: string): readonly KindSchema[] {
  const all = repository.schemas.kinds().filter((it) => it.kind === kind && it.group !== kustomizeGroup);
  if (new Set(all.map((it) => it.group)).size !== 1) return [];
  return all.flatMap((it) => repository.schemas.find(it.group, it.version, kind) ?? []);
}

/** What operations put somewhere: paths to fields that no version of the kind has, and values that none takes. */
function* ofOperations(it: PatchText, versions: readonly KindSchema[]): Generator<Problem> {
  const { contents } = it.document.yaml;
  for (const operation of isSeq(contents) ? contents.items : []) {
    const node = isMap(operation) ? operation.get('path', true) : undefined;
    const op = isMap(operation) ? textOf(operation.get('op', true)) : undefined;
    const pointer = isScalar(node) ? textOf(node) : undefined;
    if (!isMap(operation) || !isScalar(node) || pointer === undefined || /\$[{(]/.test(pointer)) continue;
    if (op !== 'add' && op !== 'replace') continue;
    const ways = versions.map((schema) => ({ schema, ...follow(it.repository.checks.of(schema), pointer) }));
    const value = operation.get('value', true);
    if (ways.every((one) => one.unknown !== undefined)) yield* unknownField(it, node, ways);
    else if (isNode(value)) yield* wrongValue(it, value, ways);
  }
}

/** Where a JSON pointer leads in a schema. */
interface Way {
  readonly path: readonly (string | number)[];
  /** What judges the value there; absent where the schema says nothing of it. */
  readonly check?: Check;
  /** The first step that leads nowhere, and what the mapping must be that lacks the field. */
  readonly unknown?: { readonly field: string; readonly check: Check };
}

interface WayIn extends Way {
  readonly schema: KindSchema;
}

function* unknownField({ repository, document }: PatchText, node: Node, [way]: readonly WayIn[]): Generator<Problem> {
  if (way?.unknown === undefined) return;
  const { schema, path, unknown } = way;
  const { field, check } = unknown;
  const dialect = dialectOf(schema);
  const code = dialect === 'custom' || dialect === 'builtin' ? 'schema/unknown-field' : 'schema/dropped-field';
  const hints = hintsFor(repository.checks.of(schema), path, field, check);
  const start = document.section.text.indexOf(`/${field}`, node.range?.[0]) + 1;
  const span = { start, end: start + field.length };
  yield { code, path: placeText(path), field, kind: schema.kind, ...hints, span };
}

/** A value is wrong where it is so in every version that has the field. */
function* wrongValue({ repository, document }: PatchText, node: Node, ways: readonly WayIn[]): Generator<Problem> {
  const found = ways.flatMap(({ schema, path, check, unknown }) => {
    if (unknown !== undefined) return [];
    const walk = walkOf(repository, document, schema);
    walk.path.push(...path);
    if (check !== undefined) walk.value(node, check, node);
    return [walk.problems.filter((it) => ofParts.has(it.code) && !/\$[{(]/.test(textAt(document, it.span)))];
  });
  const [first = []] = found;
  if (found.every((it) => it.length > 0)) yield* first;
}

function textAt({ section }: ManifestDocument, { start, end }: Span): string {
  return section.text.slice(start, end);
}

function follow(root: Check, pointer: string): Way {
  const path: (string | number)[] = [];
  let check = root;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (path.length === 0 && (step === 'status' || step === 'metadata')) return { path };
    const next: Check | undefined = check.items ?? check.field(step) ?? check.additional;
    if (next === undefined) return check.open ? { path } : { path, unknown: { field: step, check } };
    path.push(check.items === undefined ? step : Number(step) || 0);
    check = next;
  }
  return path.length === 0 ? { path } : { path, check };
}
