import { kinds } from '../flux/kinds.ts';
import type { ObjectId } from '../flux/objects.ts';
import type { ManifestDocument } from './manifest.ts';
import type { Declaration } from './objects.ts';
import { placementsOf } from './placement.ts';
import type { Repository } from './repository.ts';
import { isSymbolic, literalOf } from './symbolic.ts';

/** An object as it will be in a cluster; one declaration may become several. */
export interface Candidate {
  readonly declaration: Declaration;
  /** After kustomize. */
  readonly name: string;
  /** After kustomize and Flux; absent when nobody in the repository says it, or a variable does. */
  readonly namespace?: string;
}

/** The objects of a Flux kind that have this name in a cluster, in any namespace. Costs the number of declarations of that name. */
export function findNamed(repository: Repository, kind: string, name: string): readonly Candidate[] {
  const group = fluxGroupOf(kind);
  const plain = [...repository.objects.named(group, kind, name)];
  const renamed = repository.builds.hasAffixes
    ? [...repository.objects.names(group, kind)]
        .filter((it) => it !== name && name.includes(it))
        .flatMap((it) => [...repository.objects.named(group, kind, it)])
    : [];
  return [...plain, ...renamed].flatMap((it) => [...candidatesOf(repository, it)]).filter((it) => it.name === name);
}

/** All objects of a Flux kind that files declare. Costs their number: not for every keystroke. */
export function* allOfKind(repository: Repository, kind: string): Generator<Candidate> {
  for (const it of repository.objects.ofKind(fluxGroupOf(kind), kind)) yield* candidatesOf(repository, it);
}

/** What a declaration becomes in clusters; nothing when it stands in a patch or a chart's template. */
export function* candidatesOf(repository: Repository, declaration: Declaration): Generator<Candidate> {
  const { manifest, declared } = declaration;
  if (repository.builds.isPatch(manifest.path) || repository.isTemplate(manifest.path)) return;
  const templated = declaration.document.facts.header.kind?.value === 'ResourceSet' && declared.kind !== 'ResourceSet';
  const seen = new Set<string>();
  for (const placement of placementsOf(repository, manifest.path)) {
    // kustomize does not look into what a ResourceSet makes.
    const raw = templated ? declared.namespace : (placement.namespace ?? declared.namespace);
    const name = templated ? declared.name.value : placement.prefix + declared.name.value + placement.suffix;
    const namespace = raw === undefined ? undefined : literalOf(raw);
    if (seen.has(`${namespace ?? ''}/${name}`)) continue;
    seen.add(`${namespace ?? ''}/${name}`);
    yield { declaration, name, ...(namespace !== undefined && { namespace }) };
  }
}

/** The namespaces in which a document's object will be; `undefined` among them stands for one that cannot be known. */
export function namespacesOf(
  repository: Repository,
  path: string,
  document: ManifestDocument,
): ReadonlySet<string | undefined> {
  const own = document.facts.header.namespace?.value;
  return new Set(
    placementsOf(repository, path).map((it) => {
      const raw = it.namespace ?? own;
      return raw === undefined ? undefined : literalOf(raw);
    }),
  );
}

/** The object of a document as the files say: the namespace of its first placement, the name as kustomize makes it. */
export function objectIdOf(repository: Repository, path: string, document: ManifestDocument): ObjectId | undefined {
  const { group, kind, name, namespace } = document.facts.header;
  if (kind === undefined || name === undefined) return undefined;
  const placement = placementsOf(repository, path)[0];
  return {
    group,
    kind: kind.value,
    namespace: placement?.namespace ?? namespace?.value ?? '',
    name: `${placement?.prefix ?? ''}${name.value}${placement?.suffix ?? ''}`,
  };
}

/** Every object that a document becomes, one per way in which its file reaches a cluster. Namespaces that no file knows are empty. */
export function identitiesOf(repository: Repository, path: string, document: ManifestDocument): readonly ObjectId[] {
  const { group, kind } = document.facts.header;
  const manifest = repository.manifest(path);
  const declaration = (manifest ? repository.objects.in(manifest) : []).find(
    (it) => it.document === document && it.declared.group === group && it.declared.kind === kind?.value,
  );
  if (declaration === undefined || kind === undefined) return [];
  return [...candidatesOf(repository, declaration)].map(({ name, namespace = '' }) => ({
    group,
    kind: kind.value,
    namespace,
    name,
  }));
}

/** Whether some declaration of the kind has a variable in its name that could become this name. */
export function mayBeTemplated(repository: Repository, kind: string, name: string): boolean {
  for (const it of repository.objects.names(fluxGroupOf(kind), kind)) {
    if (!isSymbolic(it)) continue;
    const parts = it.split(/\$\{[^}]*\}|<<.*?>>|\{\{.*?\}\}/);
    const pattern = parts.map((part) => part.replaceAll(/[^A-Za-z0-9]/g, '\\$&')).join('.*');
    if (new RegExp(`^${pattern}$`).test(name)) return true;
  }
  return false;
}

/** The group of a Flux kind; every kind name is unique among Flux's own. */
export function fluxGroupOf(kind: string): string {
  return kinds.find((it) => it.kind === kind)?.group ?? '';
}
