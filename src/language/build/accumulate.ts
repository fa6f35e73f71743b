import { kustomizationFileNames } from '../../flux/kind.ts';
import { below } from './bases.ts';
import { joinPath } from '../repository/paths.ts';
import { isRemote } from './remote.ts';
import { isList, text } from './body.ts';
import { Collection } from './collection.ts';
import { absorbed, generated } from './generators.ts';
import { keyOf } from './identity.ts';
import type { NameReference } from './referenceTables.ts';
import { objectsIn } from './leaves.ts';
import { identitiesOf } from './object.ts';
import type { BuiltObject } from './object.ts';
import { Findings } from './problem.ts';
import type { Place } from './problem.ts';
import { buildOf, kustomizationFilesIn, targetOf } from './target.ts';
import type { Accumulated, Context, Target } from './target.ts';
import { transformed } from './transformers.ts';
import type { Repository } from '../repository/repository.ts';
import { hasNothing } from '../yaml/text.ts';

/** Of a folder with more objects than this nothing is known, as bases named twice on each level double them; no deeper chain is followed. */
const mostObjects = 50_000;
const deepest = 64;

/** What a folder with a kustomization file builds. Kept until something that it was made from changes. */
export function accumulate(context: Context, folder: string): Accumulated | undefined {
  const { kept } = context.repository;
  const known = kept.get(buildOf(folder)) as Accumulated | undefined;
  if (known) return known;
  const target = targetOf(context.repository, folder);
  if (target === undefined) return undefined;
  const findings = new Findings();
  const { objects, references } = applied(context, target, [], findings);
  const made = { objects, references, findings };
  // What is part of a circle depends on where the circle was entered.
  if (!findings.vague.some((it) => it.why === 'cycle')) kept.put(buildOf(folder), made, findings.sources);
  return made;
}

/** Does what a kustomization says, on top of the objects that are there already, which is how components work. */
export function applied(
  context: Context,
  target: Target,
  given: readonly BuiltObject[],
  findings: Findings,
): { readonly objects: readonly BuiltObject[]; readonly references: readonly NameReference[] } {
  const cycle = context.doing.indexOf(target.folder);
  const place = { path: target.path, document: target.document, at: [] };
  if (cycle >= 0 || context.doing.length >= deepest) {
    if (cycle >= 0) findings.add(place, { what: 'cycle', folders: [...context.doing.slice(cycle), target.folder] });
    findings.vague.push({ what: 'objects', why: 'cycle', place });
    return { objects: given, references: [] };
  }
  context.doing.push(target.folder);
  for (const name of kustomizationFileNames) findings.sources.add(below(target.folder, name));
  const files = kustomizationFilesIn(context.repository, target.folder);
  if (files.length > 1 && target.scanned === undefined) findings.add(place, { what: 'several-files', files });
  const all = new Collection(given, findings);
  const references: NameReference[] = [];
  listed(context, target, all, references);
  if (all.objects.length > mostObjects) {
    findings.vague.push({ what: 'objects', why: `a folder of more than ${mostObjects} objects`, place });
    context.doing.pop();
    return { objects: [], references: [] };
  }
  generate(context, target, all, findings);
  const whole = withComponents(context, target, all.objects, references, findings);
  const objects = transformed(context.repository, target, whole, findings, references);
  context.doing.pop();
  return { objects, references };
}

/** Takes in what `resources` and `bases` name. */
function listed(context: Context, target: Target, all: Collection, references: NameReference[]): void {
  for (const path of target.scanned ?? []) {
    take(context, path, { path: target.path, document: target.document, at: [] }, path, all, references);
  }
  for (const list of ['resources', 'bases'] as const) {
    const entries = target.body[list];
    if (!isList(entries)) continue;
    for (const [index, value] of entries.entries()) {
      const place: Place = { path: target.path, document: target.document, at: [list, index] };
      const entry = text(value) ?? '';
      const path = isRemote(entry) ? undefined : joinPath(target.folder, entry);
      if (path === undefined || entry === '') all.findings.vague.push({ what: 'objects', why: entry, place });
      else take(context, path, place, entry, all, references);
      if (all.objects.length > mostObjects) return;
    }
  }
}

function take(
  context: Context,
  path: string,
  place: Place,
  entry: string,
  all: Collection,
  references: NameReference[],
): void {
  const { repository } = context;
  const { findings } = all;
  findings.sources.add(path);
  if (repository.manifest(path) !== undefined) {
    if ((kustomizationFileNames as readonly string[]).some((it) => path === it || path.endsWith(`/${it}`)))
      findings.add(place, { what: 'entry-is-kustomization', entry });
    else {
      const objects = objectsIn(repository, path, findings);
      all.append(objects, place, entry);
      if (objects.length === 0 && isToCome(repository, path))
        findings.vague.push({ what: 'objects', why: entry, place });
    }
    return;
  }
  const isFolder = !repository.isFile(path) && repository.folders.has(path);
  if (isFolder) findings.sources.add(buildOf(path));
  const found = isFolder ? accumulate(context, path) : undefined;
  if (found !== undefined) {
    if (targetOf(repository, path)?.body['kind'] === 'Component')
      findings.add(place, { what: 'component-kind', entry, isComponent: true });
    findings.include(found.findings);
    all.append(found.objects, place, entry);
    references.push(...found.references);
    return;
  }
  if (isFolder && kustomizationFilesIn(repository, path).length === 0)
    findings.add(place, { what: 'no-kustomization-file', entry });
  // Missing entries are another rule's; either way nobody knows what would have come of this one.
  findings.vague.push({ what: 'objects', why: entry, place });
}

/** Whether a file without objects waits to be filled: an empty one, and one that `flux bootstrap` writes. Another of comments alone has nothing to give. */
function isToCome(repository: Repository, path: string): boolean {
  const content = repository.text(path) ?? '';
  return content.trim() === '' || !hasNothing(content) || /(?:^|\/)gotk-\w+\.yaml$/.test(path);
}

function generate(context: Context, target: Target, all: Collection, findings: Findings): void {
  for (const generator of ['configMapGenerator', 'secretGenerator'] as const) {
    const entries = target.body[generator];
    if (!isList(entries)) continue;
    for (const index of entries.keys()) {
      const made = generated(context.repository, target, generator, index, findings);
      if (made === undefined) continue;
      const place: Place = { path: target.path, document: target.document, at: [generator, index] };
      const key = keyOf(made.identity);
      const old = all.objects.find((it) => identitiesOf(it).some((id) => keyOf(id) === key));
      const isNew = made.behavior === 'create';
      const { name } = made.identity;
      if (isNew && old === undefined) all.append([made], place, name);
      else if (isNew) findings.add(place, { what: 'exists-already', name });
      else if (old === undefined) findings.add(place, { what: 'nothing-to-merge', name });
      else all.replace(old, absorbed(old, made));
    }
  }
}

function withComponents(
  context: Context,
  target: Target,
  given: readonly BuiltObject[],
  references: NameReference[],
  findings: Findings,
): readonly BuiltObject[] {
  let objects = given;
  const entries = target.body['components'];
  for (const [index, value] of isList(entries) ? entries.entries() : []) {
    const place = placeOfComponent(target, index);
    const entry = text(value) ?? '';
    const path = isRemote(entry) ? undefined : joinPath(target.folder, entry);
    if (path !== undefined) for (const name of ['', ...kustomizationFileNames]) findings.sources.add(below(path, name));
    const component = path === undefined ? undefined : targetOf(context.repository, path);
    if (component === undefined) {
      const isFolder = path !== undefined && context.repository.folders.has(path);
      if (isFolder && kustomizationFilesIn(context.repository, path).length === 0)
        findings.add(place, { what: 'no-kustomization-file', entry });
      findings.vague.push({ what: 'objects', why: entry, place });
      continue;
    }
    if (component.body['kind'] !== 'Component')
      findings.add(place, { what: 'component-kind', entry, isComponent: false });
    const done = applied(context, component, objects, findings);
    objects = done.objects;
    references.push(...done.references);
  }
  return objects;
}

/** Those that a Flux Kustomization adds stand behind those of the file. */
function placeOfComponent(target: Target, index: number): Place {
  const { flux, ownComponents = 0 } = target;
  if (flux === undefined || index < ownComponents)
    return { path: target.path, document: target.document, at: ['components', index] };
  return { ...flux, at: ['spec', 'components', index - ownComponents] };
}
