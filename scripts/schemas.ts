import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleIndex, BundleKind } from '../src/language/schema/bundle.ts';
import { startApiServer } from '../test/bed/apiserver.ts';
import type { Log } from '../test/bed/build.ts';
import { capture } from '../test/bed/process.ts';
import { ensureTools } from '../test/bed/tools.ts';
import { startWatchdog } from '../test/bed/watchdog.ts';
import { customKinds } from './schemas/custom.ts';
import { formerKinds } from './schemas/former.ts';
import type { GoFacts } from './schemas/go.ts';
import { coreKinds, readOpenApi } from './schemas/kubernetes.ts';
import type { OpenApi } from './schemas/kubernetes.ts';
import { kustomizeKinds } from './schemas/kustomize.ts';
import type { Described } from './schemas/print.ts';
import { print } from './schemas/print.ts';
import { products } from './schemas/products.ts';

/** Where the facts are kept. */
export const factsFolder = join(import.meta.dirname, '../src/schemas/facts');

/**
 * The bundle of schemas by file name: the facts of every kind of Flux, of Flux Operator, of kustomize's files and of Kubernetes, read from
 * the published Go modules and from a real API server. The same modules give the same text.
 *
 * @throws Unavailable when a part cannot be had on this machine.
 */
export async function generate(log: Log): Promise<ReadonlyMap<string, string>> {
  const tools = await ensureTools(['crds', 'facts', 'operator-crds', 'kube-apiserver'], log);
  const go = JSON.parse(await capture(tools.facts, [], { timeout: 60_000 })) as GoFacts;
  const openApi = await askServer(tools['kube-apiserver']);
  const flux = customKinds(crdsIn(tools.crds), 'flux', go);
  const described: readonly Described[] = [
    ...flux,
    ...formerKinds(flux),
    ...customKinds(crdsIn(tools['operator-crds']), 'operator', go),
    ...kustomizeKinds(go),
    ...coreKinds(openApi, go),
  ];
  const files = new Map(described.map((it) => [it.file, print(it.content)]));
  return files.set('index.json', print(indexOf(described, go), 2));
}

function indexOf(described: readonly Described[], go: GoFacts): BundleIndex {
  const kinds: readonly BundleKind[] = described.flatMap((it) => it.kinds);
  // What normalisation leaves alone although the client knows it: RULES.md 3.0.
  const raw = /^rbac\.authorization\.k8s\.io\/\w+\/(Cluster)?Role$/;
  const normalised = Object.keys(go.kubernetes).filter((it) => !raw.test(it));
  return { products, kinds, normalised: normalised.sort() };
}

function crdsIn(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((it) => it.endsWith('.yaml'));
  return files.sort().map((it) => readFileSync(join(folder, it), 'utf8'));
}

async function askServer(program: string): Promise<OpenApi> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxwright-schemas-'));
  const watchdog = startWatchdog(folder);
  try {
    const server = await startApiServer(program, folder, watchdog);
    try {
      return await readOpenApi((path) => server.api.send('GET', path));
    } finally {
      server.api.close();
      for (const it of [...server.programs].reverse()) await it.stop(0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    await watchdog.dismiss();
  }
}

if (import.meta.main) {
  const files = await generate((line) => console.error(line));
  rmSync(factsFolder, { recursive: true, force: true });
  mkdirSync(factsFolder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(factsFolder, name), text);
  const bytes = [...files.values()].reduce((sum, it) => sum + it.length, 0);
  console.log(`${files.size} files, ${(bytes / 1024).toFixed(0)} KB`);
}
