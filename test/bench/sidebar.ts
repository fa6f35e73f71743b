import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { apiVersionOf } from '../../src/flux/kind.ts';
import { kinds } from '../../src/flux/kinds.ts';
import type { Scope } from '../vscode/scope.ts';
import { growth, median } from './measure.ts';
import { liveObjects } from './objects.ts';
import type { Filling } from './sidebar-room.ts';
import { benchPrograms } from './programs.ts';
import { benchStream, type Put } from './stream.ts';
import { bytes, milliseconds, type Row } from './table.ts';

const sizes = [1000, 10_000] as const;
const rounds = 3;

/**
 * The sidebar on a simulated cluster in a process of its own, from the first request to the last row. Beside it the least that any client must
 * do: ask for each kind in one request, one after the other, and parse the JSON.
 */
export async function benchSidebar(scope: Scope, log: (line: string) => void): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const walls: { size: number; cost: number }[] = [];
  for (const size of sizes) {
    log(`listing ${size} live objects ${rounds} times`);
    const folder = await scope.folder(`cluster-${size}`);
    const { kubeconfig, put } = await startCluster(scope, folder, size);
    const ours: Filling[] = [];
    const plain: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await fill(kubeconfig, size));
      plain.push(await listPlainly(kubeconfig));
    }
    const middle = (of: (it: Filling) => number): number => median(ours.map(of));
    const complete = middle((it) => it.complete + it.drawn);
    walls.push({ size, cost: complete });
    rows.push(
      {
        work: `sidebar of ${size} objects, first request to rows`,
        ours: milliseconds(complete),
        peer: `${milliseconds(median(plain))} (plain lists)`,
        ratio: complete / median(plain),
      },
      {
        work: `sidebar of ${size} objects, last page to rows`,
        ours: milliseconds(middle((it) => it.afterLast)),
        ...(size === 10_000 && { budget: '2 s' }),
      },
      {
        work: `sidebar of ${size} objects, longest slice`,
        ours: milliseconds(middle((it) => it.slice)),
        budget: '10 ms',
      },
      {
        work: `sidebar of ${size} objects, drawing`,
        ours: `${milliseconds(middle((it) => it.drawn))}, again ${milliseconds(middle((it) => it.redrawn))}`,
      },
      {
        work: `sidebar of ${size} objects, growth of heap`,
        ours: bytes(middle((it) => it.heap)),
        ...(size === 10_000 && { budget: '150 MB' }),
      },
    );
    if (size !== 10_000) continue;
    rows.push(...(await benchPrograms(kubeconfig, complete, log)));
    log('a minute of changes');
    rows.push(...(await benchStream(kubeconfig, size, put)));
  }
  const [small, large] = walls;
  const exponent = small && large ? growth(small, large).toFixed(2) : 'unknown';
  return [
    ...rows,
    { work: `sidebar, growth from ${sizes[0]} to ${sizes[1]} objects`, ours: exponent, budget: 'linear: 1' },
  ];
}

/** Starts the simulated cluster with no controllers at work, and gives the file of its kubeconfig and a way to bring objects in. */
async function startCluster(
  scope: Scope,
  folder: string,
  size: number,
): Promise<{ readonly kubeconfig: string; readonly put: Put }> {
  const program = join(import.meta.dirname, '../../src/demo/main.ts');
  const child = scope.spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin?.write(`${JSON.stringify({ objects: liveObjects(size), pace: 0 })}\n`);
  if (!child.stdout) throw new Error('the simulated cluster has no output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const file = join(folder, 'kubeconfig');
  await writeFile(file, (JSON.parse(line) as { kubeconfig: string }).kubeconfig, { mode: 0o600 });
  const put: Put = (objects) => void child.stdin?.write(`${JSON.stringify({ objects })}\n`);
  return { kubeconfig: file, put };
}

async function fill(kubeconfig: string, size: number): Promise<Filling> {
  const room = join(import.meta.dirname, 'sidebar-room.ts');
  const child = fork(room, [kubeconfig], { execArgv: ['--expose-gc'] });
  let filling: Filling | undefined;
  child.on('message', (message) => (filling = message as Filling));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!filling) throw new Error(`the sidebar ended with ${code}`);
  if (filling.listed < size) throw new Error(`the sidebar has ${filling.listed} rows of ${size} objects`);
  return filling;
}

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; 'certificate-authority-data'?: string };
  }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

async function listPlainly(kubeconfig: string): Promise<number> {
  const { clusters, users } = parse(await readFile(kubeconfig, 'utf8')) as Kubeconfig;
  const { server = '', 'certificate-authority-data': ca = '' } = clusters[0]?.cluster ?? {};
  const headers = { authorization: `Bearer ${users[0]?.user.token}` };
  const started = performance.now();
  for (const kind of kinds) {
    const url = new URL(`/apis/${apiVersionOf(kind)}/${kind.plural}`, server);
    const text = await new Promise<string>((resolve, reject) => {
      const sent = request(url, { headers, ca: Buffer.from(ca, 'base64') }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (piece: string) => (body += piece));
        response.on('end', () => resolve(body)).on('error', reject);
      });
      sent.on('error', reject).end();
    });
    JSON.parse(text);
  }
  return performance.now() - started;
}
