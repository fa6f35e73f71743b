import { at, isBody, isList, text } from '../build/body.ts';
import type { Value } from '../build/body.ts';
import { builtAt } from '../build/built.ts';
import { isSelected, stepsTo } from '../build/fields.ts';
import type { Built } from '../build/finish.ts';
import { isClusterScoped } from '../build/identity.ts';
import type { Identity } from '../build/identity.ts';
import { secretsMadeIn } from '../build/makers.ts';
import { placesOf } from '../build/nameReferences.ts';
import type { Place } from '../build/nameReferences.ts';
import { identitiesOf } from '../build/object.ts';
import type { BuiltObject } from '../build/object.ts';
import { rootsOf } from '../build/roots.ts';
import { namingsIn } from '../references/namings.ts';
import type { Rule, Subject } from '../rule.ts';
import { isSlip } from '../similar.ts';
import { variableSources } from '../variables/variableSources.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/**
 * Names in Kubernetes' own kinds, such as those of the ConfigMaps of a pod, which nothing has, and which are a slip of one that the same build
 * has. What no file shows may be made by hand or by a controller, so nothing else is told.
 */
export const misspeltNames: Rule = function* (it) {
  const { repository, manifest, document } = it;
  const names = [...namingsIn(document)];
  if (names.length === 0) return;
  const index = manifest.documents.indexOf(document);
  const builds = rootsOf(repository, manifest.path).flatMap((root) => builtAt(repository, root) ?? []);
  const taking = builds.filter((built) => built.objectsAt(manifest.path, index).length > 0);
  if (taking.length === 0 || taking.some(isVague)) return;
  for (const { place, word } of names) {
    const similar = word.text.length < 3 ? [] : slipsOf(it, place, word.text, taking);
    const kind = place.target.kind ?? '';
    if (similar.length > 0) yield { code: 'reference/misspelt', kind, name: word.text, similar, span: word.span };
  }
};

function isVague({ vague }: Built): boolean {
  return vague.some((it) => it.what === 'objects');
}

/** What may be meant in every build that takes the document in; empty where one of them has the name. */
function slipsOf(it: Subject, place: Place, name: string, builds: readonly Built[]): readonly string[] {
  const { repository, manifest, document } = it;
  const kind = place.target.kind ?? '';
  const isSource = kind === 'ConfigMap' || kind === 'Secret';
  if (isSource && variableSources(repository, kind, name, new Set([undefined])).length > 0) return [];
  const groups = repository.objects.groupsOf(kind);
  if (groups.some((group) => [...repository.objects.named(group, kind, name)].length > 0)) return [];
  const index = manifest.documents.indexOf(document);
  const wide = wideKinds[kind];
  if (wide?.test(name) === true) return [];
  const everywhere = wide && groups.flatMap((group) => [...repository.objects.names(group, kind)]);
  const found = builds.map((built) => {
    const referrers = built.objectsAt(manifest.path, index);
    if (referrers.some((one) => one.vague || !namesIn(one, place).includes(name))) return [];
    if (everywhere !== undefined) return everywhere.filter((one) => isSlip(one, name) && !isSymbolic(one));
    return referrers.flatMap((one) => slipsBeside(built, one.identity, place, name));
  });
  return found.some((one) => one.length === 0) ? [] : [...new Set(found.flat())];
}

/** Kinds without namespace, which any build may bring, and those of them that every cluster has. */
const wideKinds: Readonly<Record<string, RegExp | undefined>> = {
  ClusterRole: /^(?:cluster-admin|admin|edit|view|system:.*)$/,
  PriorityClass: /^system-/,
  StorageClass: /^$/,
};

function slipsBeside(built: Built, referrer: Identity, { target }: Place, name: string): readonly string[] {
  const isNear = (one: Identity): boolean =>
    isSelected(target, one) &&
    (isClusterScoped(one) || one.namespace === referrer.namespace || referrer.namespace === '');
  const made = target.kind === 'Secret' ? secretsMadeIn(built) : [];
  const all = [...built.objects.flatMap((it) => (isNear(it.identity) ? identitiesOf(it) : [])), ...made.filter(isNear)];
  if (all.some((it) => it.name === name || isSymbolic(it.name))) return [];
  const slips = [...new Set(all.map((it) => it.name))].filter((it) => isSlip(it, name));
  // Of ConfigMaps and Secrets there may be more than files show: one that is in use already is not the one that is meant.
  return target.kind === 'ConfigMap' || target.kind === 'Secret'
    ? slips.filter((it) => !isUsed(built, target, it))
    : slips;
}

/** Whether an object of a build names this one of the kind. */
function isUsed(built: Built, target: Place['target'], name: string): boolean {
  return built.objects.some((it) =>
    placesOf(it.identity.kind).some(
      (place) =>
        place.target.kind === target.kind && isSelected(place.spec, it.identity) && namesIn(it, place).includes(name),
    ),
  );
}

/** The names at a place of an object as it is built. */
function namesIn(object: BuiltObject, place: Place): readonly string[] {
  const walk = (value: Value | undefined, [step, ...rest]: readonly string[]): readonly string[] => {
    if (isList(value)) return value.flatMap((it) => walk(it, step === undefined ? [] : [step, ...rest]));
    if (step !== undefined) return isBody(value) ? walk(at(value, step), rest) : [];
    return [text(isBody(value) ? value['name'] : value) ?? ''];
  };
  return walk(object.body(), stepsTo(place.spec));
}
