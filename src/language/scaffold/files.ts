import { kustomizeFacts } from '../build/builds.ts';
import { folderOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { dependenciesOf, refuseTaken, sourceNeeded } from './declared.ts';
import { isNamespaceDeclared } from './declared.ts';
import type { Layout } from './layout.ts';
import {
  chartSource,
  firstManifest,
  fluxKustomization,
  helmRelease,
  kustomizationFile,
  namespaceOf,
} from './manifests.ts';
import type { Document } from './manifests.ts';
import type { Place } from './place.ts';
import type { Reach } from './reach.ts';
import { Refusal } from './refusal.ts';
import type { AppRequest } from './request.ts';
import { specText } from './survey.ts';
import type { Survey } from './survey.ts';

/** A file to be made. */
export interface PlannedFile {
  readonly path: string;
  readonly documents: readonly Document[];
}

interface Named {
  readonly file: string;
  readonly document: Document;
}

/** The files of an app, what they hold, and the one to open. */
export function planFiles(
  repository: Repository,
  survey: Survey,
  layout: Layout,
  place: Place,
  request: AppRequest,
  reach: Reach,
): { readonly files: readonly PlannedFile[]; readonly open: string } {
  refuseOtherNamespace(repository, place, request);
  refuseTaken(repository, request, place.own !== undefined);
  const missing = !isNamespaceDeclared(repository, request.namespace, reach);
  const parts = [
    ...(missing && !place.space ? [namespacePart(request)] : []),
    ...appParts(repository, place, request, reach),
  ];
  const last = parts.at(-1)?.file ?? 'kustomization.yaml';
  const own = ownFile(repository, place, request, reach);
  if (place.single !== undefined) {
    return { files: [{ path: place.single, documents: parts.map((it) => it.document) }], open: place.single };
  }
  const list = kustomizationFile(
    parts.map((it) => it.file),
    { namespace: request.namespace },
  );
  return {
    files: [
      ...spaceFiles(survey, layout, place, request, missing),
      ...own,
      { path: `${place.folder}/kustomization.yaml`, documents: [list] },
      ...parts.map((it) => ({ path: `${place.folder}/${it.file}`, documents: [it.document] })),
    ],
    open: `${place.folder}/${last}`,
  };
}

function namespacePart(request: AppRequest): Named {
  return { file: 'namespace.yaml', document: namespaceOf(request.namespace) };
}

function appParts(repository: Repository, place: Place, request: AppRequest, reach: Reach): readonly Named[] {
  const { source } = request;
  if (source.kind === 'manifests') {
    if (!place.own && request.dependsOn.length > 0) {
      throw new Refusal(
        'Here all apps are applied together, so plain manifests cannot wait for others. Leave the dependencies out.',
      );
    }
    return [{ file: 'configmap.yaml', document: firstManifest(request) }];
  }
  const { reference, url } = sourceNeeded(repository, request, source, reach);
  const placed = { ...source, sourceRef: reference };
  const dependsOn = place.own ? [] : dependenciesOf(repository, request, 'HelmRelease', request.namespace, reach);
  return [
    ...(url === undefined ? [] : [{ file: 'source.yaml', document: chartSource(placed, url) }]),
    { file: 'release.yaml', document: helmRelease(request, placed, dependsOn) },
  ];
}

function ownFile(repository: Repository, place: Place, request: AppRequest, reach: Reach): readonly PlannedFile[] {
  if (!place.own) return [];
  const { file, model } = place.own;
  const inherited = place.space ? request.namespace : namespaceSetBy(repository, place.registrations[0]?.file);
  const namespace = inherited === undefined ? (model.document.header.namespace?.value ?? 'flux-system') : undefined;
  const dependsOn = dependenciesOf(
    repository,
    request,
    'Kustomization',
    inherited ?? namespace ?? 'flux-system',
    reach,
  );
  const dotted = specText(model, 'path')?.startsWith('./') ?? true;
  const path = `${dotted ? './' : ''}${place.folder}`;
  return [{ path: file, documents: [fluxKustomization(request, { path, namespace }, model, dependsOn)] }];
}

function spaceFiles(
  survey: Survey,
  layout: Layout,
  place: Place,
  request: AppRequest,
  missing: boolean,
): readonly PlannedFile[] {
  if (!place.space) return [];
  const components = habitualComponents(survey, layout.root);
  const resources = [...(missing ? ['namespace.yaml'] : []), place.space.entry];
  const list = kustomizationFile(resources, {
    namespace: request.namespace,
    ...(components.length > 0 ? { components } : {}),
  });
  return [
    { path: `${place.space.folder}/kustomization.yaml`, documents: [list] },
    ...(missing ? [{ path: `${place.space.folder}/namespace.yaml`, documents: [namespaceOf(request.namespace)] }] : []),
  ];
}

/** Components that most of the sibling namespaces use. */
function habitualComponents(survey: Survey, root: string): readonly string[] {
  const siblings = [...survey.kustomizeFiles.values()].filter((it) => folderOf(it.folder) === root);
  const all = new Set(siblings.flatMap((it) => it.components));
  return [...all].filter((it) => siblings.filter((file) => file.components.includes(it)).length * 2 > siblings.length);
}

/** Kustomize's `namespace` wins over what the manifests say, so an app cannot live elsewhere below such a file. */
function refuseOtherNamespace(repository: Repository, place: Place, request: AppRequest): void {
  for (const { file } of place.registrations) {
    const forced = namespaceSetBy(repository, file);
    if (forced !== undefined && forced !== request.namespace) {
      throw new Refusal(`${file} puts everything into namespace ${forced}. Choose that namespace for the app.`);
    }
  }
}

function namespaceSetBy(repository: Repository, file: string | undefined): string | undefined {
  const manifest = file === undefined ? undefined : repository.manifest(file);
  return manifest && kustomizeFacts(manifest)?.fields.get('namespace')?.value;
}
