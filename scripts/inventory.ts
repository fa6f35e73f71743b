import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { kindOf } from '../src/flux/kinds.ts';
import { groupOf } from '../src/flux/objects.ts';

interface Body {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

const bootstrapName = 'flux-system';

interface SourceRef {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/**
 * The Flux objects, Namespaces and ConfigMaps that Flux would make from a repository, as far as it can be known without a build: what
 * begins in `entry` and what the paths of its Kustomizations lead to, in the namespaces that kustomization files give.
 * Patches and variables are not applied. Paths that leave the repository are not followed.
 */
export function objectsOf(root: string, entry: string): object[] {
  const objects = new Map<string, Body>();
  const seen = new Set<string>();
  const waiting = [join(root, entry)];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || relative(root, path).startsWith('..')) continue;
    seen.add(path);
    for (const body of built(path, undefined)) {
      const { name = '', namespace = '' } = body.metadata ?? {};
      objects.set([body.apiVersion, body.kind, namespace, name].join(' '), body);
      const below = pathOf(body);
      if (below !== undefined) waiting.push(join(root, below));
    }
  }
  const declared = [...objects.values()];
  return [...declared, ...bootstrapSources(declared), ...declared.flatMap(artifactsOf)];
}

/**
 * The source of the repository itself, where its Kustomizations name it and no file declares it: `flux bootstrap` and Flux Operator make it in
 * the cluster, both under the name `flux-system`.
 */
function bootstrapSources(objects: readonly Body[]): Body[] {
  const made = new Map<string, Body>();
  for (const body of objects) {
    const spec = pathOf(body) === undefined ? undefined : (body['spec'] as { readonly sourceRef?: SourceRef });
    const { kind, name, namespace = body.metadata?.namespace } = spec?.sourceRef ?? {};
    if (name !== bootstrapName || kind !== 'GitRepository' || namespace === undefined) continue;
    if (objects.some((it) => it.kind === kind && it.metadata?.name === name && it.metadata.namespace === namespace))
      continue;
    made.set(namespace, {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind,
      metadata: { name, namespace },
      spec: { interval: '10m', url: 'https://git.example.test/fleet' },
    });
  }
  return [...made.values()];
}

/** What source-watcher makes of an ArtifactGenerator: an ExternalArtifact of the given name for each of its artifacts. */
function artifactsOf(body: Body): Body[] {
  if (body.kind !== 'ArtifactGenerator') return [];
  const { artifacts = [] } = (body['spec'] ?? {}) as { readonly artifacts?: readonly { readonly name?: string }[] };
  const at = new Date().toISOString();
  const revision = `latest@sha256:${'0'.repeat(64)}`;
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'Succeeded',
    message: 'artifact is ready',
    lastTransitionTime: at,
  };
  return artifacts.flatMap(({ name }) =>
    name === undefined
      ? []
      : [
          {
            apiVersion: 'source.toolkit.fluxcd.io/v1',
            kind: 'ExternalArtifact',
            metadata: { ...body.metadata, name },
            status: { artifact: { revision, lastUpdateTime: at }, conditions: [ready] },
          },
        ],
  );
}

/**
 * The Flux objects, Namespaces and ConfigMaps that one Kustomization makes, from the files as they lie there now. Throws what kustomize-controller would
 * say where the path is no folder of the repository; what other sources hold is not known, so that nothing is made of them.
 */
export function objectsBy(root: string, kustomization: { readonly spec?: unknown }): object[] {
  const spec = (kustomization.spec ?? {}) as {
    readonly path?: string;
    readonly targetNamespace?: string;
    readonly sourceRef?: SourceRef;
  };
  const folder = join(root, spec.path ?? '.');
  if (relative(root, folder).startsWith('..') || !isFolder(folder)) {
    if (spec.sourceRef?.name !== bootstrapName || spec.path?.includes('${') === true) return [];
    throw new Error(`kustomization path not found: stat ${spec.path ?? '.'}: no such file or directory`);
  }
  return built(folder, spec.targetNamespace);
}

/**
 * The folder where Flux begins: that of a Kustomization whose `path` holds its own file, as `flux bootstrap` writes it.
 * The shortest such path wins over deeper ones, and one of a staging or test cluster over others. `undefined` when there is none.
 */
export function entryOf(root: string): string | undefined {
  const entries = yamlFiles(root).flatMap((file) =>
    bodiesOf(file).flatMap((body) => {
      const path = pathOf(body);
      const holdsItself = path !== undefined && file.startsWith(join(root, path, '/'));
      return holdsItself ? [path] : [];
    }),
  );
  const rank = (path: string) => (/staging|test|dev/.test(path) ? 0 : 1000) + path.length;
  return entries.sort((one, other) => rank(one) - rank(other))[0];
}

/** What a kustomization file, a folder or a single file becomes. A file that cannot be read is nothing. */
function built(path: string, namespace: string | undefined): Body[] {
  if (!isFolder(path))
    return bodiesOf(path)
      .map((body) => within(body, namespace))
      .filter(isKept);
  const file = join(path, 'kustomization.yaml');
  const kustomization = bodiesOf(file)[0];
  // Without one, Flux takes every manifest below; a folder that has one counts as a whole.
  if (!kustomization) return childrenOf(path).flatMap((it) => built(it, namespace));
  const own = kustomization['namespace'];
  const inherited = namespace ?? (typeof own === 'string' ? own : undefined);
  const resources = [kustomization['resources'], kustomization['components']].flat();
  return resources.flatMap((it) => (typeof it === 'string' ? built(join(dirname(file), it), inherited) : []));
}

function within(body: Body, namespace: string | undefined): Body {
  if (namespace === undefined || body.kind === 'Namespace') return body;
  return { ...body, metadata: { ...body.metadata, namespace } };
}

/** What the simulated cluster can hold: Flux's kinds, Namespaces, and ConfigMaps of a namespace that is known. */
function isKept({ apiVersion, kind, metadata }: Body): boolean {
  if (kindOf(groupOf(apiVersion), kind) !== undefined) return true;
  return apiVersion === 'v1' && (kind === 'Namespace' || (kind === 'ConfigMap' && metadata?.namespace !== undefined));
}

function pathOf(body: Body): string | undefined {
  const isFlux = groupOf(body.apiVersion) === 'kustomize.toolkit.fluxcd.io' && body.kind === 'Kustomization';
  const path = (body['spec'] as { path?: unknown } | undefined)?.path;
  return isFlux && typeof path === 'string' ? path : undefined;
}

function bodiesOf(file: string): Body[] {
  try {
    return parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => {
      const body = document.errors.length === 0 ? (document.toJS() as unknown) : undefined;
      return isBody(body) ? [body] : [];
    });
  } catch {
    return [];
  }
}

function isBody(value: unknown): value is Body {
  const body = value as Partial<Body> | null | undefined;
  return typeof body?.apiVersion === 'string' && typeof body.kind === 'string';
}

function yamlFiles(folder: string): string[] {
  return childrenOf(folder).flatMap((it) => (isFolder(it) ? yamlFiles(it) : [it]));
}

/** The YAML files and folders in a folder. Links are not followed. */
function childrenOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((it) => (it.isDirectory() ? !/^\.|^node_modules$/.test(it.name) : it.isFile() && /\.ya?ml$/.test(it.name)))
    .map((it) => join(folder, it.name));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
