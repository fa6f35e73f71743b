import { RE2JS } from 're2js';
import { at, pairs, text } from './body.ts';
import type { Body } from './body.ts';
import { effectiveNamespace } from './identity.ts';
import { originalOf } from './object.ts';
import type { BuiltObject } from './object.ts';

/**
 * The objects that a patch's `target` chooses (kustomize resmap Select): regular expressions over the whole word for group, version, kind, and
 * for the original or present name and namespace; label and annotation selectors. `undefined` when an expression cannot be read.
 */
export function select(objects: readonly BuiltObject[], target: Body): readonly BuiltObject[] | undefined {
  const word = (key: string): Matcher | undefined => matcherOf(text(at(target, key)) ?? '');
  const [group, version, kind, name, namespace] = ['group', 'version', 'kind', 'name', 'namespace'].map(word);
  const labels = labelMatcher(text(at(target, 'labelSelector')) ?? '');
  const annotations = labelMatcher(text(at(target, 'annotationSelector')) ?? '');
  if (!group || !version || !kind || !name || !namespace || !labels || !annotations) return undefined;
  return objects.filter((it) => {
    const [now, first] = [it.identity, originalOf(it)];
    return (
      kind(now.kind) &&
      group(now.group) &&
      version(now.version) &&
      (name(first.name) || name(now.name)) &&
      (namespace(effectiveNamespace(first)) || namespace(effectiveNamespace(now))) &&
      (labels === always || labels(pairs(at(it.body(), 'metadata', 'labels')))) &&
      (annotations === always || annotations(pairs(at(it.body(), 'metadata', 'annotations'))))
    );
  });
}

/** In which order the fields of a target are suspected. */
const suspects = ['name', 'namespace', 'labelSelector', 'annotationSelector', 'kind', 'group', 'version'] as const;

/** Which field of a target that chooses nothing is to blame: the one that cannot be read, or without which it would choose something. */
export function guiltyField(objects: readonly BuiltObject[], target: Body): string | undefined {
  const given = suspects.filter((it) => (text(at(target, it)) ?? '') !== '');
  const without = (field: string): Body => Object.fromEntries(Object.entries(target).filter(([key]) => key !== field));
  return (
    given.find((it) => select([], { [it]: target[it] ?? null }) === undefined) ??
    given.find((it) => (select(objects, without(it))?.length ?? 0) > 0)
  );
}

type Matcher = (word: string) => boolean;
type LabelMatcher = (labels: Readonly<Record<string, string>>) => boolean;

const always = (): boolean => true;

/** What a word of a target means: all of a word, as a regular expression; nothing means any. `undefined` when it cannot be read. */
export function matcherOf(pattern: string): Matcher | undefined {
  if (pattern === '') return always;
  if (/^[A-Za-z0-9-]*$/.test(pattern)) return (word) => word === pattern;
  try {
    const expression = RE2JS.compile(pattern);
    return (word) => expression.matches(word);
  } catch {
    return undefined;
  }
}

/** Kubernetes label selectors: `a=b`, `a!=b`, `a>1`, `a<1`, `a in (b,c)`, `a notin (b)`, `a`, `!a`, joined with commas. */
export function labelMatcher(selector: string): LabelMatcher | undefined {
  if (selector.trim() === '') return always;
  const parts = selector.split(/,(?![^(]*\))/).map((part) => requirementOf(part.trim()));
  return parts.every((it) => it !== undefined) ? (labels) => parts.every((it) => it(labels)) : undefined;
}

function requirementOf(part: string): LabelMatcher | undefined {
  const match = /^(!?)\s*([A-Za-z0-9._/-]+)\s*(?:(==?|!=|[<>])\s*([A-Za-z0-9._-]*)|(in|notin)\s*\(([^)]*)\))?$/.exec(
    part,
  );
  const [, not, key, operator, value, set, values] = match ?? [];
  if (key === undefined) return undefined;
  if (set !== undefined) {
    const all = (values ?? '').split(',').map((it) => it.trim());
    return (labels) => (labels[key] !== undefined && all.includes(labels[key])) === (set === 'in');
  }
  if (operator === undefined) return (labels) => (labels[key] === undefined) === (not === '!');
  if (operator === '>' || operator === '<') {
    const limit = Number(value) * (operator === '>' ? 1 : -1);
    return (labels) => Number(labels[key]) * (operator === '>' ? 1 : -1) > limit;
  }
  return (labels) => (labels[key] === value) === (operator !== '!=');
}
