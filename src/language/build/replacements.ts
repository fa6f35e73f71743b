import { folderOf, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Step } from '../yaml/parse.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { bodies, isBody, isList, scalarOf, text, texts, under, valueOf, withValue } from './body.ts';
import type { Body, Value } from './body.ts';
import type { Identity } from './identity.ts';
import { after, identitiesOf, originalOf } from './object.ts';
import type { BuiltObject } from './object.ts';
import type { Findings, Place } from './problem.ts';
import { select } from './selector.ts';
import type { Target } from './target.ts';

/**
 * Does the `replacements` of a kustomization (api/filters/replacement v0.21): copies a text of one object into fields of others. What is not
 * computed, such as pieces of texts and items that are chosen by what they hold, makes the chosen objects vague. A source and a field that are not
 * there make the build fail.
 */
export function withReplacements(
  repository: Repository,
  target: Target,
  given: readonly BuiltObject[],
  findings: Findings,
): readonly BuiltObject[] {
  let objects = given;
  for (const { body, place } of replacementsOf(repository, target, findings)) {
    const value = body === undefined ? undefined : sourceOf(objects, body, place, findings);
    const targets = body === undefined ? [{}] : bodies(body['targets']);
    for (const [at, one] of targets.entries()) {
      objects = replaced(objects, one, value, findings, within(place, 'targets', at));
    }
  }
  return objects;
}

interface Replacement {
  /** `undefined` where it cannot be read. */
  readonly body: Body | undefined;
  /** Where the kustomization file has it, or names the file that does. */
  readonly place: Place;
}

/** A place in a replacement that stands in the kustomization file itself. */
function within(place: Place, ...steps: readonly Step[]): Place {
  return place.at.at(-1) === 'path' ? place : { ...place, at: [...place.at, ...steps] };
}

/** Those of the file and of the files that it names. */
function replacementsOf(repository: Repository, target: Target, findings: Findings): readonly Replacement[] {
  return bodies(target.body['replacements']).flatMap((entry, index): readonly Replacement[] => {
    const place: Place = { path: target.path, document: target.document, at: ['replacements', index] };
    const file = text(entry['path']);
    if (file === undefined) return [{ body: entry, place }];
    const path = joinPath(folderOf(target.path), file);
    if (path === undefined) return [{ body: undefined, place }];
    findings.sources.add(path);
    if (!repository.isFile(path))
      findings.add({ ...place, at: [...place.at, 'path'] }, { what: 'source-missing', file });
    const section = repository.manifest(path)?.documents[0]?.section;
    const content = section && valueOf(section.parsed.document);
    const here: Place = { ...place, at: [...place.at, 'path'] };
    if (isList(content)) return bodies(content).map((body) => ({ body, place: here }));
    return [{ body: isBody(content) ? content : undefined, place: here }];
  });
}

/** The text that is copied; `undefined` where it is not known. */
function sourceOf(
  objects: readonly BuiltObject[],
  replacement: Body,
  place: Place,
  findings: Findings,
): string | undefined {
  const value = text(replacement['sourceValue']);
  const source = replacement['source'];
  if (value !== undefined || !isBody(source)) return value;
  const keys = ['group', 'version', 'kind', 'name', 'namespace'] as const;
  const fits = (id: Identity, but?: string): boolean =>
    keys.every((key) => key === but || (text(source[key]) ?? id[key]) === id[key]);
  const chosen = objects.filter((it) => identitiesOf(it).some((id) => fits(id)));
  const [only] = chosen;
  const field = text(source['fieldPath']) ?? 'metadata.name';
  const path = stepsIn(field);
  const object = [text(source['kind']), text(source['name'])].filter((it) => it !== undefined).join(' ');
  if (only === undefined && !Object.values(source).some((it) => isSymbolic(text(it) ?? ''))) {
    const named = objects.filter((it) => identitiesOf(it).some((id) => fits(id, 'name')));
    const near = similar(text(source['name']) ?? '', new Set(named.map((it) => originalOf(it).name)));
    findings.add(within(place, 'source'), { what: 'replacement-source', object, similar: near });
  }
  if (only === undefined || chosen.length > 1 || only.vague || path === undefined || source['options'] !== undefined)
    return undefined;
  const found = under(only.body(), path);
  if (found === undefined && !throughText(only.body(), path)) {
    const holder = under(only.body(), path.slice(0, -1));
    const near = similar(String(path.at(-1)), isBody(holder) ? Object.keys(holder) : []);
    findings.add(within(place, 'source', 'fieldPath'), { what: 'replacement-source', object, field, similar: near });
  }
  return typeof found === 'string' ? found : undefined;
}

function replaced(
  objects: readonly BuiltObject[],
  target: Body,
  value: string | undefined,
  findings: Findings,
  place: Place,
): readonly BuiltObject[] {
  const rejected = bodies(target['reject']).map((it) => select(objects, it));
  const selected = isBody(target['select']) ? select(objects, target['select']) : undefined;
  const isChosen = (it: BuiltObject): boolean =>
    selected === undefined || (selected.includes(it) && !rejected.some((some) => some?.includes(it) === true));
  const { create, ...others } = isBody(target['options']) ? target['options'] : ({} as Body);
  const paths = texts(target['fieldPaths']);
  const isSure = selected !== undefined && !rejected.includes(undefined) && create !== true;
  for (const [index, path] of isSure ? paths.entries() : []) {
    const lacking = objects.find((it) => isChosen(it) && !it.vague && lacks(it.body(), path));
    if (lacking === undefined) continue;
    const object = `${lacking.identity.kind} ${originalOf(lacking).name}`;
    findings.add(within(place, 'fieldPaths', index), { what: 'replacement-field', object, field: path });
  }
  const fields = paths.map(stepsIn);
  const steps = fields.flatMap((it) => (it === undefined || isNaming(it) ? [] : [it]));
  const isKnown = Object.keys(others).length === 0 && fields.length > 0 && steps.length === fields.length;
  if (value === undefined || selected === undefined || rejected.includes(undefined) || !isKnown) {
    findings.vague.push({ what: 'fields', why: 'replacements', place });
    return objects.map((it) => (isChosen(it) ? { ...it, vague: true } : it));
  }
  const write = (body: Body): Body => steps.reduce((now, it) => written(now, it, value, create === true), body);
  return objects.map((it) => (isChosen(it) ? after(it, {}, write) : it));
}

/** Whether kustomize finds nothing at a path. It looks into texts that are YAML, too. */
function lacks(body: Body, path: string): boolean {
  const steps = stepsIn(path);
  return steps !== undefined && !isSymbolic(path) && under(body, steps) === undefined && !throughText(body, steps);
}

function throughText(body: Body, steps: readonly string[]): boolean {
  return steps.some((_, at) => text(under(body, steps.slice(0, at))) !== undefined);
}

function written(body: Body, steps: readonly string[], value: string, create: boolean): Body {
  const old: Value | undefined = under(body, steps);
  if (old === undefined) return create ? withValue(body, steps, scalarOf(value)) : body;
  // A scalar keeps the type that it had; one that is made gets the type that it looks like.
  const isNumber = typeof old === 'number' && value !== '' && Number.isFinite(Number(value));
  return putAt(body, steps, isNumber ? Number(value) : value) as Body;
}

/** The value with another in place of what stands at a path that leads somewhere. */
function putAt(body: Value, [step, ...rest]: readonly string[], value: Value): Value {
  if (step === undefined) return value;
  if (isList(body)) return body.map((it, at) => (at === Number(step) ? putAt(it, rest, value) : it));
  return isBody(body) ? { ...body, [step]: putAt(body[step] ?? null, rest, value) } : body;
}

/** Whether a field decides what an object is called: then everything about it is another. */
function isNaming([first, second]: readonly string[]): boolean {
  return first !== 'spec' && first !== 'data' && (first !== 'metadata' || second === 'name' || second === 'namespace');
}

/** The keys and places of a path such as `a.0.b\.c.[d]`; `undefined` for one that looks for items of lists, or adds one. */
function stepsIn(path: string): readonly string[] | undefined {
  if (/=|\*|(^|\.)-(\.|$)/.test(path)) return undefined;
  const parts = path.match(/\[[^\]]*\]|(?:\\.|[^.\\])+/g) ?? [];
  return parts.map((it) => it.replace(/^\[(.*)\]$/, '$1').replaceAll('\\.', '.'));
}
