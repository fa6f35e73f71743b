import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../bed/api.ts';
import type { Bed } from '../bed/bed.ts';
import type { Outcome, SentBody } from '../bed/send.ts';
import { gitRepositoryVersion, kustomizationVersion, messageOf, untilReady } from '../bed/sync.ts';
import { until } from '../bed/until.ts';
import type { Input } from './judgement.ts';
import { folderOf } from './judgement.ts';

/** What the real kustomize-controller said of a folder, and what it left of a single object in the cluster. */
export interface Reconciled {
  /** The first line of the Ready condition where it is False. */
  readonly error?: string;
  readonly stored?: KubeObject;
}

const namespace = 'flux-system';
const source = 'probe';

/**
 * Commits the inputs, each as a folder with a Kustomization of its own, and waits until the real controllers have dealt with all of them, at
 * most two minutes. What they apply stays in the bed, so no two should hold the same object.
 */
export async function reconcileAll(
  bed: Bed,
  inputs: readonly Input[],
  expected: readonly Outcome[],
): Promise<readonly Reconciled[]> {
  const root = join(bed.folder, source);
  for (const [index, input] of inputs.entries()) writeFolder(join(root, nameOf(index)), folderOf(input).files ?? {});
  const { url } = await bed.git.createRepository(source, root);
  await bed.api.apply({
    apiVersion: gitRepositoryVersion,
    kind: 'GitRepository',
    metadata: { name: source, namespace },
    spec: { interval: '1h', url, ref: { branch: 'main' } },
  });
  await untilReady(bed.api, { apiVersion: gitRepositoryVersion, kind: 'GitRepository', name: source, namespace });
  return Promise.all(expected.map((outcome, index) => reconcileOne(bed, nameOf(index), outcome)));
}

const nameOf = (index: number): string => `probe-${index}`;

function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function reconcileOne(bed: Bed, name: string, { objects }: Outcome): Promise<Reconciled> {
  const { api } = bed;
  await api.apply({
    apiVersion: kustomizationVersion,
    kind: 'Kustomization',
    metadata: { name, namespace },
    spec: { interval: '1h', path: `./${name}`, prune: true, sourceRef: { kind: 'GitRepository', name: source } },
  });
  const done = await until(`${name} is dealt with`, 120, async () => {
    const object = await api.read(kustomizationVersion, 'Kustomization', namespace, name);
    return object !== undefined && readyOf(object) !== 'Unknown' && object;
  });
  if (readyOf(done) === 'False') return { error: firstLine(messageOf(done)) };
  const [sent] = objects;
  if (sent === undefined) return {};
  const { apiVersion, kind, metadata } = sent.object;
  const stored = await api.read(apiVersion, kind, metadata.namespace ?? 'default', metadata.name);
  return stored === undefined ? {} : { stored };
}

/** Where the controller builds is named as `send` names it. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').trim().replaceAll(/\/\S*?\/kustomization-\d+\/probe-\d+/g, '<build>');
}

function readyOf(object: KubeObject): string {
  const { conditions } = (object['status'] ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return conditions?.find((it) => it.type === 'Ready')?.status ?? 'Unknown';
}

/** The paths of what was sent that is not stored so. The owner labels are the Kustomization's own, and what the server adds is no matter. */
export function notStored(sent: unknown, stored: unknown, path = ''): readonly string[] {
  if (isDeepStrictEqual(sent, stored) || isNothing(sent)) return [];
  if (Array.isArray(sent) && Array.isArray(stored)) {
    return sent.flatMap((it, index) => notStored(it, stored[index], `${path}[${index}]`));
  }
  if (typeof sent !== 'object' || typeof stored !== 'object' || stored === null) return [path];
  return Object.entries(sent as object).flatMap(([key, it]) =>
    key === ownerName ? [] : notStored(it, (stored as Record<string, unknown>)[key], `${path}.${key}`),
  );
}

const ownerName = 'kustomize.toolkit.fluxcd.io/name';

/** An empty value may be left out. */
const isNothing = (it: unknown): boolean =>
  it === null || it === undefined || (typeof it === 'object' && Object.values(it).every(isNothing));

/** The labels of a body besides those that say whose it is. */
export function ownLabels(body: SentBody | KubeObject): readonly string[] {
  const { labels } = body.metadata as { readonly labels?: Readonly<Record<string, string>> };
  return Object.keys(labels ?? {})
    .filter((it) => !it.startsWith('kustomize.toolkit.fluxcd.io/'))
    .sort();
}
