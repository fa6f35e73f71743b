import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { ensureTools } from './tools.ts';
import type { Log } from './build.ts';

/** A folder as Flux finds it, and the Flux Kustomization that builds it. `go/flux/send/main.go` says what each field means. */
export interface Folder {
  /** Text by path in the repository; give this or `root`. */
  readonly files?: Readonly<Record<string, string>>;
  /** An absolute path of a repository on disk. It is not written to. */
  readonly root?: string;
  /** `metadata` and `spec` of the Flux Kustomization. Default: `flux-system/folder`, the whole repository, no `postBuild`. */
  readonly kustomization?: object;
  /** The ConfigMaps and Secrets that `substituteFrom` finds. */
  readonly cluster?: readonly object[];
}

/** What Flux makes of a folder. */
export interface Outcome {
  /** Why nothing was built, in the words of the Ready condition; paths begin with `<build>`. */
  readonly error?: string;
  readonly objects: readonly SentObject[];
}

export interface SentObject {
  /** As it was built and, after a dry run, normalised. */
  readonly object: SentBody;
  /** An annotation keeps Flux from applying it. */
  readonly skipped?: boolean;
  /** Why the API server refuses it, in the words of the Ready condition. */
  readonly error?: string;
}

export interface SentBody {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

export interface SendOptions {
  /** The API server that is asked what it would say to each object (nothing is stored). Absent: folders are only built. */
  readonly kubeconfig?: string;
  /** Takes the lines about builds of the program and about progress. Default: stderr. */
  readonly log?: Log;
}

/**
 * What kustomize-controller would build of each folder and what the API server would say to it, in the order of the folders. Made of the
 * controller's own modules; about 2 ms a folder. Bounded by ten minutes.
 *
 * @throws Unavailable when the program must be built and cannot be.
 */
export async function sendAll(folders: readonly Folder[], options: SendOptions = {}): Promise<readonly Outcome[]> {
  const log = options.log ?? ((line) => console.error(line));
  const { send } = await ensureTools(['send'], log);
  const env = { ...process.env, ...(options.kubeconfig === undefined ? {} : { KUBECONFIG: options.kubeconfig }) };
  const child = spawn(send, [], { env, stdio: 'pipe', timeout: 10 * 60_000 });
  const end = () => void child.kill();
  process.once('exit', end);
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  // When it ends early, its exit code says more than the broken pipe.
  child.stdin.on('error', () => undefined);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const dryRun = options.kubeconfig !== undefined;
  const outcomes = new Map<number, Outcome>();
  try {
    Readable.from(linesOf(folders, dryRun)).pipe(child.stdin);
    for await (const line of createInterface({ input: child.stdout })) {
      const { id, ...outcome } = JSON.parse(line) as Outcome & { readonly id: string };
      outcomes.set(Number(id), outcome);
      if (outcomes.size % 500 === 0) log(`sent ${outcomes.size} of ${folders.length} folders`);
    }
    const code = await ended;
    if (code !== 0) throw new Error(`send ended with ${code}: ${said.trim()}`);
  } finally {
    process.off('exit', end);
    end();
  }
  return folders.map((_, index) => outcomes.get(index) ?? lost(index));
}

function* linesOf(folders: readonly Folder[], dryRun: boolean): Generator<string> {
  for (const [index, folder] of folders.entries())
    yield `${JSON.stringify({ id: String(index), ...folder, dryRun })}\n`;
}

function lost(index: number): never {
  throw new Error(`send did not answer for folder ${index}`);
}
