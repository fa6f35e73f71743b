import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureTools } from '../bed/tools.ts';
import { repositoryOf, writeTexts } from './generate.ts';
import { growth, median } from './measure.ts';
import { costOf, type Cost } from './program.ts';
import { schemasOf, writeForKubeconform } from './schemas.ts';
import { bytes, milliseconds, type Row } from './table.ts';

/** What is measured: how many files, how often. */
interface Plan {
  readonly sizes: readonly number[];
  readonly rounds: number;
}

/** `fluxwright check` beside kubeconform: whole processes, the same files, one after the other in turns. */
export function benchCheck(room: string, cli: string, log: (line: string) => void): Promise<readonly Row[]> {
  return compare({ sizes: [1000, 10_000], rounds: 3 }, room, cli, log);
}

/** The same up to 100,000 files, which takes minutes. */
export function benchGrowth(room: string, cli: string, log: (line: string) => void): Promise<readonly Row[]> {
  return compare({ sizes: [1000, 10_000, 100_000], rounds: 1 }, room, cli, log);
}

async function compare(
  { sizes, rounds }: Plan,
  room: string,
  cli: string,
  log: (line: string) => void,
): Promise<readonly Row[]> {
  const { kubeconform, crds } = await ensureTools(['kubeconform', 'crds'], log);
  const pattern = await writeForKubeconform(join(room, 'schemas'), await schemasOf(crds));
  const rows: Row[] = [];
  const measured: Measured[] = [];
  for (const size of sizes) {
    log(`checking ${size} files ${rounds} times, in turns with kubeconform`);
    const folder = join(room, `repository-${size}`);
    await writeTexts(folder, repositoryOf(size));
    // The repository's root is where it is a Git one.
    await mkdir(join(folder, '.git'));
    const ours: Cost[] = [];
    const peer: Cost[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await costOf(process.execPath, [cli, 'check', folder]));
      peer.push(
        await costOf(kubeconform, ['-schema-location', pattern, '-ignore-missing-schemas', '-summary', folder]),
      );
    }
    assertAll(ours[0], `${size} files,`);
    rows.push(...rowsOf(size, ours, peer));
    measured.push({ size, ours, peer });
  }
  return [...rows, ...growthRows(measured)];
}

interface Measured {
  readonly size: number;
  readonly ours: readonly Cost[];
  readonly peer: readonly Cost[];
}

/** A program that looked at nothing would be fast. */
function assertAll(cost: Cost | undefined, words: string): void {
  if (!cost?.output.includes(words)) throw new Error(`not everything was checked: ${cost?.output.slice(-500)}`);
}

function rowsOf(size: number, ours: readonly Cost[], peer: readonly Cost[]): readonly Row[] {
  const row = (
    what: keyof Cost & ('wall' | 'cpu' | 'memory'),
    name: string,
    format: (it: number) => string,
    budget?: string,
  ) => {
    const [a, b] = [medianOf(ours, what), medianOf(peer, what)];
    return {
      work: `check ${size} files, ${name}`,
      ours: format(a),
      peer: format(b),
      ratio: a / b,
      ...(budget && { budget }),
    };
  };
  return [
    row('wall', 'wall', milliseconds, size === 10_000 ? 'ratio 2' : undefined),
    row('cpu', 'processor time', milliseconds),
    row('memory', 'peak memory', bytes, size === 10_000 ? '200 MB' : undefined),
  ];
}

/** From the smallest to the largest: what others do on the machine shows in the wall time alone. */
function growthRows(measured: readonly Measured[]): readonly Row[] {
  const [small, large] = [measured[0], measured.at(-1)];
  if (small === undefined || large === undefined) return [];
  const exponent = (whose: 'ours' | 'peer', what: 'wall' | 'cpu'): string => {
    const [from, to] = [small, large].map((it) => ({ size: it.size, cost: medianOf(it[whose], what) }));
    return from && to ? growth(from, to).toFixed(2) : '–';
  };
  return (['wall', 'cpu'] as const).map((what) => ({
    work: `check, growth of ${what === 'wall' ? 'wall' : 'processor time'} from ${small.size} to ${large.size}`,
    ours: exponent('ours', what),
    peer: exponent('peer', what),
    budget: 'exponent 1.1',
  }));
}

function medianOf(costs: readonly Cost[], what: 'wall' | 'cpu' | 'memory'): number {
  return median(costs.map((it) => it[what]));
}
