import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSimulator } from '../src/demo/simulator.ts';
import { startBed } from '../test/bed/bed.ts';
import { git } from '../test/bed/git.ts';
import { bootstrap } from '../test/bed/sync.ts';
import { copyFleet } from '../test/fixtures/fleet.ts';
import type { Log } from '../test/vscode/cache.ts';
import { entryOf, objectsBy, objectsOf } from './inventory.ts';

/** A repository, a cluster that belongs to it, and what the editor must have in its environment to find the cluster. */
export interface Demo {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * A demo on a simulated cluster. Without a `repository` it is a copy of the fleet, a Git repository with one commit, in `room`.
 * Committing there and reconciling the source shows the new commit.
 */
export async function startSimulated(room: string, repository?: string): Promise<Demo> {
  const folder = repository ?? (await committedFleet(join(room, 'fleet')));
  const simulator = await startSimulator({
    objects: objectsOf(folder, entryOf(folder) ?? '.'),
    revision: async () => `main@sha1:${await headOf(folder)}`,
    build: (kustomization) => objectsBy(folder, kustomization),
  });
  const kubeconfig = join(room, 'kubeconfig');
  await writeFile(kubeconfig, simulator.kubeconfig, { mode: 0o600 });
  return { folder, env: { KUBECONFIG: kubeconfig }, stop: () => simulator.stop() };
}

/** A demo on a real API server and the real Flux; what they need is built the first time, which takes minutes and Go. */
export async function startReal(room: string, log: Log, repository?: string): Promise<Demo> {
  const bed = await startBed({ programs: ['flux', 'helm'], log });
  try {
    const folder = repository ?? (await pushedFleet(bed, room));
    if (repository === undefined) log('the cluster applies clusters/staging of the repository');
    return { folder, env: bed.env, stop: () => bed.stop() };
  } catch (error) {
    await bed.stop();
    throw error;
  }
}

async function committedFleet(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await copyFleet(folder);
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message', 'Begin the fleet');
  // Commits from the editor need somebody who makes them.
  await git(folder, 'config', 'user.name', 'Fluxwright Demo');
  await git(folder, 'config', 'user.email', 'demo@fluxwright.test');
  return folder;
}

async function pushedFleet(bed: Awaited<ReturnType<typeof startBed>>, room: string): Promise<string> {
  // The manifests name the repository's address, which is known when the repository exists.
  const empty = join(room, 'empty');
  await mkdir(empty);
  await writeFile(join(empty, '.gitkeep'), '');
  const repository = await bed.git.createRepository('fleet', empty);
  const folder = join(room, 'fleet');
  await repository.clone(folder);
  await copyFleet(folder, repository.url);
  await repository.commitAndPush(folder, 'Begin the fleet');
  await bootstrap(bed, { url: repository.url, path: './clusters/staging' });
  return folder;
}

/** The commit that is checked out; forty zeros where there is none. */
async function headOf(folder: string): Promise<string> {
  return git(folder, 'rev-parse', 'HEAD').then(
    (text) => text.trim(),
    () => '0'.repeat(40),
  );
}

// For F5 in VS Code: a repository and a simulated cluster at a fixed place, until the task is ended.
if (import.meta.main) {
  const room = join(import.meta.dirname, '..', '.test-output', 'demo');
  await rm(room, { recursive: true, force: true });
  await mkdir(room, { recursive: true });
  await startSimulated(room);
  console.log('The demo is ready.');
}
