import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Unavailable } from '../bed/tools.ts';
import type { Scope } from '../vscode/scope.ts';
import { runSuite } from '../vscode/suite.ts';
import { fluxFile } from './generate.ts';
import { median, percentile } from './measure.ts';
import type { Product } from './product.ts';
import { milliseconds, type Row } from './table.ts';

/** What one window tells, in milliseconds. */
export interface Observed {
  readonly activation?: number;
  readonly empty?: number;
  /** From the change of a document until its problems are published, as other extensions see both. */
  readonly keys: readonly number[];
}

const rounds = 3;

/** The packaged extension in windows of a real VS Code: activation beside an extension that does nothing, and typing. */
export async function benchWindow(
  scope: Scope,
  product: Product,
  log: (line: string) => void,
): Promise<readonly Row[]> {
  const room = await scope.folder('window');
  const out = join(room, 'observed.jsonl');
  const empty = await emptyExtension(join(room, 'empty'));
  const text = fluxFile(10);
  for (let round = 0; round < rounds; round++) {
    log(`window ${round + 1} of ${rounds}`);
    const folder = await scope.folder('opened');
    const env = { FLUXWRIGHT_BENCH_OUT: out, FLUXWRIGHT_BENCH_ORDER: String(round % 2), FLUXWRIGHT_BENCH_TEXT: text };
    const suites = [join(import.meta.dirname, 'window.suite.ts')];
    const extensions = [product.folder, empty];
    try {
      const { failures } = await runSuite({ name: 'bench', suites, folder, env, extensions, log: () => undefined });
      if (failures[0]) throw new Error(`${failures[0].title}: ${failures[0].error}`);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return [{ work: 'activation in VS Code', ours: `not measured: ${error.message}` }];
    }
  }
  const observed = (await readFile(out, 'utf8'))
    .trim()
    .split('\n')
    .map((it) => JSON.parse(it) as Observed);
  return rowsOf(observed, text.split('\n').length - 1);
}

function rowsOf(observed: readonly Observed[], lines: number): readonly Row[] {
  const [ours, empty] = [
    median(observed.map((it) => it.activation ?? NaN)),
    median(observed.map((it) => it.empty ?? NaN)),
  ];
  const keys = observed.flatMap((it) => it.keys);
  return [
    {
      work: 'activation in VS Code, load and activate',
      ours: milliseconds(ours),
      peer: `${milliseconds(empty)} (an empty extension)`,
      ratio: ours / empty,
      budget: '50 ms',
    },
    {
      work: `key to problems in VS Code, ${lines} lines, wait included`,
      ours: `${milliseconds(median(keys))} (p95 ${milliseconds(percentile(keys, 95))})`,
      budget: '25 ms',
    },
  ];
}

async function emptyExtension(folder: string): Promise<string> {
  await mkdir(join(folder, 'dist'), { recursive: true });
  const manifest = {
    name: 'empty',
    publisher: 'fluxwright-test',
    version: '0.0.1',
    engines: { vscode: '^1.101.0' },
    main: './dist/empty.js',
    extensionKind: ['workspace'],
    activationEvents: ['onCommand:fluxwright-test.never'],
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'dist/empty.js'), 'exports.activate = () => undefined;');
  return folder;
}
