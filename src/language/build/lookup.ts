import { kinds } from '../../flux/kinds.ts';
import type { ObjectId } from '../../flux/objects.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Declaration } from '../repository/objects.ts';
import { placementsOf } from './placement.ts';
import { builtAt } from './built.ts';
import { originalOf } from './object.ts';
import { rootsOf } from './roots.ts';
import type { Repository } from '../repository/repository.ts';
import { isAlike } from '../similar.ts';
import { isSymbolic, literalOf, mayBecome } from '../yaml/symbolic.ts';

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
  const renamed = repository.builds.mayRename ? (renamedOf(repository, group, kind).get(name) ?? []) : [];
  return [name, ...renamed]
    .flatMap((it) => [...repository.objects.named(group, kind, it)])
    .flatMap((it) => [...candidatesOf(repository, it)])
    .filter((it) => it.name === name);
}

/** The names that objects of a kind get from builds, with the names in the files that become them. Costs the number of declarations, once. */
function renamedOf(repository: Repository, group: string, kind: string): ReadonlyMap<string, ReadonlySet<string>> {
  return repository.remember(`renamed ${group}/${kind}`, () => {
    const found = new Map<string, Set<string>>();
    for (const declaration of repository.objects.ofKind(group, kind)) {
      const written = declaration.declared.name.value;
      for (const { name } of candidatesOf(repository, declaration)) {
        if (name === written) continue;
        const all = found.get(name) ?? new Set<string>();
        found.set(name, all.add(written));
      }
    }
    return found;
  });
}

/** All objects of a Flux kind that files declare. Costs their number: not for every keystroke. */
export function* allOfKind(repository: Repository, kind: string): Generator<Candidate> {
  for (const it of repository.objects.ofKind(fluxGroupOf(kind), kind)) yield* candidatesOf(repository, it);
}

/** Those of `allOfKind` with a name that may have been meant by another. Costs the number of declarations with such names. */
export function* alikeOfKind(repository: Repository, kind: string, meant: string): Generator<Candidate> {
  for (const it of repository.objects.ofKind(fluxGroupOf(kind), kind))
    if (repository.builds.mayRename || isAlike(meant, it.declared.name.value)) yield* candidatesOf(repository, it);
}

/** What a declaration becomes in clusters; nothing when it stands in a patch or a chart's template. */
export function* candidatesOf(repository: Repository, declaration: Declaration): Generator<Candidate> {
  const { manifest, document, declared } = declaration;
  if (repository.builds.isPatch(manifest.path) || repository.isTemplate(manifest.path)) return;
  const { group, kind } = declared;
  const name = declared.name.value;
  const seen = new Set<string>();
  for (const it of becoming(repository, manifest.path, document, {
    group,
    kind,
    name,
    namespace: declared.namespace,
  })) {
    const key = `${it.namespace ?? ''}/${it.name}`;
    if (!seen.has(key)) yield { declaration, ...it };
    seen.add(key);
  }
}

/** An object as its document names it. */
interface Written {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

interface Effective {
  readonly name: string;
  readonly namespace?: string;
}

/**
 * Name and namespace that an object of a document has in clusters, one for each build that takes it in. What no build shows, because nothing takes
 * it in or its build is not computed, is placed by the kustomization files around it. kustomize does not look into what a ResourceSet makes.
 */
function* becoming(
  repository: Repository,
  path: string,
  document: ManifestDocument,
  written: Written,
): Generator<Effective> {
  const header = document.facts.header.kind?.value;
  if (header === 'ResourceSet' && written.kind !== 'ResourceSet') {
    yield effective(written.name, written.namespace);
    return;
  }
  const index = repository.manifest(path)?.documents.indexOf(document) ?? -1;
  let isComplete = true;
  let isBuilt = false;
  for (const root of rootsOf(repository, path)) {
    const built = builtAt(repository, root);
    if (built === undefined) isComplete = false;
    for (const object of built?.objectsAt(path, index) ?? []) {
      const { group, kind, name } = originalOf(object);
      if (group !== written.group || kind !== written.kind || name !== written.name) continue;
      isBuilt = true;
      yield effective(object.identity.name, object.identity.namespace);
    }
  }
  if (isBuilt && isComplete) return;
  for (const { namespace, prefix, suffix } of placementsOf(repository, path))
    yield effective(prefix + written.name + suffix, namespace ?? written.namespace);
}

function effective(name: string, namespace: string | undefined): Effective {
  const known = namespace === undefined || namespace === '' ? undefined : literalOf(namespace);
  return { name, ...(known !== undefined && { namespace: known }) };
}

function ofDocument(repository: Repository, path: string, document: ManifestDocument): Generator<Effective> {
  const { group, kind, name, namespace } = document.facts.header;
  const written = { group, kind: kind?.value ?? '', name: name?.value ?? '', namespace: namespace?.value };
  return becoming(repository, path, document, written);
}

/** The namespaces in which a document's object will be; `undefined` among them stands for one that cannot be known. */
export function namespacesOf(
  repository: Repository,
  path: string,
  document: ManifestDocument,
): ReadonlySet<string | undefined> {
  return new Set([...ofDocument(repository, path, document)].map((it) => it.namespace));
}

/** The object of a document as the files say: name and namespace as the first build that takes it in has them. */
export function objectIdOf(repository: Repository, path: string, document: ManifestDocument): ObjectId | undefined {
  const { group, kind, name } = document.facts.header;
  if (kind === undefined || name === undefined) return undefined;
  const [first] = ofDocument(repository, path, document);
  return { group, kind: kind.value, namespace: first?.namespace ?? '', name: first?.name ?? name.value };
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
    if (isSymbolic(it) && mayBecome(it, name)) return true;
  }
  return false;
}

/** The group of a Flux kind; every kind name is unique among Flux's own. */
export function fluxGroupOf(kind: string): string {
  return kinds.find((it) => it.kind === kind)?.group ?? '';
}
