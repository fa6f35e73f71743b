import { builtBy, specOf } from '../../src/language/build/built.ts';
import type { Applier } from '../../src/language/build/builds.ts';
import type { Body, Value } from '../../src/language/build/body.ts';
import { locality } from '../../src/language/build/locality.ts';
import type { Repository } from '../../src/language/repository/repository.ts';
import type { Folder, Outcome } from '../bed/send.ts';

/** Every Flux Kustomization of a repository that we build, once. */
export function localAppliers(repository: Repository): readonly Applier[] {
  const seen = new Set<unknown>();
  return [...repository.builds.appliers()].filter((it) => {
    if (seen.has(it.document) || it.document.facts.header.kind?.value !== 'Kustomization') return false;
    seen.add(it.document);
    return locality(repository, it)?.base === '' && builtBy(repository, it) !== undefined;
  });
}

/** What the real build is asked, without the substitution that comes after it. */
export function questionOf(repository: Repository, applier: Applier, root: string): Folder {
  const { postBuild: _, decryption: __, ...spec } = specOf(repository, applier).spec;
  const { name, namespace } = applier.document.facts.header;
  const metadata = { name: name?.value ?? 'x', namespace: namespace?.value ?? 'flux-system' };
  return { root, kustomization: { metadata, spec } };
}

/** What our build says differently from the real one, in words; empty when it is the same. Vague objects count by identity alone. */
export function differences(repository: Repository, applier: Applier, real: Outcome): readonly string[] {
  const built = builtBy(repository, applier);
  const unsure = built?.vague.some((it) => it.what === 'objects') === true;
  const refused = (built?.problems ?? []).filter((it) => it.what !== 'patch-selects-nothing').map((it) => it.what);
  if (real.error !== undefined) return refused.length > 0 || unsure ? [] : [`the real build fails: ${real.error}`];
  if (refused.length > 0) return refused.map((it) => `the real build does not fail, we say ${it}`);
  const theirs = new Map(
    real.objects.map(({ object }) => [idOf(object as unknown as Body), object as unknown as Body]),
  );
  const ours = new Map((built?.objects ?? []).map((it) => [idOf(it.body()), it]));
  const lines: string[] = [];
  for (const [id, it] of ours) {
    const other = theirs.get(id);
    if (other === undefined && !(it.vague && id.includes('*'))) lines.push(`${id} is only ours`);
    else if (other !== undefined && !it.vague) lines.push(...unlike(it.body(), other, id));
  }
  if (!unsure) {
    const stars = [...ours.keys()].filter((id) => id.includes('*')).map((id) => id.slice(0, id.indexOf('*')));
    for (const id of theirs.keys())
      if (!ours.has(id) && !stars.some((it) => id.startsWith(it))) lines.push(`${id} is only theirs`);
  }
  return lines;
}

function idOf(body: Body): string {
  const metadata = body['metadata'] as { readonly name?: string; readonly namespace?: string } | undefined;
  return `${show(body['apiVersion'])} ${show(body['kind'])} ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}

/** Flux asks for this one where a kustomization file has no resources, to have something in it. */
const originNote = 'config.kubernetes.io/origin';

function unlike(ours: Value | undefined, theirs: Value | undefined, at: string): readonly string[] {
  if (isEmpty(ours) && isEmpty(theirs)) return [];
  if (ours === undefined && isMap(theirs) && Object.keys(theirs).join() === originNote) return [];
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length)
    return ours.flatMap((it: Value, index) => unlike(it, (theirs as Value[])[index], `${at}[${index}]`));
  if (isMap(ours) && isMap(theirs)) {
    const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    keys.delete(originNote);
    return [...keys].flatMap((key) => unlike(ours[key], theirs[key], `${at}.${key}`));
  }
  if (
    typeof ours === 'string' &&
    ours.endsWith('-*') &&
    typeof theirs === 'string' &&
    theirs.startsWith(ours.slice(0, -1))
  )
    return [];
  return ours === theirs ? [] : [`${at}: ours ${show(ours)}, theirs ${show(theirs)}`];
}

function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value === null;
}

function isMap(value: Value | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: Value | undefined): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
