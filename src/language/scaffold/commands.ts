import type { Invocation } from '../../flux/commands.ts';
import type { AppRequest } from './request.ts';
import type { Document } from './manifests.ts';

type Spec = Readonly<Record<string, unknown>>;

/**
 * What one would type to get the same by hand: `flux create … --export` prints each Flux object, git records the files. For showing; none of
 * these reaches a cluster.
 */
export function equivalents(
  request: AppRequest,
  made: { readonly documents: readonly Document[]; readonly files: readonly string[] },
): readonly Invocation[] {
  const flux = made.documents.flatMap((document) => {
    const args = createArguments(request, document);
    return args ? [{ program: 'flux' as const, args: ['create', ...args, '--export'] }] : [];
  });
  return [
    ...flux,
    { program: 'git', args: ['add', '--', ...made.files] },
    { program: 'git', args: ['commit', '-m', `Add ${request.name}`] },
    { program: 'git', args: ['push'] },
  ];
}

/** The arguments after `flux create` by kind, in front of interval, dependencies and namespace, which all kinds share. */
const creators: Readonly<Record<string, (name: string, spec: Spec, home: string) => readonly string[]>> = {
  HelmRepository: (name, spec) => ['source', 'helm', name, `--url=${text(spec['url'])}`],
  GitRepository: (name, spec) => ['source', 'git', name, `--url=${text(spec['url'])}`, '--branch=main'],
  OCIRepository: (name, spec) => ['source', 'oci', name, `--url=${text(spec['url'])}`, ociVersion(spec)],
  HelmRelease: (name, spec, home) => ['helmrelease', name, ...chartArguments(spec, home)],
  Kustomization: (name, spec) => ['kustomization', name, ...kustomizationArguments(spec)],
};

function createArguments(request: AppRequest, document: Document): readonly string[] | undefined {
  const metadata = document['metadata'] as { name: string; namespace?: string } | undefined;
  const spec = (document['spec'] ?? {}) as Spec;
  const create = creators[text(document['kind'])];
  // Kustomize's own file has no metadata, and flux cannot make it.
  if (metadata === undefined || create === undefined) return undefined;
  const interval = spec['interval'] === undefined ? [] : [`--interval=${text(spec['interval'])}`];
  const namespace = metadata.namespace ?? request.namespace;
  return [...create(metadata.name, spec, namespace), ...interval, ...dependencies(spec), '-n', namespace];
}

function ociVersion(spec: Spec): string {
  const [[key, value] = ['semver', '*']] = Object.entries((spec['ref'] ?? {}) as Record<string, string>);
  return `${key === 'tag' ? '--tag' : '--tag-semver'}=${value}`;
}

function chartArguments(spec: Spec, home: string): readonly string[] {
  const chart = (spec['chart'] as { readonly spec: Spec } | undefined)?.spec;
  const from = (chart?.['sourceRef'] ?? spec['chartRef'] ?? {}) as Spec;
  const source = `${text(from['kind'])}/${text(from['name'])}.${text(from['namespace'] ?? home)}`;
  if (chart === undefined) return [`--chart-ref=${source}`];
  const version = chart['version'] === undefined ? [] : [`--chart-version=${text(chart['version'])}`];
  const strategy =
    chart['reconcileStrategy'] === undefined ? [] : [`--reconcile-strategy=${text(chart['reconcileStrategy'])}`];
  return [`--source=${source}`, `--chart=${text(chart['chart'])}`, ...version, ...strategy];
}

function kustomizationArguments(spec: Spec): readonly string[] {
  const source = spec['sourceRef'] as { kind: string; name: string; namespace?: string };
  const from = source.namespace === undefined ? source.name : `${source.name}.${source.namespace}`;
  const target = spec['targetNamespace'] === undefined ? [] : [`--target-namespace=${text(spec['targetNamespace'])}`];
  return [`--source=${source.kind}/${from}`, `--path=${text(spec['path'])}`, '--prune', ...target];
}

function dependencies(spec: Spec): readonly string[] {
  const list = (spec['dependsOn'] ?? []) as readonly { name: string; namespace?: string }[];
  const names = list.map((it) => (it.namespace === undefined ? it.name : `${it.namespace}/${it.name}`));
  return names.length === 0 ? [] : [`--depends-on=${names.join(',')}`];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
