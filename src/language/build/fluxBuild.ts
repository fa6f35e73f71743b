import { below } from './bases.ts';
import type { Applier } from './builds.ts';
import { applied } from './accumulate.ts';
import { at, isBody, text, texts } from './body.ts';
import { bodyOf } from './contents.ts';
import type { Body } from './body.ts';
import { finished } from './finish.ts';
import type { Built } from './finish.ts';
import { withSpec } from './fluxSpec.ts';
import { isSame } from './jsonPatch.ts';
import { locality } from './locality.ts';
import type { BuiltObject } from './object.ts';
import { patched, patchesIn } from './patches.ts';
import { Findings } from './problem.ts';
import { scanned } from './scan.ts';
import { ignoredBy, syncSourceOf } from './sources.ts';
import { kustomizationFilesIn, targetOf } from './target.ts';
import type { Target } from './target.ts';
import { rootedPath } from '../repository/paths.ts';
import { instanceSpec } from '../repository/instance.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** What a Flux Kustomization applies when it has a spec. `undefined` when it builds another repository, or a folder that is not there. */
export function buildAs(repository: Repository, applier: Applier, spec: Body): Built | undefined {
  const folder = folderBuiltBy(repository, applier, spec);
  if (folder === undefined) return undefined;
  const { manifest, document } = applier;
  // What a parent's patch has put there stands nowhere in this file.
  const written = at(bodyOf(document.section), 'spec');
  const placeOf = (list: 'patches' | 'components'): { readonly path: string; readonly document: number } => ({
    path: isSame(at(written, list) ?? null, spec[list] ?? null) ? manifest.path : '',
    document: manifest.documents.indexOf(document),
  });
  const flux = placeOf('components');
  const own = targetOf(repository, folder);
  if (own === undefined && kustomizationFilesIn(repository, folder).length > 0) return undefined;
  const findings = new Findings();
  const base: Target = own ?? {
    folder,
    ...flux,
    body: {},
    scanned: scanned(repository, folder, locality(repository, applier)?.base ?? '', ignoredBy(repository, applier)),
  };
  const ownComponents = texts(base.body['components']).length;
  const target = { ...base, body: withSpec(repository, base, spec, flux, findings), flux, ownComponents };
  const fluxPatches = patchesIn(spec['patches'], 'patches', { ...placeOf('patches'), at: ['spec'] });
  const made = applied({ repository, doing: [] }, { ...target, fluxPatches }, [], findings);
  return finished(folder, { ...made, findings }, spec);
}

/** The spec of a Flux Kustomization as its file has it; of a FluxInstance that of the Kustomization that it makes. */
export function writtenSpec(repository: Repository, applier: Applier): Body {
  const { document } = applier;
  if (instanceSpec(document.facts) !== undefined) return syncSpec(repository, applier).spec;
  const spec = bodyOf(document.section)['spec'];
  return isBody(spec) ? spec : {};
}

/** The folder that a Flux Kustomization builds, of this repository. */
function folderBuiltBy(repository: Repository, applier: Applier, spec: Body): string | undefined {
  const local = locality(repository, applier);
  const path = text(spec['path']) ?? '';
  if (local === undefined || isSymbolic(path)) return undefined;
  const folder = below(local.base, rootedPath(path));
  return repository.folders.has(folder) ? folder : undefined;
}

/**
 * The spec of the Kustomization that Flux Operator makes of a FluxInstance, with the patches of the instance, which are for what it makes alone
 * (flux-operator v0.30, internal/builder). Vague where a patch of it is not computed.
 */
export function syncSpec(repository: Repository, applier: Applier): { readonly spec: Body; readonly isVague: boolean } {
  const { manifest, document } = applier;
  const place = instanceSpec(document.facts)?.split('.') ?? [];
  const spec = at(bodyOf(document.section), ...place);
  const { kind = '', name = '' } = syncSourceOf(applier) ?? {};
  const own = { path: text(at(spec, 'sync', 'path')) ?? '', prune: true, sourceRef: { kind, name } };
  const namespace = document.facts.header.namespace?.value ?? '';
  const identity = { group: 'kustomize.toolkit.fluxcd.io', version: 'v1', kind: 'Kustomization', namespace, name };
  const body: Body = {
    apiVersion: `${identity.group}/${identity.version}`,
    kind: identity.kind,
    metadata: { name, namespace },
    spec: own,
  };
  const from = { path: manifest.path, document: manifest.documents.indexOf(document) };
  const made: BuiltObject = {
    origin: from,
    identity,
    before: [],
    prefix: '',
    suffix: '',
    hashed: false,
    vague: false,
    body: () => body,
  };
  const patches = patchesIn(at(spec, 'kustomize', 'patches'), 'patches', { ...from, at: [...place, 'kustomize'] });
  const findings = new Findings();
  const [sync] = patches.reduce<readonly BuiltObject[]>((all, it) => patched(repository, all, it, findings), [made]);
  const result = sync?.body()['spec'];
  return { spec: isBody(result) ? result : own, isVague: sync?.vague !== false };
}
