import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { defaultSettings } from '../../src/language/repository/settings.ts';
import { ensureTools } from '../bed/tools.ts';
import { bundledSchemas } from '../schemas.ts';
import type { Scope } from '../vscode/scope.ts';
import { fluxFile, repositoryOf } from './generate.ts';
import { peerName, startLanguageServer, type LanguageServer } from './language-server.ts';
import { growth, median, percentile } from './measure.ts';
import { schemasOf, writeForEditors } from './schemas.ts';
import { milliseconds, type Row } from './table.ts';

const pairs = [1, 10, 100] as const;
const rounds = 4;
/** Ours is some hundred times as fast: more samples for the same patience. */
const samples = { ours: 30, peer: 4 };
const budgets: Readonly<Partial<Record<(typeof pairs)[number], string>>> = { 1: '25 ms', 10: '25 ms', 100: '50 ms' };

/** The peer with its schema, for this benchmark and that of questions. */
export async function startPeer(scope: Scope, log: (line: string) => void): Promise<LanguageServer> {
  const { crds } = await ensureTools(['crds'], log);
  const schema = join(await scope.folder('schema'), 'flux.json');
  await writeForEditors(schema, await schemasOf(crds));
  return startLanguageServer(scope, schema, log);
}

/**
 * From a key to published problems: each edit makes one interval wrong, or right again, in another object of the file. Ours is what the
 * editor does (`Repository.set` in a repository of 1,000 files, then `diagnose`) plus the time for which it waits; theirs is everything from the
 * change to `publishDiagnostics`, which includes their wait.
 */
export async function benchTyping(peer: LanguageServer, log: (line: string) => void): Promise<readonly Row[]> {
  const settle = await settleTime();
  const rows: Row[] = [];
  const results: { size: number; ours: number; peer: number }[] = [];
  for (const count of pairs) {
    const text = fluxFile(count);
    const size = text.split('\n').length - 1;
    log(`typing in ${size} lines, in turns with ${peerName}`);
    const mine = new OurTyping(text);
    const theirs = new TheirTyping(peer, text, `file:///bench/flux-${size}.yaml`);
    await theirs.open();
    const ours: number[] = [];
    const others: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (let at = 0; at < samples.ours; at++) ours.push(await mine.edit());
      for (let at = 0; at < samples.peer; at++) others.push(await theirs.edit());
    }
    theirs.close();
    // The first round warms both up.
    const [a, b] = [median(ours.slice(samples.ours)), median(others.slice(samples.peer))];
    const worst = percentile(ours.slice(samples.ours), 95);
    results.push({ size, ours: a, peer: b });
    rows.push({
      work: `key to problems, ${size} lines`,
      ours: `${milliseconds(settle + a)} (wait ${settle}, work ${milliseconds(a)}, p95 ${milliseconds(worst)})`,
      peer: milliseconds(b),
      ratio: (settle + a) / b,
      ...(budgets[count] && { budget: budgets[count] }),
    });
  }
  return [...rows, growthRow(results)];
}

function growthRow(results: readonly { size: number; ours: number; peer: number }[]): Row {
  const [small, large] = [results.at(-2), results.at(-1)];
  const of = (whose: 'ours' | 'peer'): string =>
    growth(
      { size: small?.size ?? NaN, cost: small?.[whose] ?? NaN },
      { size: large?.size ?? NaN, cost: large?.[whose] ?? NaN },
    ).toFixed(2);
  const work = `key to problems, growth from ${small?.size} to ${large?.size} lines, work alone`;
  return { work, ours: of('ours'), peer: `${of('peer')} (with its wait)`, budget: 'linear: 1' };
}

/** Each edit is of another object, from wrong to right and back. */
class Edits {
  text: string;
  readonly #places: readonly number[];
  #count = 0;

  constructor(text: string) {
    this.text = text;
    // `10m` and `10x` are of one length, so places stay.
    this.#places = [...text.matchAll(/interval: 10?(?=m)/g)].map((it) => it.index + it[0].length);
  }

  next(): { readonly at: number; readonly letter: string; readonly wrong: boolean } {
    const wrong = this.#count % 2 === 0;
    const at = this.#places[((this.#count++ >> 1) * 7) % this.#places.length] ?? 0;
    const letter = wrong ? 'x' : 'm';
    this.text = this.text.slice(0, at) + letter + this.text.slice(at + 1);
    return { at, letter, wrong };
  }
}

class OurTyping {
  readonly #repository = new Repository({ schemas: bundledSchemas() });
  readonly #edits: Edits;
  readonly #path = 'clusters/main/teams.yaml';

  constructor(text: string) {
    for (const [path, it] of repositoryOf(1000)) this.#repository.set(path, it);
    this.#edits = new Edits(text);
    this.#repository.set(this.#path, text);
  }

  async edit(): Promise<number> {
    const { wrong } = this.#edits.next();
    const { text } = this.#edits;
    const started = performance.now();
    this.#repository.set(this.#path, text);
    const found = diagnose(this.#repository, this.#path, defaultSettings);
    const took = performance.now() - started;
    if (found.some((it) => it.code === 'duration/invalid') !== wrong) throw new Error('the wrong problems were found');
    await breath();
    return took;
  }
}

class TheirTyping {
  readonly #server: LanguageServer;
  readonly #edits: Edits;
  readonly #uri: string;
  #version = 1;

  constructor(server: LanguageServer, text: string, uri: string) {
    this.#server = server;
    this.#edits = new Edits(text);
    this.#uri = uri;
  }

  async open(): Promise<void> {
    const published = this.#server.published(this.#uri);
    const textDocument = { uri: this.#uri, languageId: 'yaml', version: this.#version, text: this.#edits.text };
    this.#server.notify('textDocument/didOpen', { textDocument });
    await published;
  }

  async edit(): Promise<number> {
    const before = this.#edits.text;
    const { at, letter, wrong } = this.#edits.next();
    const line = before.slice(0, at).split('\n').length - 1;
    const character = at - before.lastIndexOf('\n', at - 1) - 1;
    const range = { start: { line, character }, end: { line, character: character + 1 } };
    const started = performance.now();
    const published = this.#server.published(this.#uri);
    const textDocument = { uri: this.#uri, version: ++this.#version };
    this.#server.notify('textDocument/didChange', { textDocument, contentChanges: [{ range, text: letter }] });
    const { diagnostics } = await published;
    const took = performance.now() - started;
    if (diagnostics.length > 0 !== wrong) throw new Error(`${peerName} found ${JSON.stringify(diagnostics[0])}`);
    return took;
  }

  close(): void {
    this.#server.notify('textDocument/didClose', { textDocument: { uri: this.#uri } });
  }
}

/** What the editor waits for more keys; it stands in a file that only VS Code can load. */
async function settleTime(): Promise<number> {
  const source = await readFile(join(import.meta.dirname, '../../src/editor/diagnostics.ts'), 'utf8');
  const match = /^const settle = (\d+);$/m.exec(source);
  if (!match) throw new Error('src/editor/diagnostics.ts no longer says how long typing must rest');
  return Number(match[1]);
}
