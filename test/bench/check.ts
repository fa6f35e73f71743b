import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureTools } from '../bed/tools.ts';
import { repositoryOf, writeTexts } from './generate.ts';
import { growth, median } from './measure.ts';
import { costOf, type Cost } from './program.ts';
import { schemasOf, writeForKubeconform } from './schemas.ts';
import { bytes, milliseconds, type Row } from './table.ts';

const sizes = [1000, 10_000] as const;
const rounds = 3;

/** `fluxwright check` beside kubeconform: whole processes, the same files, one after the other in turns. */
export async function benchCheck(room: string, cli: string, log: (line: string) => void): Promise<readonly Row[]> {
  const { kubeconform, crds } = await ensureTools(['kubeconform', 'crds'], log);
  const pattern = await writeForKubeconform(join(room, 'schemas'), await schemasOf(crds));
  const rows: Row[] = [];
  const walls = new Map<number, readonly [ours: number, peer: number]>();
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
    walls.set(size, [medianOf(ours, 'wall'), medianOf(peer, 'wall')]);
  }
  return [...rows, growthRow(walls)];
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

function growthRow(walls: ReadonlyMap<number, readonly [number, number]>): Row {
  const [small, large] = sizes;
  const exponent = (whose: 0 | 1): string =>
    growth(
      { size: small, cost: walls.get(small)?.[whose] ?? NaN },
      { size: large, cost: walls.get(large)?.[whose] ?? NaN },
    ).toFixed(2);
  return {
    work: `check, growth of wall from ${small} to ${large}`,
    ours: exponent(0),
    peer: exponent(1),
    budget: 'linear: 1',
  };
}

function medianOf(costs: readonly Cost[], what: 'wall' | 'cpu' | 'memory'): number {
  return median(costs.map((it) => it[what]));
}
