import { substitute } from '../../flux/expand.ts';
import { accumulate } from './accumulate.ts';
import { at, bodies, isBody, text, texts } from './body.ts';
import type { Body } from './body.ts';
import type { Applier } from './builds.ts';
import { climb } from './climb.ts';
import type { Root, Way } from './climb.ts';
import { finished } from './finish.ts';
import type { Built } from './finish.ts';
import { buildAs, writtenSpec } from './fluxBuild.ts';
import { countMoved, writtenAppliersAt } from './locality.ts';
import { patchesAt } from './target.ts';
import { joinPath, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { literalOf } from '../yaml/symbolic.ts';
import { groupBy } from '../../flux/groups.ts';

/** The Flux Kustomizations to which parents give another folder or source than their files say. */
export interface Moves {
  /** By the key of the Kustomization as its file has it: what it becomes, for each way in which parents differ. */
  readonly of: ReadonlyMap<string, readonly Applier[]>;
  /** The same by the folder that they build. */
  readonly into: ReadonlyMap<string, readonly Applier[]>;
}

/**
 * What patches and inline variables of parents do to `spec.path` and `spec.sourceRef`, the parents taken as their files have them: who patches
 * the patches is not asked. What is not known for certain moves nothing. Computed once, from the builds of those parents alone.
 */
export function movesOf(repository: Repository): Moves {
  return repository.remember('moves', () => {
    const of = new Map<string, readonly Applier[]>();
    const builds = new Map<string, Built | undefined>();
    // Looks at all Kustomizations, so not for each of them.
    const { mayMove } = repository.builds;
    for (const applier of repository.builds.appliers()) {
      if (of.has(applier.key) || !(mayMove || hasVariablePath(applier)) || !isObject(repository, applier)) continue;
      const moved = movedBy(repository, applier, builds);
      if (moved !== undefined) of.set(applier.key, moved);
    }
    const moved = [...of.values()].flat();
    const stay = [...repository.builds.appliers()].filter((it) => !of.has(it.key));
    if (moved.length > 0) countMoved(repository, [...stay, ...moved]);
    return { of, into: groupBy(moved, (it) => it.folder) };
  });
}

function isObject(repository: Repository, { manifest, document }: Applier): boolean {
  return document.facts.header.kind?.value === 'Kustomization' && !repository.builds.isPatch(manifest.path);
}

function hasVariablePath({ document }: Applier): boolean {
  return document.facts.fields.get('spec.path')?.value.includes('${') === true;
}

function movedBy(
  repository: Repository,
  applier: Applier,
  builds: Map<string, Built | undefined>,
): readonly Applier[] | undefined {
  const { manifest, document, key } = applier;
  const index = manifest.documents.indexOf(document);
  const written = targetIn(writtenSpec(repository, applier));
  const found = new Map<string, { readonly spec: Body; readonly parents: Applier[] }>();
  const way = climb(repository, manifest.path, writtenAppliersAt);
  if (!isTouched(repository, applier, way)) return undefined;
  for (const root of way.roots) {
    const built = builtOnce(repository, root, builds);
    for (const object of built?.objectsAt(manifest.path, index) ?? []) {
      const patched = object.body()['spec'];
      if (object.vague || !isBody(patched)) return undefined;
      const spec = expanded(repository, patched, root, built);
      const key = JSON.stringify(spec);
      const same = found.get(key) ?? { spec, parents: [] };
      if ('applier' in root) same.parents.push(root.applier);
      found.set(key, same);
    }
  }
  if ([...found.values()].every((it) => targetIn(it.spec) === written)) return undefined;
  return [...found.values()].flatMap((moved, number) => {
    const folder = rootedPath(literalOf(text(moved.spec['path']) ?? '') ?? '\0');
    const own = { manifest, document, folder, key: `${key}\n${number}`, moved };
    const components = texts(moved.spec['components']).flatMap((it) => joinPath(folder, it) ?? []);
    return [own, ...components.map((it) => ({ ...own, folder: it }))];
  });
}

/** Whether somebody on the way may change the spec; without reading it. */
function isTouched(repository: Repository, applier: Applier, { roots, folders }: Way): boolean {
  if (hasVariablePath(applier)) return true;
  const isPatching = (root: Root): boolean =>
    'applier' in root && /patches|components/.test(root.applier.document.section.text);
  return folders.some((it) => patchesAt(repository, it)) || roots.some(isPatching);
}

/** What decides which folder of which repository is built. */
function targetIn(spec: Body): string {
  return JSON.stringify([spec['path'] ?? '', spec['sourceRef'] ?? null]);
}

function builtOnce(repository: Repository, root: Root, builds: Map<string, Built | undefined>): Built | undefined {
  const key = 'applier' in root ? root.applier.key : `folder ${root.folder}`;
  if (!builds.has(key)) builds.set(key, builtFrom(repository, root));
  return builds.get(key);
}

function builtFrom(repository: Repository, root: Root): Built | undefined {
  if ('applier' in root) return buildAs(repository, root.applier, writtenSpec(repository, root.applier));
  const made = accumulate({ repository, doing: [] }, root.folder);
  return made && finished(root.folder, made, {});
}

/** A spec with the variables of its parent put into its path, as far as the parent has them itself or builds what they come from. */
function expanded(repository: Repository, spec: Body, root: Root, built: Built | undefined): Body {
  const path = text(spec['path']) ?? '';
  if (!path.includes('${') || !('applier' in root)) return spec;
  const postBuild = at(writtenSpec(repository, root.applier), 'postBuild');
  const namespace = root.applier.document.facts.header.namespace?.value;
  let known: Body = {};
  for (const source of bodies(at(postBuild, 'substituteFrom'))) {
    const [kind, name] = [text(source['kind']), text(source['name'])];
    const found = built?.objects.find(
      ({ identity: it }) => it.group === '' && it.kind === kind && it.name === name && it.namespace === namespace,
    );
    const data = kind !== 'ConfigMap' || found?.vague !== false ? undefined : found.body()['data'];
    // What is not known may say anything of what came before it.
    known = isBody(data) ? { ...known, ...data } : {};
  }
  const inline = at(postBuild, 'substitute');
  if (isBody(inline)) known = { ...known, ...inline };
  const result = substitute(path, (name) => {
    const value = Object.hasOwn(known, name) ? text(known[name]) : undefined;
    return value === undefined || value.includes('$') ? {} : { value };
  });
  return result.text === undefined ? spec : { ...spec, path: result.text };
}
