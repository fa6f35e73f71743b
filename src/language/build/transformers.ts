import { joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { at, bodies, pairs, text, texts } from './body.ts';
import { settingsOf } from './contents.ts';
import type { Body } from './body.ts';
import { tellConflicts } from './collection.ts';
import type { FieldSpec } from './fields.ts';
import { selectorLabels, templateLabels } from './fieldTables.ts';
import { withReplacements } from './replacements.ts';
import type { NameReference } from './referenceTables.ts';
import type { BuiltObject } from './object.ts';
import { patched, patchesIn } from './patches.ts';
import type { Patch } from './patches.ts';
import type { Findings } from './problem.ts';
import type { Target } from './target.ts';
import { annotated, intoNamespace, renamed, withImage, withPairs, withReplicas } from './transform.ts';

/** Fields of a kustomization that do what is not computed: whether they may make objects, or change fields of all there are. */
const vagueFields = {
  helmCharts: 'objects',
  helmChartInflationGenerator: 'objects',
  generators: 'objects',
  transformers: 'fields',
  vars: 'fields',
  openapi: 'fields',
  crds: 'fields',
} as const;

/** The transformers of a kustomization in kustomize's order (kusttarget_configplugin.go). */
export function transformed(
  repository: Repository,
  target: Target,
  given: readonly BuiltObject[],
  findings: Findings,
  references: NameReference[],
): readonly BuiltObject[] {
  const { body } = target;
  const lay = (objects: readonly BuiltObject[], patches: readonly Patch[]): readonly BuiltObject[] =>
    patches.reduce((all, patch) => patched(repository, all, patch, findings), objects);
  let objects = lay(given, patchesIn(body['patchesStrategicMerge'], 'patchesStrategicMerge', target));
  objects = lay(objects, patchesIn(body['patches'], 'patches', target));
  objects = lay(objects, target.fluxPatches ?? []);
  const namespace = text(body['namespace']) ?? '';
  if (namespace !== '') {
    objects = intoNamespace(objects, namespace);
    tellConflicts(objects, findings);
  }
  const [prefix, suffix] = [text(body['namePrefix']) ?? '', text(body['nameSuffix']) ?? ''];
  if (prefix !== '') objects = renamed(objects, prefix, '');
  if (suffix !== '') objects = renamed(objects, '', suffix);
  objects = annotated(labelled(objects, body), body['commonAnnotations']);
  objects = lay(objects, patchesIn(body['patchesJson6902'], 'patchesJson6902', target));
  objects = counted(objects, target, findings);
  for (const list of ['images', 'imageTags']) objects = retagged(objects, target, list, findings);
  objects = withReplacements(repository, target, objects, findings);
  return clouded(repository, target, objects, findings, references);
}

function labelled(given: readonly BuiltObject[], body: Body): readonly BuiltObject[] {
  let objects = given;
  for (const entry of bodies(body['labels'])) {
    const own = bodies(entry['fields']).map(specOf);
    const more =
      entry['includeSelectors'] === true
        ? selectorLabels
        : entry['includeTemplates'] === true
          ? templateLabels
          : [{ path: 'metadata/labels', create: true }];
    objects = withPairs(objects, pairs(entry['pairs']), [...own, ...more]);
  }
  return withPairs(objects, pairs(body['commonLabels']), selectorLabels);
}

function counted(given: readonly BuiltObject[], target: Target, findings: Findings): readonly BuiltObject[] {
  let objects = given;
  for (const [index, entry] of bodies(target.body['replicas']).entries()) {
    const done = withReplicas(objects, entry);
    const place = { path: target.path, document: target.document, at: ['replicas', index] };
    if (done === undefined) findings.add(place, { what: 'no-replicas', name: text(entry['name']) ?? '' });
    else objects = done;
  }
  return objects;
}

function retagged(
  given: readonly BuiltObject[],
  { body, path, document }: Target,
  list: string,
  findings: Findings,
): readonly BuiltObject[] {
  return bodies(body[list]).reduce((objects, entry, index) => {
    const place = { path, document, at: [list, index, 'name'] };
    findings.retaggings.push({ place, objects, name: text(entry['name']) ?? '' });
    return withImage(objects, entry);
  }, given);
}

/** Marks what cannot be computed, and reads the name references of `configurations`, which can. */
function clouded(
  repository: Repository,
  target: Target,
  objects: readonly BuiltObject[],
  findings: Findings,
  references: NameReference[],
): readonly BuiltObject[] {
  // Half a word that somebody is typing may hide an entry, a patch or the namespace.
  let isVague = target.isTorn === true;
  if (isVague)
    findings.vague.push({
      what: 'objects',
      why: 'torn',
      place: { path: target.path, document: target.document, at: [] },
    });
  for (const [field, what] of Object.entries(vagueFields)) {
    if (target.body[field] === undefined) continue;
    const place = { path: target.path, document: target.document, at: [field] };
    findings.vague.push({ what, why: field, place });
    isVague ||= what === 'fields';
  }
  for (const file of texts(target.body['configurations'])) {
    const path = joinPath(target.folder, file);
    if (path !== undefined) findings.sources.add(path);
    const section = path === undefined ? undefined : repository.manifest(path)?.documents[0]?.section;
    const content = section === undefined ? undefined : settingsOf(section);
    if (content === undefined || Object.keys(content).some((key) => key !== 'nameReference')) isVague = true;
    for (const it of bodies(content?.['nameReference'])) {
      const { path: _, ...kind } = specOf(it);
      references.push({ target: kind, from: bodies(it['fieldSpecs']).map(specOf) });
    }
  }
  return isVague ? objects.map((it) => ({ ...it, vague: true })) : objects;
}

function specOf(it: Body): FieldSpec {
  const word = (key: string): Record<string, string> => {
    const found = text(at(it, key));
    return found === undefined ? {} : { [key]: found };
  };
  const create = it['create'] === true;
  return {
    path: text(it['path']) ?? '',
    ...word('kind'),
    ...word('group'),
    ...word('version'),
    ...(create && { create }),
  };
}
