import { ensureTools } from '../bed/tools.ts';
import { apiVersionOf } from '../../src/flux/kind.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { costOf } from './program.ts';
import { milliseconds, type Row } from './table.ts';

/** What people ask in a terminal for the same objects: `flux get all`, and `kubectl get` where it is installed. Ours through theirs. */
export async function benchPrograms(
  kubeconfig: string,
  ours: number,
  log: (line: string) => void,
): Promise<readonly Row[]> {
  const { flux } = await ensureTools(['flux'], log);
  const named = kinds.map((it) => `${it.plural}.${apiVersionOf(it).split('/').reverse().join('.')}`).join();
  const programs: readonly (readonly [string, string, readonly string[]])[] = [
    ['flux get all -A', flux, ['get', 'all', '-A', '--kubeconfig', kubeconfig]],
    ['kubectl get of all kinds -A', 'kubectl', ['get', named, '-A', '-o', 'json', '--kubeconfig', kubeconfig]],
  ];
  const rows: Row[] = [];
  for (const [name, program, args] of programs) {
    log(`asking with ${name}`);
    // Flux ends with 1 when one of its kinds has no objects.
    const cost = await costOf(program, args, [0, 1]).catch((error: unknown) => String(error));
    const work = `the same objects by ${name}`;
    if (typeof cost === 'string')
      rows.push({ work, ours: milliseconds(ours), peer: `not to be had: ${cost.slice(0, 80)}` });
    else
      rows.push({
        work,
        ours: milliseconds(ours),
        peer: `${milliseconds(cost.wall)} (${(cost.output.length / 1e6).toFixed(1)} MB)`,
        ratio: ours / cost.wall,
      });
  }
  return rows;
}
