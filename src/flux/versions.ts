/** The life of one API version of a kind, in minors of Flux. */
export interface VersionLife {
  readonly version: string;
  /** First minor that serves it; absent: 2.2 or older. */
  readonly since?: string;
  /** First minor that calls it deprecated; absent: none does. */
  readonly deprecated?: string;
  /** First minor that no longer serves it; absent: none so far. */
  readonly removed?: string;
}

/** What a Flux makes of an API version. */
export type VersionState = 'future' | 'served' | 'deprecated' | 'removed';

/** The minors that the tables know, oldest first. */
export const minors = ['2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.8', '2.9'] as const;

/** The newest minor that the tables know. */
export const newestMinor = '2.9';

const beta1 = { version: 'v1beta1', deprecated: '2.2', removed: '2.7' };
const graduated: readonly VersionLife[] = [
  { version: 'v1' },
  { version: 'v1beta2', deprecated: '2.2', removed: '2.8' },
  beta1,
];
const helmSource: readonly VersionLife[] = [
  { version: 'v1', since: '2.3' },
  { version: 'v1beta2', deprecated: '2.3', removed: '2.8' },
  { version: 'v1beta1', deprecated: '2.3', removed: '2.7' },
];
const notice: readonly VersionLife[] = [
  { version: 'v1beta3' },
  { version: 'v1beta2', deprecated: '2.2', removed: '2.9' },
  beta1,
];
const scanned: readonly VersionLife[] = [
  { version: 'v1', since: '2.7' },
  { version: 'v1beta2', deprecated: '2.7', removed: '2.9' },
  { version: 'v1beta1', removed: '2.7' },
];

/** API versions by group and kind, newest first. Computed from the CRDs at the release tags of Flux 2.2 to 2.9 (RULES.md 3.2). */
const lives: Readonly<Record<string, readonly VersionLife[]>> = {
  'kustomize.toolkit.fluxcd.io/Kustomization': graduated,
  'helm.toolkit.fluxcd.io/HelmRelease': [
    { version: 'v2', since: '2.3' },
    { version: 'v2beta2', deprecated: '2.3', removed: '2.8' },
    { version: 'v2beta1', deprecated: '2.2', removed: '2.7' },
  ],
  'source.toolkit.fluxcd.io/GitRepository': graduated,
  'source.toolkit.fluxcd.io/HelmRepository': helmSource,
  'source.toolkit.fluxcd.io/HelmChart': helmSource,
  'source.toolkit.fluxcd.io/OCIRepository': [
    { version: 'v1', since: '2.6' },
    { version: 'v1beta2', deprecated: '2.6', removed: '2.8' },
  ],
  'source.toolkit.fluxcd.io/Bucket': [
    { version: 'v1', since: '2.4' },
    { version: 'v1beta2', deprecated: '2.4', removed: '2.8' },
    { version: 'v1beta1', deprecated: '2.3', removed: '2.7' },
  ],
  'source.toolkit.fluxcd.io/ExternalArtifact': [{ version: 'v1', since: '2.7' }],
  'source.extensions.fluxcd.io/ArtifactGenerator': [{ version: 'v1beta1', since: '2.7' }],
  'notification.toolkit.fluxcd.io/Receiver': [
    { version: 'v1' },
    { version: 'v1beta2', deprecated: '2.2', removed: '2.9' },
    beta1,
  ],
  'notification.toolkit.fluxcd.io/Alert': notice,
  'notification.toolkit.fluxcd.io/Provider': notice,
  'image.toolkit.fluxcd.io/ImageRepository': scanned,
  'image.toolkit.fluxcd.io/ImagePolicy': scanned,
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': [
    { version: 'v1', since: '2.7' },
    { version: 'v1beta2', since: '2.3', deprecated: '2.7', removed: '2.9' },
    { version: 'v1beta1', deprecated: '2.3', removed: '2.7' },
  ],
};

/** The API versions that a kind has or had, newest first; empty for kinds whose history nobody knows (Flux Operator's). */
export function livesOf(group: string, kind: string): readonly VersionLife[] {
  return lives[`${group}/${kind}`] ?? [];
}

/** What a Flux of a minor makes of an API version. A minor newer than the tables is taken for the newest. */
export function stateOf(life: VersionLife, minor: string): VersionState {
  const { since, deprecated, removed } = life;
  if (since !== undefined && isBefore(minor, since)) return 'future';
  if (removed !== undefined && !isBefore(minor, removed)) return 'removed';
  return deprecated !== undefined && !isBefore(minor, deprecated) ? 'deprecated' : 'served';
}

/** The newest API version of a kind that every Flux in use serves; where there is none, that the newest serves. */
export function servedVersion(group: string, kind: string, { oldest, newest }: FluxRange): string | undefined {
  const serves = (minor: string) => (it: VersionLife) => ['served', 'deprecated'].includes(stateOf(it, minor));
  const served = livesOf(group, kind).filter(serves(newest));
  return (served.find(serves(oldest)) ?? served[0])?.version;
}

/** Whether the newest Flux in use calls an API version of a kind deprecated, or no longer serves it, and another may be used. */
export function isOldVersion(group: string, kind: string, version: string, flux: FluxRange): boolean {
  const life = livesOf(group, kind).find((it) => it.version === version);
  if (life === undefined || servedVersion(group, kind, flux) === version) return false;
  return ['deprecated', 'removed'].includes(stateOf(life, flux.newest));
}

/** Whether a Flux version (`2.6`, `v2.6.1`) is older than a minor (`2.7`). Versions that are no numbers are the newest. */
export function isBefore(version: string, minor: string): boolean {
  const [a, b] = [partsOf(version), partsOf(minor)];
  if (a === undefined || b === undefined) return false;
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** `v2.7.3`, `2.7.x`, `2.7` → `2.7`; `undefined` for what has no minor (`2.x`). */
export function minorOf(version: string): string | undefined {
  return partsOf(version)?.join('.');
}

function partsOf(version: string): readonly [number, number] | undefined {
  const match = /^[v~^=]?\s*(\d+)\.(\d+)/.exec(version.trim());
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** Whether an address is that of the artifact with the manifests of Flux itself, or of a copy of it (flux2 release workflow). */
export function isFluxArtifact(url: string): boolean {
  return /^oci:\/\/.*\/flux-manifests$/.test(url);
}

/** The minors of the oldest and the newest Flux in use, which differ where several are. */
export interface FluxRange {
  readonly oldest: string;
  readonly newest: string;
}

/** Which Flux runs what the repository holds. */
export interface FluxInUse extends FluxRange {
  /** Whether anybody said so; else the newest Flux is assumed. */
  readonly known: boolean;
}
