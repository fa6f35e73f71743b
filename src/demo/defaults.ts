import { isJson, type Json } from './json.ts';

/** What the server adds to an object of a kind when a field is missing. */
interface Defaults {
  readonly shortNames?: readonly string[];
  /** Added to `spec`. */
  readonly spec?: Json;
  /** Added to `status` when the object has none: the mark of an object that no controller has seen. */
  readonly status?: Json;
}

const unseen = { observedGeneration: -1 };

/** From the CRDs of Flux 2.9. Fields that are nested below others are left out: nobody looks at them here. */
const defaults: Readonly<Record<string, Defaults>> = {
  Kustomization: { shortNames: ['ks'], spec: { force: false }, status: unseen },
  HelmRelease: { shortNames: ['hr'], status: unseen },
  GitRepository: { shortNames: ['gitrepo'], spec: { timeout: '60s' }, status: unseen },
  OCIRepository: { shortNames: ['ocirepo'], spec: { provider: 'generic', timeout: '60s' }, status: unseen },
  HelmRepository: { shortNames: ['helmrepo'], spec: { provider: 'generic' }, status: unseen },
  HelmChart: { shortNames: ['hc'], spec: { reconcileStrategy: 'ChartVersion', version: '*' }, status: unseen },
  Bucket: { spec: { provider: 'generic', timeout: '60s' }, status: unseen },
  ExternalArtifact: { shortNames: ['ea'] },
  ArtifactGenerator: { shortNames: ['ag'] },
  ImageRepository: { shortNames: ['imgrepo', 'imagerepo'], spec: { provider: 'generic' }, status: unseen },
  ImagePolicy: { shortNames: ['imgpol', 'imagepol'], spec: { digestReflectionPolicy: 'Never' }, status: unseen },
  ImageUpdateAutomation: { shortNames: ['iua', 'imgupd', 'imgauto'], status: unseen },
  Receiver: { spec: { interval: '10m' }, status: unseen },
  Alert: { spec: { eventSeverity: 'info' } },
  Namespace: { shortNames: ['ns'], status: { phase: 'Active' } },
  ConfigMap: { shortNames: ['cm'] },
  Pod: { shortNames: ['po'], status: { phase: 'Pending' } },
  Event: { shortNames: ['ev'] },
};

export function shortNamesOf(kind: string): readonly string[] {
  return defaults[kind]?.shortNames ?? [];
}

/** The status of an object that has none yet. */
export function firstStatusOf(kind: string): Json | undefined {
  return defaults[kind]?.status;
}

/** The object with what its spec lacks. */
export function withDefaults(kind: string, object: Json): Json {
  const added = defaults[kind]?.spec;
  const spec = object['spec'];
  return added && isJson(spec) ? { ...object, spec: { ...added, ...spec } } : object;
}
