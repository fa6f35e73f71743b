import { isBefore, isFluxArtifact, minorOf, minors, newestMinor } from '../../flux/versions.ts';
import type { FluxInUse } from '../../flux/versions.ts';
import { parseConstraint, parseVersion, satisfies } from '../../flux/semver.ts';
import { itemsOf } from './facts.ts';
import { instanceSpec } from './instance.ts';
import type { Repository } from './repository.ts';

export type { FluxInUse } from '../../flux/versions.ts';

/** What people and the connected cluster say about the version; they are trusted in this order, before the repository. */
export interface FluxSaid {
  readonly fluxVersion?: string;
  readonly clusterFluxVersion?: string;
}

/**
 * The Flux in use: what people set, else the connected cluster, else what the repository says: the labels of its CRDs, else a FluxInstance,
 * else the header that `flux bootstrap` writes (RULES.md 3.2), else which manifests of Flux it applies. The repository is asked once per state of its facts.
 */
export function fluxInUse(repository: Repository, said: FluxSaid): FluxInUse {
  const one = minorOf(said.fluxVersion ?? '') ?? minorOf(said.clusterFluxVersion ?? '');
  if (one !== undefined) return { oldest: one, newest: one, known: true };
  return repository.remember('version', () => {
    const found = sources.map((it) => [...it(repository)]).find((it) => it.length > 0) ?? [];
    const sorted = found.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    const [oldest, newest] = [sorted[0], sorted.at(-1)];
    if (oldest === undefined || newest === undefined) return { oldest: newestMinor, newest: newestMinor, known: false };
    return { oldest, newest, known: true };
  });
}

/** The most trusted first. */
const sources: readonly ((repository: Repository) => Iterable<string>)[] = [
  crdLabels,
  instances,
  headers,
  artifacts,
  bases,
];

function* crdLabels({ objects }: Repository): Generator<string> {
  for (const { declared, document } of objects.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    if (!declared.name.value.endsWith('.toolkit.fluxcd.io')) continue;
    const label = document.facts.fields.get('metadata.labels.app.kubernetes.io/version')?.value;
    const minor = label === undefined ? undefined : minorOf(label);
    if (minor !== undefined) yield minor;
  }
}

function* instances({ objects }: Repository): Generator<string> {
  const releases = objects.ofKind('helm.toolkit.fluxcd.io', 'HelmRelease');
  for (const { document } of [...objects.ofKind('fluxcd.controlplane.io', 'FluxInstance'), ...releases]) {
    const spec = instanceSpec(document.facts);
    if (spec === undefined) continue;
    const minor = newestIn(document.facts.fields.get(`${spec}.distribution.version`)?.value ?? '');
    if (minor !== undefined) yield minor;
  }
}

function* headers(repository: Repository): Generator<string> {
  for (const manifest of repository.manifests()) {
    if (!manifest.path.endsWith('gotk-components.yaml')) continue;
    const minor = minorOf(/^# Flux Version: (\S+)/m.exec(manifest.text.slice(0, 1000))?.[1] ?? '');
    if (minor !== undefined) yield minor;
  }
}

/** Where Flux is kept up to date from its own artifact. */
function* artifacts({ objects }: Repository): Generator<string> {
  for (const { document } of objects.ofKind('source.toolkit.fluxcd.io', 'OCIRepository')) {
    const { fields } = document.facts;
    if (!isFluxArtifact(fields.get('spec.url')?.value ?? '')) continue;
    const minor = newestIn(fields.get('spec.ref.semver')?.value ?? fields.get('spec.ref.tag')?.value ?? '');
    if (minor !== undefined) yield minor;
  }
}

/** Flux's repository or a file of one of its releases as an entry of a kustomization file. */
function* bases({ builds }: Repository): Generator<string> {
  for (const { documents } of builds.kustomizationFiles()) {
    for (const { facts } of documents) {
      for (const { word } of itemsOf(facts, 'resources')) {
        const [, version] = /\bgithub\.com\/fluxcd\/flux2\b.*(?:\?ref=|\/download\/)(v\d[\w.]*)/.exec(word.value) ?? [];
        const minor = version === undefined ? undefined : minorOf(version);
        if (minor !== undefined) yield minor;
      }
    }
  }
}

/** The newest minor in a range such as `2.x` or `>=2.5 <2.8`, as Flux Operator chooses it. */
function newestIn(range: string): string | undefined {
  const constraint = parseConstraint(range);
  if (constraint === undefined) return undefined;
  const patches = Array.from({ length: 30 }, (_, at) => at);
  const isIn = (minor: string): boolean =>
    patches.some((patch) => {
      const version = parseVersion(`${minor}.${patch}`);
      return version !== undefined && satisfies(version, constraint);
    });
  return minors.findLast(isIn) ?? minorOf(range);
}
