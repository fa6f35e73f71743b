import { folderOf, joinPath } from '../repository/paths.ts';
import type { Step } from '../yaml/parse.ts';
import type { Repository } from '../repository/repository.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { hasNothing } from '../yaml/text.ts';
import { isBody, isList, text, withValue } from './body.ts';
import type { Body, Value } from './body.ts';
import { identityOf, keyOf } from './identity.ts';
import { applyOperations } from './jsonPatch.ts';
import { deletes, merge } from './merge.ts';
import { mergeRuleOf } from './mergeKeys.ts';
import { after, identitiesOf } from './object.ts';
import type { BuiltObject } from './object.ts';
import type { Findings, Place } from './problem.ts';
import { isOperation, meaningOf } from './patchText.ts';
import type { Form } from './patchText.ts';
import { guiltyField, select } from './selector.ts';

/** A patch as an entry of a kustomization file, or of a Flux Kustomization, says it. */
export interface Patch {
  readonly place: Place;
  /** The text, and from which file where it is not in the entry. */
  readonly text?: string;
  readonly file?: string;
  readonly target?: Body;
  readonly options?: Body;
  /** Which forms the list allows. */
  readonly form: 'any' | 'json' | 'merge';
}

/** The patches of a list `patches`, `patchesStrategicMerge` or `patchesJson6902`. */
export function patchesIn(
  list: Value | undefined,
  name: keyof typeof forms,
  place: Omit<Place, 'at'> & { readonly at?: readonly Step[] },
): readonly Patch[] {
  if (!isList(list)) return [];
  return list.flatMap((it, index): readonly Patch[] => {
    const where: Place = { at: [...(place.at ?? []), name, index], path: place.path, document: place.document };
    if (name === 'patchesStrategicMerge') {
      const word = text(it);
      if (word === undefined) return [];
      return [{ place: where, form: 'merge', ...(isInline(word) ? { text: word } : { file: word }) }];
    }
    if (it !== null && !isBody(it)) return [];
    const entry = it ?? {};
    const [inline, file, target] = [text(entry['patch'])?.trim() ?? '', text(entry['path']) ?? '', entry['target']];
    const options = entry['options'];
    return [
      {
        place: where,
        form: forms[name],
        ...(inline !== '' && { text: inline }),
        ...(file !== '' && { file }),
        ...(isBody(target) && { target }),
        ...(isBody(options) && { options }),
      },
    ];
  });
}

const forms = { patches: 'any', patchesStrategicMerge: 'merge', patchesJson6902: 'json' } as const;

function isInline(word: string): boolean {
  return word.includes('\n') || /^\s*\{/.test(word) || /:\s/.test(word);
}

/** Lays a patch on objects. What cannot be computed makes its targets vague. */
export function patched(
  repository: Repository,
  objects: readonly BuiltObject[],
  patch: Patch,
  findings: Findings,
): readonly BuiltObject[] {
  const { place } = patch;
  const form = (wrong: Form): readonly BuiltObject[] => {
    findings.add(place, { what: 'patch-form', wrong });
    return objects;
  };
  if (patch.text !== undefined && patch.file !== undefined) return form('both');
  if (patch.text === undefined && patch.file === undefined) return form('neither');
  if (patch.form === 'json' && (text(patch.target?.['name']) ?? '') === '') return form('no-name');
  const content = patch.text ?? read(repository, patch, findings);
  if (content === undefined) {
    // Whom the patch is for stands here, whatever it says.
    if (patch.target !== undefined) chosenBy(objects, patch, findings);
    return vaguely(objects, patch);
  }
  // A file or a text of comments alone is no patch to kustomize, and no fault.
  if (patch.form === 'any' && hasNothing(content)) return objects;
  const meaning = meaningOf(content);
  if (meaning === undefined) return isTornFile(repository, patch) ? vaguely(objects, patch) : form('unreadable');
  if ('operations' in meaning) {
    if (patch.target === undefined) return form('no-target');
    return meaning.operations.every(isOperation)
      ? operated(objects, patch, meaning.operations, findings)
      : misdirected(objects, patch, findings);
  }
  if (patch.target === undefined) {
    return meaning.merges.reduce((all, it) => mergedByName(all, it, patch, findings), objects);
  }
  const [only] = meaning.merges;
  return only === undefined ? objects : mergedByTarget(objects, only, patch, findings);
}

function read(repository: Repository, patch: Patch, findings: Findings): string | undefined {
  const path = joinPath(folderOf(patch.place.path), patch.file ?? '');
  if (path === undefined) return undefined;
  findings.sources.add(path);
  const found = repository.text(path) ?? repository.plainText(path);
  if (found === undefined && !repository.isFile(path) && !/:\/\/|\$\{/.test(patch.file ?? ''))
    findings.add(patch.place, { what: 'patch-file-missing', file: patch.file ?? '' });
  return found;
}

/** Whether a patch is in a file that is no YAML, which is told there. */
function isTornFile(repository: Repository, { place, file }: Patch): boolean {
  const path = file === undefined ? undefined : joinPath(folderOf(place.path), file);
  const documents = path === undefined ? undefined : repository.manifest(path)?.documents;
  return documents?.some(({ section }) => section.isBroken) === true;
}

/** Operations that there are not make the build fail once they are laid on an object. */
function misdirected(objects: readonly BuiltObject[], patch: Patch, findings: Findings): readonly BuiltObject[] {
  if (chosenBy(objects, patch, findings).size > 0)
    findings.add(patch.place, { what: 'patch-form', wrong: 'operation' });
  return objects;
}

function vaguely(objects: readonly BuiltObject[], patch: Patch): readonly BuiltObject[] {
  const chosen = patch.target === undefined ? objects : (select(objects, patch.target) ?? objects);
  return objects.map((it) => (chosen.includes(it) ? { ...it, vague: true } : it));
}

function chosenBy(objects: readonly BuiltObject[], patch: Patch, findings: Findings): ReadonlySet<BuiltObject> {
  const { place, target = {} } = patch;
  const chosen = select(objects, target);
  const at = patch.target ? { ...place, at: [...place.at, 'target'] } : place;
  if (chosen !== undefined && chosen.length > 0) return new Set(chosen);
  const guilty = guiltyField(objects, target);
  const part = guilty === undefined ? {} : { part: guilty };
  if (chosen !== undefined) findings.add(at, { what: 'patch-selects-nothing', ...part });
  else if (!isSymbolic(JSON.stringify(target))) findings.add(at, { what: 'patch-form', wrong: 'target', ...part });
  return new Set(chosen ?? []);
}

function operated(
  objects: readonly BuiltObject[],
  patch: Patch,
  operations: readonly Body[],
  findings: Findings,
): readonly BuiltObject[] {
  const chosen = chosenBy(objects, patch, findings);
  findings.applications.push({ place: patch.place, objects: [...chosen], operations });
  const step = (body: Body): Body => {
    const result = applyOperations(body, operations);
    return 'value' in result ? result.value : body;
  };
  const renames = operations.some((it) =>
    /^(\/metadata(\/name(space)?)?|\/kind|\/apiVersion|)$/.test(text(it['path']) ?? ''),
  );
  return objects.map((it) => {
    if (!chosen.has(it)) return it;
    const before = [...it.before, it.identity];
    const done = after(it, { before }, step);
    return renames ? { ...done, identity: identityOf(done.body()) } : done;
  });
}

function mergedByTarget(
  objects: readonly BuiltObject[],
  body: Body,
  patch: Patch,
  findings: Findings,
): readonly BuiltObject[] {
  const chosen = chosenBy(objects, patch, findings);
  return objects.flatMap((it) => (chosen.has(it) ? merged(it, body, patch) : [it]));
}

/** Without a target the patch says itself which object it is for; there must be just one. */
function mergedByName(
  objects: readonly BuiltObject[],
  body: Body,
  patch: Patch,
  findings: Findings,
): readonly BuiltObject[] {
  const wanted = identityOf(body);
  const key = keyOf(wanted);
  const found = objects.filter((it) => identitiesOf(it).some((id) => keyOf(id) === key));
  const [only] = found;
  if (only === undefined) {
    const near = objects.filter((it) => it.identity.kind === wanted.kind).map((it) => it.identity.name);
    const { kind, name } = wanted;
    findings.add(patch.place, { what: 'patch-no-object', kind, name, similar: similar(name, new Set(near)) });
    return objects;
  }
  return objects.flatMap((it) => (it === only ? merged(it, body, patch) : [it]));
}

function merged(object: BuiltObject, body: Body, patch: Patch): readonly BuiltObject[] {
  if (deletes(body)) return [];
  const rule = mergeRuleOf(object.identity);
  const { kind, name, namespace } = object.identity;
  const [newName, newKind] = ['allowNameChange', 'allowKindChange'].map((it) => patch.options?.[it] === true);
  const own = identityOf(body);
  const identity = {
    ...object.identity,
    name: newName === true ? own.name : name,
    kind: newKind === true ? own.kind : kind,
  };
  const before = newName === true || newKind === true ? [...object.before, object.identity] : object.before;
  const done = after(object, { identity, before }, (now) => {
    const result = merge(now, body, rule) ?? now;
    const fixed = withValue(
      { ...result, kind: identity.kind, apiVersion: now['apiVersion'] ?? '' },
      ['metadata', 'name'],
      identity.name,
    );
    if (namespace !== '') return withValue(fixed, ['metadata', 'namespace'], namespace);
    const { namespace: _, ...metadata } = isBody(fixed['metadata']) ? fixed['metadata'] : {};
    return { ...fixed, metadata };
  });
  return [done];
}
