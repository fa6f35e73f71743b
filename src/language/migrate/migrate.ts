import { isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';
import { fieldSteps } from '../../flux/migrations.ts';
import type { FieldStep } from '../../flux/migrations.ts';
import { isOldVersion, servedVersion } from '../../flux/versions.ts';
import type { FluxRange } from '../../flux/versions.ts';
import { replace } from '../fixes/draft.ts';
import { indentOf, overwrite, pairSpan, removeKey } from '../fixes/edit.ts';
import type { Header } from '../repository/header.ts';
import type { Manifest, ManifestDocument, PlacedObject } from '../repository/manifest.ts';
import { expand, pairOf, spanOf, textOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import type { Repository } from '../repository/repository.ts';
import type { TextEdit } from '../yaml/text.ts';
import { fluxInUse } from '../repository/versions.ts';
import type { FluxSaid } from '../repository/versions.ts';
import { mergePatches } from './patches.ts';
import { versionMentions } from './mentions.ts';

/**
 * The edits that bring every Flux object of the repository to the newest API version that the Flux in use serves, fields included, and with
 * them every mention of such a version: in patches, health checks, receivers. Bootstrap's own components and templates of charts are left
 * alone. Edits do not overlap. A generator, so that who asks may rest between files: one step for each file.
 */
export function* migrate(repository: Repository, said: FluxSaid): Generator<readonly TextEdit[]> {
  const flux = fluxInUse(repository, said);
  for (const path of [...repository.paths()]) {
    const manifest = repository.manifest(path);
    if (manifest === undefined || path.endsWith('gotk-components.yaml') || repository.isTemplate(path)) continue;
    if (!manifest.text.includes('.fluxcd.io')) continue;
    yield editsIn(manifest, flux);
  }
}

function editsIn(manifest: Manifest, flux: FluxRange): readonly TextEdit[] {
  const own = manifest.documents.flatMap((document) =>
    [...document.objects()].flatMap((it) => [
      ...versionEdits(manifest, it.header, flux),
      ...fieldEdits(manifest, document, it, servedVersion(it.header.group, it.header.kind?.value ?? '', flux)),
    ]),
  );
  const isOwn = ({ span }: TextEdit) => own.some((it) => it.span.start <= span.start && span.end <= it.span.end);
  return [...own, ...versionMentions(manifest, flux).filter((it) => !isOwn(it))];
}

function versionEdits(manifest: Manifest, header: Header, flux: FluxRange): readonly TextEdit[] {
  const { group, kind, apiVersion, version } = header;
  if (kind === undefined || apiVersion === undefined || !isOldVersion(group, kind.value, version, flux)) return [];
  const to = servedVersion(group, kind.value, flux);
  return to === undefined ? [] : [replace(manifest, apiVersion.span, `${group}/${to}`)];
}

/** The edits that rename, move and remove the fields of one object that a version it is brought to does not have. */
export function fieldEdits(
  manifest: Manifest,
  document: ManifestDocument,
  { header: { group, kind, version }, path: place }: PlacedObject,
  target = version,
): readonly TextEdit[] {
  if (kind === undefined || !group.endsWith('.fluxcd.io')) return [];
  const merged = new Set<string>();
  return fieldSteps.flatMap((step) => {
    const isOn = step.kind === kind.value && step.versions.includes(version) && !step.versions.includes(target);
    if (!isOn) return [];
    return expand(document.yaml, [...place, ...step.path]).flatMap((path) => {
      const key = path.slice(0, -1).join('.');
      const isPatches = step.act === 'to-patches';
      if (!hasPair(document, path) || (isPatches && merged.has(key))) return [];
      if (isPatches) merged.add(key);
      return editsOf(manifest, document, step, path);
    });
  });
}

function editsOf(
  manifest: Manifest,
  document: ManifestDocument,
  step: FieldStep,
  path: readonly Step[],
): readonly TextEdit[] {
  if (step.act === 'to-patches') return mergePatches(manifest, document, path.slice(0, -1)) ?? [];
  const removal = removeKey(manifest, document, path);
  if (step.act === 'remove') return removal ? [removal] : [];
  return toList(manifest, document, path, step.into ?? '', removal);
}

/** A value becomes the first item of the list beside it, which is made where there is none. */
function toList(
  manifest: Manifest,
  document: ManifestDocument,
  path: readonly Step[],
  into: string,
  removal: TextEdit | undefined,
): readonly TextEdit[] {
  const text = inlineText(document, document.nodeAt(path));
  const parent = path.slice(0, -1);
  if (text === undefined) return removal ? [removal] : [];
  const list = document.nodeAt([...parent, into]);
  if (!hasPair(document, [...parent, into])) return renamed(manifest, document, path, into, text);
  if (removal === undefined || (list !== undefined && !isSeq(list) && textOf(list) !== undefined)) return [];
  const first = document.nodeAt([...parent, into, 0]);
  if (first === undefined) return [removal, ...renamed(manifest, document, [...parent, into], into, text)];
  const at = document.span(first).start;
  const newline = manifest.text.includes('\r\n') ? '\r\n' : '\n';
  const isBlock = /-[ \t]+$/.test(manifest.text.slice(Math.max(0, at - 20), at));
  const dash = `${newline}${indentOf(manifest, at).slice(0, -2)}- `;
  return [removal, overwrite(manifest, { start: at, end: at }, isBlock ? text + dash : `${text}, `)];
}

/** Puts a list of one item in the place of a key and its value. */
function renamed(
  manifest: Manifest,
  document: ManifestDocument,
  path: readonly Step[],
  key: string,
  item: string,
): readonly TextEdit[] {
  const span = pairSpan(document, path);
  if (span === undefined) return [];
  const quote = manifest.text.startsWith('"', span.start) ? '"' : '';
  return [overwrite(manifest, span, `${quote}${key}${quote}: [${item}]`)];
}

/** A scalar as it may stand in brackets; `undefined` for nothing. */
function inlineText(document: ManifestDocument, node: Node | undefined): string | undefined {
  const value = textOf(node);
  if (!isScalar(node) || value === undefined) return undefined;
  const { start, end } = spanOf(node);
  const written = document.section.text.slice(start, end);
  return /^(?:"[^"\n]*"|'[^'\n]*'|[\w./-]+)$/.test(written) ? written : JSON.stringify(value);
}

function hasPair(document: ManifestDocument, path: readonly Step[]): boolean {
  return pairOf(document.yaml, document.nodeAt(path.slice(0, -1)), String(path.at(-1))) !== undefined;
}
