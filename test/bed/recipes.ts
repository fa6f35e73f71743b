import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { arch, homedir, platform } from 'node:os';
import { join } from 'node:path';

/**
 * How each real part is made out of published Go modules, in the order in which a cold build makes them. The versions
 * stand in the `go.mod` of the folder and their checksums in its `go.sum`, so a recipe is as repeatable as those.
 */
export const recipes: { readonly [N in ToolName]: Recipe } = {
  'kube-apiserver': { folder: 'apiserver', sources: ['main.go'], minutes: 4, build: { package: '.' } },
  'kustomize-controller': tool('github.com/fluxcd/kustomize-controller', 3),
  'source-controller': tool('github.com/fluxcd/source-controller', 3),
  'helm-controller': tool('github.com/fluxcd/helm-controller', 2),
  'notification-controller': tool('github.com/fluxcd/notification-controller', 2),
  send: {
    folder: 'flux',
    sources: ['main', 'build', 'kustomize', 'cluster', 'server'].map((it) => `send/${it}.go`),
    minutes: 1,
    build: { package: './send' },
  },
  'controller-gen': tool('sigs.k8s.io/controller-tools/cmd/controller-gen', 1),
  crds: { folder: 'flux', sources: ['kinds.go'], minutes: 1, build: { kindsOf: apiModules() } },
  facts: { folder: 'facts', sources: ['main.go'], minutes: 2, toolchain: 'go1.27.0', build: { package: '.' } },
  'operator-controller-gen': {
    ...{ folder: 'facts', sources: [], minutes: 1, toolchain: 'go1.27.0' },
    build: { package: 'sigs.k8s.io/controller-tools/cmd/controller-gen' },
  },
  'operator-crds': {
    ...{ folder: 'facts', sources: [], minutes: 1, toolchain: 'go1.27.0' },
    build: {
      kindsOf: ['github.com/controlplaneio-fluxcd/flux-operator/api/v1'],
      generator: 'operator-controller-gen',
    },
  },
  flux: {
    folder: 'cli',
    sources: [],
    minutes: 2,
    build: { module: 'github.com/fluxcd/flux2/v2', package: './cmd/flux', emptyAssets: 'cmd/flux/manifests' },
  },
  helm: tool('helm.sh/helm/v4/cmd/helm', 1),
  kubeconform: tool('github.com/yannh/kubeconform/cmd/kubeconform', 1),
};

export type ToolName =
  | 'kube-apiserver'
  | 'kustomize-controller'
  | 'source-controller'
  | 'helm-controller'
  | 'notification-controller'
  | 'send'
  | 'controller-gen'
  | 'crds'
  | 'facts'
  | 'operator-controller-gen'
  | 'operator-crds'
  | 'flux'
  | 'helm'
  | 'kubeconform';

export interface Recipe {
  /** Below `test/bed/go/`. */
  readonly folder: string;
  /** Files of the folder that matter beside `go.mod` and `go.sum`. */
  readonly sources: readonly string[];
  /** What a cold build takes on two cores, for the progress line. */
  readonly minutes: number;
  /** A Go that the modules need and that an older Go fetches, such as `go1.27.0`. Default: the Go that is there. */
  readonly toolchain?: string;
  readonly build: FromPackage | FromModule | FromKinds;
}

/** `go build` of a package that the folder's `go.mod` knows. */
export interface FromPackage {
  readonly package: string;
}

/** `go build` inside a copy of a module, for one that embeds files which its published form lacks. */
export interface FromModule {
  readonly module: string;
  readonly package: string;
  /** A folder that must hold a `.yaml` file so that the embedding finds one. */
  readonly emptyAssets: string;
}

/** CRDs written by controller-gen from the Go types of these modules: a folder, not a program. */
export interface FromKinds {
  readonly kindsOf: readonly string[];
  /** A generator that understands these types. Default: `controller-gen`. */
  readonly generator?: ToolName;
}

export const goFolder = (recipe: Recipe): string => join(import.meta.dirname, 'go', recipe.folder);

/**
 * Where a product is kept: `${XDG_CACHE_HOME:-~/.cache}/fluxwright/NAME-HASH`. The hash covers everything that decides the
 * product, so that a product found there is never stale and one that is not is built beside the old.
 */
export function productPath(name: ToolName): string {
  return join(cacheFolder(), `${name}-${fingerprint(name)}`);
}

export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'fluxwright');
}

function fingerprint(name: ToolName): string {
  const recipe = recipes[name];
  const hash = createHash('sha256').update(JSON.stringify([platform(), arch(), recipe.build]));
  for (const file of ['go.mod', 'go.sum', ...recipe.sources]) {
    hash.update(readFileSync(join(goFolder(recipe), file)));
  }
  return hash.digest('hex').slice(0, 12);
}

function tool(path: string, minutes: number): Recipe {
  return { folder: 'flux', sources: [], minutes, build: { package: path } };
}

/** Every API group of a Flux release, those of optional controllers too. */
function apiModules(): readonly string[] {
  const controllers = ['source', 'kustomize', 'helm', 'notification', 'image-reflector', 'image-automation'];
  return [
    ...controllers.map((it) => `github.com/fluxcd/${it}-controller/api`),
    'github.com/fluxcd/source-watcher/api/v2',
  ];
}
