import { fieldSteps } from '../../flux/migrations.ts';
import type { FieldStep } from '../../flux/migrations.ts';
import { servedVersion } from '../../flux/versions.ts';
import { indentOf, overwrite, pairSpan, removeKey } from '../fixes/edit.ts';
import type { Manifest, ManifestDocument } from '../repository/manifest.ts';
import { expand } from '../yaml/parse.ts';
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
  const { newest } = fluxInUse(repository, said);
  for (const path of [...repository.paths()]) {
    const manifest = repository.manifest(path);
    if (manifest === undefined || path.endsWith('gotk-components.yaml') || repository.isTemplate(path)) continue;
    if (!manifest.text.includes('.fluxcd.io')) continue;
    yield [
      ...versionMentions(manifest, newest),
      ...manifest.documents.flatMap((it) => fieldEdits(manifest, it, newest)),
    ];
  }
}

/** The edits that rename, move and remove the fields of one object that the version it is brought to does not have. */
export function fieldEdits(manifest: Manifest, document: ManifestDocument, minor: string): readonly TextEdit[] {
  const { group, kind, version } = document.header;
  if (kind === undefined || !group.endsWith('.fluxcd.io')) return [];
  const target = servedVersion(group, kind.value, minor);
  const merged = new Set<string>();
  return fieldSteps.flatMap((step) => {
    const isOn =
      step.kind === kind.value && step.versions.includes(version) && !step.versions.includes(target ?? version);
    if (!isOn) return [];
    return expand(document.yaml, step.path).flatMap((path) => {
      const key = path.slice(0, -1).join('.');
      const isPatches = step.act === 'to-patches';
      if (document.nodeAt(path) === undefined || (isPatches && merged.has(key))) return [];
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
  const span = pairSpan(document, path);
  const value = document.nodeAt(path);
  if (span === undefined || value === undefined) return [];
  const text = manifest.text.slice(document.span(value).start, document.span(value).end);
  const list = [...path.slice(0, -1), into];
  const first = document.nodeAt([...list, 0]);
  if (document.nodeAt(list) === undefined) return [overwrite(manifest, span, `${into}: [${text}]`)];
  if (first === undefined || removal === undefined) return [];
  const at = document.span(first).start;
  const newline = manifest.text.includes('\r\n') ? '\r\n' : '\n';
  const isBlock = /-[ \t]+$/.test(manifest.text.slice(Math.max(0, at - 20), at));
  const dash = `${newline}${indentOf(manifest, at).slice(0, -2)}- `;
  return [removal, overwrite(manifest, { start: at, end: at }, isBlock ? text + dash : `${text}, `)];
}
