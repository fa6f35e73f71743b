import { isFluxGroup } from '../../flux/kind.ts';
import { groupOf } from '../../flux/objects.ts';
import { builtBy } from '../build/built.ts';
import type { Built } from '../build/finish.ts';
import type { Identity } from '../build/identity.ts';
import { locality } from '../build/locality.ts';
import { secretsMadeIn } from '../build/makers.ts';
import { allOfKind, candidatesOf } from '../build/lookup.ts';
import type { Declaration } from '../repository/objects.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { isSlip, similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Value } from '../repository/values.ts';
import { lengthAt, valueAt } from '../repository/values.ts';

/** Kinds that nothing but a manifest or a controller of a custom resource makes. */
const judged: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/CronJob',
  '/Service',
  'apiextensions.k8s.io/CustomResourceDefinition',
]);

/** Health checks of objects that nothing makes (RULES.md rule 64). */
export const absentChecks: Rule = function* ({ repository, document }) {
  const list = ['spec', 'healthChecks'];
  if (document.facts.header.kind?.value !== 'Kustomization' || !document.section.text.includes('healthChecks')) return;
  if (valueAt(document, ['spec', 'wait'])?.text === 'true') return;
  const applier = repository.builds.applierOf(document);
  if (applier === undefined || locality(repository, applier)?.sure !== true) return;
  const built = builtBy(repository, applier);
  if (built === undefined || built.vague.some((it) => it.what === 'objects')) return;
  for (let nth = 0; nth < lengthAt(document, list); nth++) {
    const path = [...list, nth];
    const wanted = checkAt(document, path);
    const found = wanted && judge(repository, built, wanted);
    if (!wanted || !found) continue;
    const { kind, namespace, name } = wanted;
    const object = `${kind.text} ${namespace === undefined ? '' : `${namespace.text}/`}${name.text}`;
    const span = found.inNamespace && namespace ? namespace.span : name.span;
    yield { code: 'health/absent', object, path, similar: found.similar, span };
  }
};

interface Wanted {
  readonly group: string;
  readonly kind: Value;
  readonly name: Value;
  readonly namespace: Value | undefined;
}

function checkAt(document: ManifestDocument, path: readonly (string | number)[]): Wanted | undefined {
  const [apiVersion, kind, name, namespace] = ['apiVersion', 'kind', 'name', 'namespace'].map((key) =>
    valueAt(document, [...path, key]),
  );
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  return { group: groupOf(apiVersion.text), kind, name, namespace };
}

/** What may be meant, where something is missing for certain or nearly so. */
function judge(
  repository: Repository,
  built: Built,
  wanted: Wanted,
): { readonly similar: readonly string[]; readonly inNamespace: boolean } | undefined {
  const { group, kind, name, namespace } = wanted;
  const ofKind = [...built.objects.map(({ identity }) => identity), ...secretsMadeIn(built)].filter(
    (it) => it.group === group && it.kind === kind.text,
  );
  const isIt = (it: Identity): boolean =>
    it.name === name.text && (namespace === undefined || it.namespace === '' || it.namespace === namespace.text);
  if (ofKind.some((it) => isIt(it) || isSymbolic(it.name + it.namespace))) return undefined;
  const misplaced = ofKind.filter((it) => it.name === name.text).map((it) => it.namespace);
  if (isDeclared(repository, wanted, misplaced)) return undefined;
  const inPlace = ofKind.filter((it) => namespace === undefined || it.namespace === namespace.text);
  const names = inPlace.map((it) => it.name);
  if (!judged.has(`${group}/${kind.text}`) && !isFluxGroup(group)) {
    // Controllers make these too: only a slip of what the build has is told.
    const slips = misplaced.length > 0 ? [] : names.filter((it) => isSlip(it, name.text));
    return slips.length === 0 ? undefined : { similar: slips, inNamespace: false };
  }
  if (misplaced.length > 0) return { similar: misplaced, inNamespace: true };
  const alike = similar(name.text, names);
  if (alike.length === 0 && mayCome(repository, built, wanted)) return undefined;
  return { similar: alike, inNamespace: false };
}

/** Whether a file declares an object of that name for some other build. */
function isDeclared(repository: Repository, { group, kind, name }: Wanted, misplaced: readonly string[]): boolean {
  const declared = [...repository.objects.named(group, kind.text, name.text)];
  // Some builds give it another name.
  const isCalled = (it: Declaration): boolean =>
    [...candidatesOf(repository, it)].some((one) => one.name === name.text);
  const count = declared.filter(isCalled).length;
  return count > (misplaced.length > 0 ? 1 : 0);
}

/** Whether something in the build makes objects that no file shows, or a HelmRelease elsewhere may make one of that name. */
function mayCome(repository: Repository, built: Built, { group, name }: Wanted): boolean {
  if (built.objects.some((it) => makesObjects(it.identity))) return true;
  if (isFluxGroup(group)) return false;
  for (const release of allOfKind(repository, 'HelmRelease'))
    if (name.text.includes(release.name) || release.name.includes(name.text)) return true;
  return false;
}

function makesObjects({ group, kind }: Identity): boolean {
  return (
    kind === 'HelmRelease' ||
    kind === 'ResourceSet' ||
    kind === 'Kustomization' ||
    !(isFluxGroup(group) || isKubernetes(group))
  );
}

function isKubernetes(group: string): boolean {
  return !group.includes('.') || group.endsWith('.k8s.io');
}
