import { groupBy } from '../../flux/groups.ts';
import { kindOf } from '../../flux/kinds.ts';
import { isKustomizationPath } from '../build/builds.ts';
import type { Applier } from '../build/builds.ts';
import { commentedAbove } from '../build/commented.ts';
import { candidatesOf } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import { entriesOf, ownersOf } from '../build/ownership.ts';
import type { Owner } from '../build/ownership.ts';
import { inlineCode } from '../markdown.ts';
import { isKustomize } from '../repository/facts.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Location, Span } from '../yaml/text.ts';
import { objectUses } from './uses.ts';

/** How an object of a file stands in the repository, in a few words. */
export interface Standing {
  /** The first line of the object. */
  readonly span: Span;
  /** Who applies it and what it becomes, such as `applied by apps ← flux-system · namespace media`; absent where the object before says the same. */
  readonly owner?: { readonly words: string; readonly place: Location };
  /** Where others name it. */
  readonly uses: readonly Location[];
}

/**
 * The Flux objects of a file that somebody applies or names, in its order. Costs the kustomizations on the way up, what they build where nobody has
 * asked yet, and the files that mention the names.
 */
export function standingsIn(repository: Repository, path: string): readonly Standing[] {
  const manifest = repository.manifest(path);
  if (manifest === undefined || repository.isTemplate(path) || repository.builds.isPatch(path)) return [];
  const owners = ownersOf(repository, path);
  const place = placeOf(owners);
  const found: Standing[] = [];
  let said = '';
  for (const document of manifest.documents) {
    const { apiVersion, kind, group } = document.header;
    if (apiVersion === undefined || kind === undefined || kindOf(group, kind.value) === undefined) continue;
    const objects = becoming(repository, path, document);
    if (objects.length === 0) continue;
    const words = [ownerWords(repository, owners), identityWords(document, objects)]
      .filter((it) => it !== '')
      .join(' · ');
    const uses = usesOf(objectUses(repository, objects), path, document);
    const isNew = words !== said && place !== undefined;
    if (isNew || uses.length > 0)
      found.push({ span: apiVersion.span, ...(isNew && { owner: { words, place } }), uses });
    said = words;
  }
  return found;
}

/** What a document becomes in clusters; nothing when it is a patch. */
function becoming(repository: Repository, path: string, document: ManifestDocument): readonly Candidate[] {
  const manifest = repository.manifest(path);
  const { kind } = document.facts.header;
  const own = (manifest ? repository.objects.in(manifest) : []).find(
    (it) => it.document === document && it.declared.kind === kind?.value,
  );
  return own === undefined ? [] : [...candidatesOf(repository, own)];
}

function usesOf(places: readonly Location[], path: string, { start, header }: ManifestDocument): readonly Location[] {
  const own = header.name?.span.start ?? start;
  return places.filter((it) => it.path !== path || it.span.start !== own);
}

function placeOf([owner]: readonly Owner[]): Location | undefined {
  if (owner === undefined) return undefined;
  const { manifest, document } = owner.applier;
  const { name } = document.header;
  return { path: manifest.path, span: name?.span ?? { start: document.start, end: document.start } };
}

/** So many Kustomizations of one way up are told by name. */
const longest = 4;

function ownerWords(repository: Repository, owners: readonly Owner[]): string {
  const chains = groupBy(owners, chainOf);
  const [first, second] = chains.keys();
  if (first === undefined) return '';
  if (second !== undefined) {
    const others = chains.size === 2 ? second : `${chains.size - 1} others`;
    return `applied by ${first} and ${others}`;
  }
  const clusters = new Set(owners.map(({ applier }) => [...entriesOf(repository, applier)].join('\n'))).size;
  return `applied by ${first}${clusters > 1 ? ` in ${clusters} clusters` : ''}`;
}

function chainOf({ applier, above }: Owner): string {
  const names = [applier, ...above].map(nameOf);
  const shown = names.length > longest ? [...names.slice(0, longest - 1), '…', ...names.slice(-1)] : names;
  return shown.join(' ← ');
}

function nameOf({ document }: Applier): string {
  return document.facts.header.name?.value ?? 'a Kustomization without a name';
}

/** The namespace that the file does not say, and the name where it becomes another. */
function identityWords({ facts }: ManifestDocument, objects: readonly Candidate[]): string {
  const namespaces = [...new Set(objects.flatMap((it) => it.namespace ?? []))];
  const names = [...new Set(objects.map((it) => it.name))];
  const written = facts.header;
  const isSaid = namespaces.length === 1 && namespaces[0] === written.namespace?.value;
  return [
    names.length === 1 && names[0] === written.name?.value ? '' : `named ${short(names, 'names')}`,
    namespaces.length === 0 || isSaid ? '' : `namespace ${short(namespaces, 'namespaces')}`,
  ]
    .filter((it) => it !== '')
    .join(' · ');
}

function short(names: readonly string[], what: string): string {
  return names.length > 3 ? `one of ${names.length} ${what}` : names.join(', ');
}

/** Who applies an object and what it becomes, as Markdown for a hover; `undefined` for what is no object and no kustomization file. */
export function tellStanding(repository: Repository, path: string, document: ManifestDocument): string | undefined {
  if (repository.builds.isPatch(path)) return 'A patch: it changes an object that another file declares.';
  const isFile = isKustomizationPath(path) && isKustomize(document.facts);
  const objects = becoming(repository, path, document);
  if (objects.length === 0 && !isFile) return undefined;
  const ids = [...new Set(objects.map((it) => (it.namespace === undefined ? it.name : `${it.namespace}/${it.name}`)))];
  const owners = ownersOf(repository, path);
  const as = ids.length > 5 ? `${ids.length} objects` : ids.map(inlineCode).join(', ');
  if (owners.length === 0) return hasAppliers(repository) ? tellOrphan(repository, path) : undefined;
  const lines = owners.slice(0, 5).map(({ applier, above }) => {
    const chain = [applier, ...above].map((it) => inlineCode(nameOf(it))).join(' ← ');
    return `- ${chain} in ${inlineCode(applier.manifest.path)}`;
  });
  const more = owners.length > 5 ? [`- and ${owners.length - 5} more`] : [];
  return [isFile ? 'Built by' : `Applied as ${as} by`, [...lines, ...more].join('\n')].join('\n\n');
}

function tellOrphan(repository: Repository, path: string): string {
  const entry = commentedAbove(repository, path);
  const why = entry === undefined ? '' : `: commented out in ${inlineCode(entry.path)}, line ${entry.line}`;
  return `Applied by no Kustomization of this repository${why}.`;
}

function hasAppliers(repository: Repository): boolean {
  return !repository.builds.appliers().next().done;
}
