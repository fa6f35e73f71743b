import { referencesByKind } from '../../flux/references.ts';
import type { Reference, ReferencesByKind } from '../../flux/references.ts';
import { isFluxGroup } from '../../flux/kind.ts';
import { kindOf } from '../../flux/kinds.ts';
import type { Word } from '../repository/header.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { alikeOfKind, allOfKind, findNamed, mayBeTemplated, namespacesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { areApart } from '../build/clusters.ts';
import { mappingsWith } from '../yaml/mappings.ts';
import { text, under } from '../build/body.ts';
import { builtFrom } from '../build/built.ts';
import { isPatched } from '../build/patched.ts';
import { isEntrySource } from '../build/locality.ts';
import { rootsOf } from '../build/roots.ts';
import type { Step } from '../yaml/parse.ts';
import { isApplied } from '../build/placement.ts';
import type { MissingReference } from '../problems/references.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule, Subject } from '../rule.ts';
import { similar } from '../similar.ts';
import { putIn } from '../variables/texts.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import type { Span } from '../yaml/text.ts';
import { isClosed, worldOf } from '../build/world.ts';

/** A field that names another object, as it stands in a document. */
export interface Mention {
  readonly reference: Reference;
  /** Path to the mapping that holds the name. */
  readonly path: readonly Step[];
  readonly kinds: readonly string[];
  readonly name: string;
  /** Who puts the variables into the name, where it has some. */
  readonly applier?: string;
  readonly nameSpan: Span;
  /** Where to look: given in the reference, else the referrer's own; `undefined` among them when that cannot be known. */
  readonly namespaces: ReadonlySet<string | undefined>;
}

/** Names in reference fields that nothing in the repository declares (RULES.md rules 3, 6, 83). */
export const missingReferences: Rule = function* (it) {
  for (const mention of mentionsIn(it)) {
    if (isSymbolic(mention.name) || mention.name === '' || isFound(it, mention) || isOverwritten(it, mention)) continue;
    const { applier, name } = mention;
    const problem = { ...missing(it, mention), ...(applier !== undefined && { after: { applier, value: name } }) };
    // Where the name is known elsewhere and a namespace is written, that is what is wrong.
    const given = it.document.nodeAt([...mention.path, 'namespace']);
    if (problem.elsewhere.length === 0 || !problem.crossNamespace || given === undefined)
      yield { ...problem, span: mention.nameSpan };
    else yield { ...problem, similar: [], span: it.document.span(given) };
  }
};

/** A document in its repository. */
type Placed = Pick<Subject, 'repository' | 'manifest' | 'document'>;

/** The references of a document, as the table of Flux's references knows them. What was asked about last is at hand: its rules come in a row. */
export function mentionsIn(it: Placed, table: ReferencesByKind = referencesByKind): readonly Mention[] {
  const last = it.repository.remember('last mentions', (): Last => ({ document: undefined, found: new Map() }));
  if (last.document !== it.document) Object.assign(last, { document: it.document, found: new Map() });
  const known = last.found.get(table);
  if (known) return known;
  const found = [...lookForMentions(it, table)];
  if (last.document === it.document) last.found.set(table, found);
  return found;
}

interface Last {
  readonly document: ManifestDocument | undefined;
  readonly found: Map<ReferencesByKind, readonly Mention[]>;
}

function* lookForMentions(it: Placed, table: ReferencesByKind): Generator<Mention> {
  const { document } = it;
  const { group, kind } = document.header;
  const rows = kind === undefined ? undefined : table.get(kind.value);
  if (kind === undefined || rows === undefined || !isFluxGroup(group) || !kindOf(group, kind.value)) return;
  for (const reference of rows) {
    for (const path of mappingsWith(document.facts, reference.path, 'name')) {
      const mention = mentionAt(it, reference, path);
      if (mention) yield mention;
    }
  }
}

function mentionAt(it: Placed, reference: Reference, path: readonly Step[]): Mention | undefined {
  const { document } = it;
  const field = (key: string): Word | undefined => document.facts.fields.get(`${path.join('.')}.${key}`);
  // Nearly all names stand there as they are.
  const settled = (text: string) =>
    /[$<{]/.test(text) ? putIn(it.repository, it.manifest.path, document, text) : { text };
  const word = field('name');
  if (word === undefined) return undefined;
  const chosen = reference.choosesKind ? field('kind')?.value : undefined;
  const allowed = chosen === undefined ? reference.to.slice(0, 1) : reference.to.filter((kind) => kind === chosen);
  if (allowed.length === 0) return undefined;
  const given = reference.crossNamespace ? field('namespace')?.value : undefined;
  const namespaces =
    given === undefined || given === ''
      ? namespacesOf(it.repository, it.manifest.path, document)
      : new Set([settled(given)?.text]);
  const put = settled(word.value);
  const by = word.value.includes('${') && put?.applier !== undefined ? { applier: put.applier } : {};
  const name = put?.text ?? word.value;
  return { reference, path, kinds: allowed, name, ...by, nameSpan: document.shift(word.span), namespaces };
}

/** Whether patches put another name there in every build that takes the document in. */
function isOverwritten({ repository, manifest, document }: Subject, { path, name }: Mention): boolean {
  if (!isPatched(repository, manifest.path)) return false;
  const objects = builtFrom(repository, manifest.path, manifest.documents.indexOf(document));
  return objects.length > 0 && objects.every((it) => it.vague || text(under(it.body(), [...path, 'name'])) !== name);
}

/** Made by `flux bootstrap` and by Flux Operator, often without a file to show for it. */
const bootstrapped: readonly string[] = ['GitRepository', 'OCIRepository', 'Bucket', 'Kustomization'];

/** Whether Flux's own first source or Kustomization is of this kind, as far as no file shows that it is of another. */
function mayBootstrap(repository: Repository, kind: string): boolean {
  if (kind === 'Kustomization' || !bootstrapped.includes(kind)) return kind === 'Kustomization';
  const isShown = (it: string): boolean => it !== 'Kustomization' && showsBootstrapSource(repository, it);
  return isShown(kind) || !bootstrapped.some(isShown);
}

/** Whether a file has the bootstrap source, as one of this kind. */
function showsBootstrapSource(repository: Repository, kind: string): boolean {
  const isIt = (it: Candidate): boolean => it.namespace === 'flux-system';
  return repository.remember(`bootstrap ${kind}`, () => findNamed(repository, kind, 'flux-system').some(isIt));
}

/** Whether what a field names is declared, or may come from elsewhere. */
export function isFound({ repository, manifest, external }: Subject, mention: Mention): boolean {
  const { name, namespaces } = mention;
  const inPlace = (namespace: string | undefined): boolean =>
    namespace === undefined || namespaces.has(undefined) || namespaces.has(namespace);
  return mention.kinds.some(
    (kind) =>
      (name === 'flux-system' && inPlace('flux-system') && mayBootstrap(repository, kind)) ||
      findNamed(repository, kind, name).some(
        (it) => inPlace(it.namespace) && !areApart(repository, manifest.path, it.declaration.manifest.path),
      ) ||
      mayBeTemplated(repository, kind, name) ||
      [...namespaces].some((namespace) => isEntrySource(repository, kind, namespace, name)) ||
      [...namespaces].some((namespace) => isExternal(external, `${kind}/${namespace ?? '*'}/${name}`)),
  );
}

/** Whether people say that `Kind/namespace/name` exists elsewhere; the namespace of a Namespace is empty. */
export function isExternal(external: readonly string[], id: string): boolean {
  return external.some((glob) => {
    const parts = glob.split('*').map((part) => part.replaceAll(/[^A-Za-z0-9]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(id);
  });
}

function missing(it: Subject, mention: Mention): MissingReference {
  const { repository, manifest, document } = it;
  const [namespace] = mention.namespaces;
  const all = mention.kinds
    .flatMap((kind) => [...alikeOfKind(repository, kind, mention.name)])
    .filter((candidate) => candidate.declaration.document !== document);
  const isFar = ({ declaration }: Candidate) => areApart(repository, manifest.path, declaration.manifest.path);
  const [others, far] = [all.filter((one) => !isFar(one)), all.filter(isFar)];
  const away = far.find((one) => one.name === mention.name);
  const near = others.filter((other) => other.namespace === undefined || mention.namespaces.has(other.namespace));
  const bootstrap = mention.kinds.some((kind) => bootstrapped.includes(kind)) && mention.namespaces.has('flux-system');
  const names = [...near.map((other) => other.name), ...(bootstrap ? ['flux-system'] : [])].filter(
    (one) => !isSymbolic(one),
  );
  const elsewhere = others.flatMap(({ name, namespace: other }) =>
    name === mention.name && other !== undefined ? [other] : [],
  );
  if (mention.name === 'flux-system' && mention.kinds.some((kind) => mayBootstrap(repository, kind)))
    elsewhere.push('flux-system');
  const alike = similar(mention.name, names);
  return {
    code: 'reference/missing',
    kinds: mention.kinds,
    name: mention.name,
    ...(namespace !== undefined && { namespace }),
    similar: alike,
    elsewhere: [...new Set(elsewhere)],
    ...(away && { away: away.declaration.manifest.path }),
    crossNamespace: mention.reference.crossNamespace,
    path: mention.path,
    ...namesakeOf(it, mention),
    world: worldFor(it, namespace, alike.length > 0 || hasOther(it, mention.kinds)),
  };
}

/** Whether another document has an object of one of the kinds. */
function hasOther({ repository, document }: Subject, wanted: readonly string[]): boolean {
  for (const kind of wanted)
    for (const { declaration } of allOfKind(repository, kind)) if (declaration.document !== document) return true;
  return false;
}

/** Kustomizations depend on Kustomizations alone, and HelmReleases on HelmReleases: who names the other has mixed them up. */
function namesakeOf(
  { repository }: Subject,
  { path, reference, kinds: [kind], name }: Mention,
): Pick<MissingReference, 'namesake'> {
  if (!path.includes('dependsOn') || reference.choosesKind) return {};
  const other = kind === 'Kustomization' ? 'HelmRelease' : 'Kustomization';
  const [found] = findNamed(repository, other, name);
  if (found === undefined) return {};
  const [root] = rootsOf(repository, found.declaration.manifest.path);
  const applier = root !== undefined && 'applier' in root ? root.applier.document.facts.header.name?.value : undefined;
  return { namesake: { kind: other, ...(applier !== undefined && { applier }) } };
}

function worldFor(
  { repository, manifest }: Subject,
  namespace: string | undefined,
  known: boolean,
): MissingReference['world'] {
  if (isClosed(repository, namespace) && isApplied(repository, manifest.path)) return 'closed';
  return known || worldOf(repository).hasEntry ? 'open' : 'foreign';
}
