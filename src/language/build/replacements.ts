import { folderOf, joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { at, bodies, isBody, isList, scalarOf, text, texts, valueOf, withValue } from './body.ts';
import type { Body, Value } from './body.ts';
import { after, identitiesOf } from './object.ts';
import type { BuiltObject } from './object.ts';
import type { Findings } from './problem.ts';
import { select } from './selector.ts';
import type { Target } from './target.ts';

/**
 * Does the `replacements` of a kustomization (api/filters/replacement): copies a text of one object into fields of others. What is not
 * computed, such as pieces of texts and items of lists, makes the chosen objects vague; a field that is not there stays away.
 */
export function withReplacements(
  repository: Repository,
  target: Target,
  given: readonly BuiltObject[],
  findings: Findings,
): readonly BuiltObject[] {
  let objects = given;
  for (const it of replacementsOf(repository, target, findings)) {
    const value = it === undefined ? undefined : sourceOf(objects, it);
    const targets = it === undefined ? [{}] : bodies(it['targets']);
    for (const one of targets) objects = replaced(objects, one, value, findings, target);
  }
  return objects;
}

/** Those of the file and of the files that it names; `undefined` for each that cannot be read. */
function replacementsOf(repository: Repository, target: Target, findings: Findings): readonly (Body | undefined)[] {
  return bodies(target.body['replacements']).flatMap((entry): readonly (Body | undefined)[] => {
    const file = text(entry['path']);
    if (file === undefined) return [entry];
    const path = joinPath(folderOf(target.path), file);
    if (path === undefined) return [undefined];
    findings.sources.add(path);
    const section = repository.manifest(path)?.documents[0]?.section;
    const content = section && valueOf(section.parsed.document);
    if (isList(content)) return bodies(content);
    return [isBody(content) ? content : undefined];
  });
}

/** The text that is copied; `undefined` where it is not known. */
function sourceOf(objects: readonly BuiltObject[], replacement: Body): string | undefined {
  const value = text(replacement['sourceValue']);
  const source = replacement['source'];
  if (value !== undefined || !isBody(source)) return value;
  const keys = ['group', 'version', 'kind', 'name', 'namespace'] as const;
  const chosen = objects.filter((it) =>
    identitiesOf(it).some((id) => keys.every((key) => (text(source[key]) ?? id[key]) === id[key])),
  );
  const [only] = chosen;
  const path = stepsIn(text(source['fieldPath']) ?? 'metadata.name');
  if (only === undefined || chosen.length > 1 || only.vague || path === undefined || source['options'] !== undefined)
    return undefined;
  const found = at(only.body(), ...path);
  return typeof found === 'string' ? found : undefined;
}

function replaced(
  objects: readonly BuiltObject[],
  target: Body,
  value: string | undefined,
  findings: Findings,
  { path, document }: Target,
): readonly BuiltObject[] {
  const rejected = bodies(target['reject']).map((it) => select(objects, it));
  const selected = isBody(target['select']) ? select(objects, target['select']) : undefined;
  const isChosen = (it: BuiltObject): boolean =>
    selected === undefined || (selected.includes(it) && !rejected.some((some) => some?.includes(it) === true));
  const fields = texts(target['fieldPaths']).map(stepsIn);
  const { create, ...others } = isBody(target['options']) ? target['options'] : ({} as Body);
  const steps = fields.flatMap((it) => (it === undefined || isNaming(it) ? [] : [it]));
  const isKnown = Object.keys(others).length === 0 && fields.length > 0 && steps.length === fields.length;
  if (value === undefined || selected === undefined || rejected.includes(undefined) || !isKnown) {
    findings.vague.push({ what: 'fields', why: 'replacements', place: { path, document, at: ['replacements'] } });
    return objects.map((it) => (isChosen(it) ? { ...it, vague: true } : it));
  }
  const write = (body: Body): Body => steps.reduce((now, it) => written(now, it, value, create === true), body);
  return objects.map((it) => (isChosen(it) ? after(it, {}, write) : it));
}

function written(body: Body, steps: readonly string[], value: string, create: boolean): Body {
  const old: Value | undefined = at(body, ...steps);
  if (old === undefined) return create ? withValue(body, steps, scalarOf(value)) : body;
  // A scalar keeps the type that it had; one that is made gets the type that it looks like.
  const isNumber = typeof old === 'number' && value !== '' && Number.isFinite(Number(value));
  return withValue(body, steps, isNumber ? Number(value) : value);
}

/** Whether a field decides what an object is called: then everything about it is another. */
function isNaming([first, second]: readonly string[]): boolean {
  return first !== 'spec' && first !== 'data' && (first !== 'metadata' || second === 'name' || second === 'namespace');
}

/** The keys of a path such as `a.b\.c.[d]`; `undefined` for one that goes through items of lists. */
function stepsIn(path: string): readonly string[] | undefined {
  if (/=|\*|(^|\.)(\d+|-)(\.|$)/.test(path)) return undefined;
  const parts = path.match(/\[[^\]]*\]|(?:\\.|[^.\\])+/g) ?? [];
  return parts.map((it) => it.replace(/^\[(.*)\]$/, '$1').replaceAll('\\.', '.'));
}
