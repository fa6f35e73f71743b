import { crdCharts } from '../../flux/crdCharts.ts';
import { surelyApplied } from '../build/applied.ts';
import { at, text } from '../build/body.ts';
import type { Body } from '../build/body.ts';
import { builtBy } from '../build/built.ts';
import type { Applier } from '../build/builds.ts';
import { nameOfApplier } from '../build/ownership.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';

/**
 * A custom resource in one Kustomization with the HelmRelease that brings its kind (RULES.md rule 26): the server-side dry run of a kind that is not
 * there fails before anything is applied. Nothing is said of kinds whose CRD is in some file, or that something else brings too.
 */
export const crdsLater: Rule = function* ({ repository, manifest, document }) {
  const { group, kind } = document.header;
  if (kind === undefined || !chartGroups.has(group) || hasCrd(repository, group)) return;
  const index = manifest.documents.indexOf(document);
  for (const { applier } of surelyApplied(repository, manifest.path, index)) {
    const release = bringing(repository, applier).get(group);
    if (release === undefined || isBroughtElsewhere(repository, group, release)) continue;
    // One word is enough for all of them.
    const first = builtBy(repository, applier)?.objects.find((it) => it.identity.group === group);
    if (first?.origin.path !== manifest.path || first.origin.document !== index) continue;
    yield { code: 'order/crd-later', kind: kind.value, release, applier: nameOfApplier(applier), span: kind.span };
    return;
  }
};

const chartGroups: ReadonlySet<string> = new Set(Object.values(crdCharts).flatMap((it) => it.groups));

function hasCrd(repository: Repository, group: string): boolean {
  const groups = repository.remember('groups of CRDs', () => {
    const found = new Set<string>();
    for (const { document } of repository.objects.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition'))
      found.add(document.facts.fields.get('spec.group')?.value ?? '');
    return found;
  });
  return groups.has(group);
}

/** The HelmReleases of a Kustomization by the groups that their charts bring. */
function bringing(repository: Repository, applier: Applier): ReadonlyMap<string, string> {
  return repository.remember(`crds of ${applier.key}`, () => {
    const found = new Map<string, string>();
    for (const { identity, body } of builtBy(repository, applier)?.objects ?? []) {
      if (identity.kind !== 'HelmRelease' || identity.group !== 'helm.toolkit.fluxcd.io') continue;
      for (const group of groupsOf(at(body(), 'spec') as Body | undefined)) found.set(group, identity.name);
    }
    return found;
  });
}

function groupsOf(spec: Body | undefined): readonly string[] {
  const chart =
    text(at(spec, 'chart', 'spec', 'chart'))
      ?.split('/')
      .at(-1) ??
    text(at(spec, 'chartRef', 'name')) ??
    '';
  const known = Object.hasOwn(crdCharts, chart) ? crdCharts[chart] : undefined;
  const skips = /^skip$/i.test(text(at(spec, 'install', 'crds')) ?? '');
  if (known === undefined || skips || at(spec, 'kubeConfig') !== undefined) return [];
  const isAsked = known.values?.some((it) => text(at(spec, 'values', ...it.split('.'))) === 'true') ?? true;
  return isAsked ? known.groups : [];
}

/** Whether another HelmRelease of the repository has a chart that brings the group. */
function isBroughtElsewhere(repository: Repository, group: string, release: string): boolean {
  for (const { document, declared } of repository.objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease')) {
    const { fields } = document.facts;
    const chart = fields.get('spec.chart.spec.chart')?.value ?? fields.get('spec.chartRef.name')?.value ?? '';
    const known = crdCharts[chart.split('/').at(-1) ?? ''];
    if (known?.groups.includes(group) === true && declared.name.value !== release) return true;
  }
  return false;
}
