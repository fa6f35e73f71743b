import { isScalar } from 'yaml';
import type { Node } from 'yaml';
import { at, isBody } from '../build/body.ts';
import { bodyOf } from '../build/contents.ts';
import type { Body, Value } from '../build/body.ts';
import { isSame } from '../build/jsonPatch.ts';
import { isPatched } from '../build/patched.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { keysAt, keySpan } from '../repository/values.ts';
import type { Rule, Subject } from '../rule.ts';
import { chartOf, schemaFileOf, schemaPath } from '../values/chart.ts';
import { Judge } from '../values/judge.ts';
import type { Refused } from '../values/judge.ts';
import type { Step } from '../yaml/parse.ts';
import type { Span } from '../yaml/text.ts';
import { isLocalSource } from './charts.ts';
import { outcomes } from './outcome.ts';

/**
 * Values that Helm refuses by the `values.schema.json` of a chart in this repository (RULES.md rule 16). Helm merges the chart's own values first, so that
 * what they hold is not missing. Silent where others may have a say: patches, and for what is missing valuesFrom, values files and subcharts.
 */
export const refusedValues: Rule = function* (it) {
  const { repository, document } = it;
  if (document.facts.header.kind?.value !== 'HelmRelease' || !isLocalSource(it, ['spec', 'chart', 'spec'])) return;
  const chart = chartOf(repository, document);
  const schema = chart === undefined ? undefined : schemaFileOf(repository, chart);
  if (chart === undefined || schema === undefined || document.section.isBroken) return;
  const spec = at(bodyOf(document.section), 'spec');
  if (!isBody(spec) || isUnjudged(spec) || !isLeft(it, spec)) return;
  const chartFile = repository.text(`${chart}/Chart.yaml`) ?? '';
  const isOpen =
    spec['valuesFrom'] !== undefined ||
    at(spec, 'chart', 'spec', 'valuesFiles') !== undefined ||
    /^dependencies:/m.test(chartFile) ||
    repository.folders.has(`${chart}/charts`);
  const [defaults] = repository.manifest(`${chart}/values.yaml`)?.documents ?? [];
  const given = isBody(spec['values']) ? spec['values'] : {};
  const values = isOpen || defaults === undefined ? given : merged(bodyOf(defaults.section), given);
  for (const one of new Judge(schema, isOpen).refused(values)) {
    const span = spanOf(document, one);
    if (span !== undefined)
      yield { code: 'helm/values', path: one.path, refusal: one.refusal, file: schemaPath(chart), span };
  }
};

/** Whether all builds leave the values as the file has them. */
function isLeft(it: Subject, spec: Body): boolean {
  if (!isPatched(it.repository, it.manifest.path)) return true;
  const objects = outcomes(it);
  const isSameIn = (body: Body): boolean => isSame(at(body, 'spec', 'values') ?? null, spec['values'] ?? null);
  return (
    objects.length > 0 && objects.every((one) => isSameIn(one.body()) && !isUnjudged(at(one.body(), 'spec') as Body))
  );
}

/** Whether somebody told Helm not to look. */
function isUnjudged(spec: Body): boolean {
  return ['install', 'upgrade'].some((it) => at(spec, it, 'disableSchemaValidation') === true);
}

/** Mappings are merged, everything else is replaced (Helm, pkg/chart/common/util `CoalesceValues`). */
function merged(defaults: Body, given: Body): Body {
  const all: Record<string, Value> = { ...defaults };
  for (const [key, value] of Object.entries(given)) {
    const before = Object.hasOwn(all, key) ? all[key] : undefined;
    all[key] = isBody(before) && isBody(value) ? merged(before, value) : value;
  }
  return all;
}

/** What to underline; `undefined` for a fault of the chart's own values. */
function spanOf(document: ManifestDocument, { path, refusal }: Refused): Span | undefined {
  const place = ['spec', 'values', ...path];
  const node = document.nodeAt(refusal.what === 'unknown' ? [...place, refusal.field] : place);
  if (refusal.what === 'required') return nearestKey(document, place);
  if (node === undefined) return undefined;
  return refusal.what === 'unknown' ? keySpan(document, [...place, refusal.field]) : spanOfValue(document, node, place);
}

/** A scalar itself; of what spans lines the key. */
function spanOfValue(document: ManifestDocument, node: Node, place: readonly Step[]): Span {
  const isKeyed = typeof place.at(-1) === 'string';
  return isScalar(node) || !isKeyed ? document.span(node) : keySpan(document, place);
}

function nearestKey(document: ManifestDocument, place: readonly Step[]): Span {
  for (let length = place.length; length > 1; length--) {
    const part = place.slice(0, length);
    const node = document.nodeAt(part);
    if (node === undefined) continue;
    if (typeof part.at(-1) === 'string') return keySpan(document, part);
    // An item is told by its first key.
    const [first] = keysAt(document, part);
    if (first !== undefined) return keySpan(document, [...part, first]);
  }
  return keySpan(document, ['spec']);
}
