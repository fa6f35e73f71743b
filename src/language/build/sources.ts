import { at, text } from './body.ts';
import type { Applier } from './builds.ts';
import { instanceSpec } from '../repository/instance.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** The name of the source and the Kustomization that `flux bootstrap` and Flux Operator make first. */
export const bootstrap = 'flux-system';

/** What a Flux Kustomization builds from. */
export interface Source {
  readonly kind: string;
  readonly name: string;
  /** The same for the Kustomizations that build from one source. */
  readonly key: string;
}

/** What `spec.sourceRef` says; a missing namespace is that of the Kustomization, empty where its file has none. */
export interface SourceRef {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** What a Flux Kustomization names as its source; `undefined` where it names none, or a variable decides. */
export function sourceRefOf(applier: Applier): SourceRef | undefined {
  const { fields, header } = applier.document.facts;
  const said = (field: string): string | undefined =>
    applier.moved ? text(at(applier.moved.spec, 'sourceRef', field)) : fields.get(`spec.sourceRef.${field}`)?.value;
  const kind = said('kind') ?? '';
  const name = said('name') ?? '';
  const namespace = said('namespace') ?? header.namespace?.value ?? '';
  return kind === '' || name === '' || isSymbolic(name) ? undefined : { kind, name, namespace };
}

/** The source of a Flux Kustomization; `undefined` for what cannot be known or is put together in the cluster. */
export function sourceOf(applier: Applier): Source | undefined {
  const ref = sourceRefOf(applier);
  if (ref === undefined || ref.kind === 'ExternalArtifact') return undefined;
  return { kind: ref.kind, name: ref.name, key: keyOf(ref.kind, ref.namespace, ref.name) };
}

/** The source that Flux Operator makes for the sync of a FluxInstance (`spec.sync`): of its namespace, and by default named as that. */
export function syncSourceOf({ document }: Applier): Source | undefined {
  const { fields, header } = document.facts;
  const instance = instanceSpec(document.facts);
  if (instance === undefined) return undefined;
  const sync = `${instance}.sync`;
  const kind = fields.get(`${sync}.kind`)?.value;
  const namespace = header.namespace?.value ?? '';
  const name = fields.get(`${sync}.name`)?.value ?? (namespace === '' ? bootstrap : namespace);
  if (kind === undefined || isSymbolic(name)) return undefined;
  return { kind, name, key: keyOf(kind, namespace, name) };
}

/** The key of a source. The bootstrap source is told by its name alone. */
export function keyOf(kind: string, namespace: string, name: string): string {
  return name === bootstrap ? name : `${kind}/${namespace}/${name}`;
}

/**
 * What `spec.ignore` of the source of a Kustomization leaves out, as its file has it; empty when it says nothing, `undefined` when files
 * disagree, which are those of several clusters, or patches may change it.
 */
export function ignoredBy(repository: Repository, applier: Applier): string | undefined {
  const source = sourceOf(applier);
  if (source === undefined) return '';
  const known = repository.remember('ignored by', () => new Map<string, string | undefined>());
  if (!known.has(source.key)) known.set(source.key, ignoredIn(repository, source));
  return known.get(source.key);
}

function ignoredIn(repository: Repository, source: Source): string | undefined {
  const said = new Set<string | undefined>();
  for (const { manifest, document } of repository.objects.named('source.toolkit.fluxcd.io', source.kind, source.name)) {
    if (repository.builds.isPatch(manifest.path)) return undefined;
    const word = document.facts.fields.get('spec.ignore');
    const value = word?.hidden === true ? undefined : (word?.value ?? '');
    said.add(value === undefined || isSymbolic(value) ? undefined : value);
  }
  if (repository.builds.mayIgnore) return undefined;
  const [only = ''] = said;
  return said.size > 1 || said.has(undefined) ? undefined : only;
}
