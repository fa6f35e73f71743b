import { join } from 'node:path';
import { openScope, type Scope } from '../vscode/scope.ts';
import { benchCheck, benchGrowth } from './check.ts';
import type { LanguageServer } from './language-server.ts';
import { packProduct, type Product } from './product.ts';
import { benchQuestions } from './questions.ts';
import { benchRepository } from './repository.ts';
import { benchSidebar } from './sidebar.ts';
import { benchSizes } from './sizes.ts';
import { benchSoak } from './soak.ts';
import { formatTable, type Row } from './table.ts';
import { benchTyping, startPeer } from './typing.ts';
import { benchWindow } from './window.ts';

interface Room {
  /** What is in it is gone at the end. */
  readonly scope: Scope;
  /** Packed when first asked for. */
  product(): Promise<Product>;
  /** Started when first asked for. */
  peer(): Promise<LanguageServer>;
  readonly log: (line: string) => void;
  /** How long what goes on for a time goes on. */
  readonly minutes: number;
}

const benches: Readonly<Record<string, (room: Room) => Promise<readonly Row[]>>> = {
  typing: async (room) => benchTyping(await room.peer(), room.log),
  questions: async (room) => benchQuestions(await room.peer(), room.log),
  repository: (room) => Promise.resolve(benchRepository(room.log)),
  check: async (room) =>
    benchCheck(await room.scope.folder('check'), join((await room.product()).folder, 'dist/cli.js'), room.log),
  sidebar: async (room) => benchSidebar(room.scope, room.log),
  window: async (room) => benchWindow(room.scope, await room.product(), room.log),
  sizes: async (room) => benchSizes(await room.product()),
  growth: async (room) =>
    benchGrowth(await room.scope.folder('growth'), join((await room.product()).folder, 'dist/cli.js'), room.log),
  soak: (room) => benchSoak(room.scope, room.minutes, room.log),
};

/** What takes long, and is only done when it is asked for. */
const long: readonly string[] = ['growth', 'soak'];

/** `npm run bench [-- NAME… [MINUTES]]`: measures ours and peers in turns, prints one table, and judges nothing. */
async function main(args: readonly string[]): Promise<void> {
  const wanted = args.filter((it) => !/^\d+$/.test(it));
  const minutes = Number(args.find((it) => /^\d+$/.test(it)) ?? 20);
  const unknown = wanted.filter((it) => !Object.hasOwn(benches, it));
  if (unknown.length > 0)
    throw new Error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  const scope = openScope();
  const log = (line: string) => console.error(line);
  let product: Promise<Product> | undefined;
  const pack = async () => packProduct(await scope.folder('product'));
  let peer: Promise<LanguageServer> | undefined;
  const room: Room = {
    scope,
    product: () => (product ??= pack()),
    peer: () => (peer ??= startPeer(scope, log)),
    log,
    minutes,
  };
  const rows: Row[] = [];
  try {
    for (const [name, bench] of Object.entries(benches)) {
      if (wanted.length > 0 ? !wanted.includes(name) : long.includes(name)) continue;
      log(`== ${name}`);
      // What could be measured is printed, whatever one of them met.
      const found = await bench(room).catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
        return [];
      });
      rows.push(...found);
    }
  } finally {
    await scope.close();
  }
  console.log(formatTable(rows));
}

await main(process.argv.slice(2));
