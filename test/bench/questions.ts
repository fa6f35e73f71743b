import { setImmediate as breath } from 'node:timers/promises';
import { complete } from '../../src/language/typing/complete.ts';
import { hoverAt } from '../../src/language/hover.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { Texts } from '../../src/language/schema/texts.ts';
import { bundledSchemas } from '../schemas.ts';
import { readTexts } from '../texts.ts';
import { fluxFile, repositoryOf } from './generate.ts';
import type { LanguageServer } from './language-server.ts';
import { median, percentile } from './measure.ts';
import { milliseconds, type Row } from './table.ts';

const pairs = 10;
const questions = 100;

/** A question of an editor, at the value of a field. */
interface Question {
  readonly name: string;
  /** Finds the values at which it is asked. */
  readonly where: RegExp;
  readonly method: string;
  /** Whether there was an answer. */
  readonly ours: (repository: Repository, path: string, offset: number) => boolean;
}

const asked: readonly Question[] = [
  {
    name: 'completion',
    where: /kind: (?=GitRepository\n {4})/g,
    method: 'textDocument/completion',
    ours: (repository, path, offset) => complete(repository, path, offset).length > 0,
  },
  {
    name: 'completion of a name',
    where: / {4}name: (?=team-\d+\n {2}healthChecks)/g,
    method: 'textDocument/completion',
    ours: (repository, path, offset) => complete(repository, path, offset).length > 0,
  },
  {
    name: 'completion of a key',
    where: /^spec:\n {2}(?=interval: )/gm,
    method: 'textDocument/completion',
    ours: (repository, path, offset) => complete(repository, path, offset).length > 5,
  },
  {
    name: 'hover of a key',
    where: /^spec:\n {2}(?=interval: )/gm,
    method: 'textDocument/hover',
    ours: (repository, path, offset) => hoverAt(repository, path, offset) !== undefined,
  },
  {
    name: 'hover',
    where: /^kind: (?=Kustomization)/gm,
    method: 'textDocument/hover',
    ours: (repository, path, offset) => hoverAt(repository, path, offset) !== undefined,
  },
];

/**
 * Completion and hover, each asked right after a key somewhere else in the same object, whose cost counts, since people wait for both. Both
 * sides answer at places where ours knows something; a peer that answers nothing is quick at it.
 */
export async function benchQuestions(peer: LanguageServer, log: (line: string) => void): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const question of asked) {
    log(`asking ${questions} times for ${question.name}`);
    const text = fluxFile(pairs);
    const ours = new Ours(text, question);
    const theirs = new Theirs(peer, text, question);
    await theirs.open();
    const mine: number[] = [];
    const others: number[] = [];
    for (let at = -20; at < questions; at++) {
      const [a, b] = [ours.ask(Math.abs(at)), await theirs.ask(Math.abs(at))];
      // The first ones warm both up.
      if (at >= 0) {
        mine.push(a);
        others.push(b);
      }
      await breath();
    }
    theirs.close();
    const [a, b] = [mine, others].map((it) => percentile(it, 95)) as [number, number];
    const format = (it: readonly number[]): string =>
      `${milliseconds(percentile(it, 95))} (median ${milliseconds(median(it))})`;
    const work = `${question.name}, ${text.split('\n').length - 1} lines, p95`;
    rows.push({ work, ours: format(mine), peer: format(others), ratio: a / b, budget: '5 ms' });
  }
  return [...rows, firstCompletion()];
}

/** The first completion after a start, when no schema has been read: whole objects in an empty file, then the keys of a Deployment. */
function firstCompletion(): Row {
  const times = Array.from({ length: 5 }, () => {
    const repository = new Repository({ schemas: bundledSchemas(), texts: new Texts(readTexts) });
    for (const [path, it] of repositoryOf(1000)) repository.set(path, it);
    const pod = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      ';
    const started = performance.now();
    for (const [path, text] of Object.entries({ 'new.yaml': 'h', 'pod.yaml': pod })) {
      repository.set(path, text);
      if (complete(repository, path, text.length).length === 0) throw new Error(`there was no completion in ${path}`);
    }
    return performance.now() - started;
  });
  return {
    work: 'first completions, an object and keys of a pod',
    ours: milliseconds(median(times)),
    budget: '100 ms',
  };
}

/** The text with another number behind the first team's name of an object, and where the question stands in it. */
function edited(text: string, { where }: Question, count: number): { readonly text: string; readonly offset: number } {
  const places = [...text.matchAll(where)].map((it) => it.index + it[0].length);
  const place = places[(count * 3) % places.length] ?? 0;
  const label = text.lastIndexOf('    team: team-', place);
  const at = label > text.lastIndexOf('\n---', place) ? label + 14 : text.indexOf('    team: team-', place) + 14;
  const next = text.slice(0, at) + 'abcdefghij'.charAt(count % 10) + text.slice(at + 1);
  return { text: next, offset: place };
}

class Ours {
  readonly #repository = new Repository({ schemas: bundledSchemas(), texts: new Texts(readTexts) });
  readonly #path = 'clusters/main/teams.yaml';
  readonly #text: string;
  readonly #question: Question;

  constructor(text: string, question: Question) {
    for (const [path, it] of repositoryOf(1000)) this.#repository.set(path, it);
    this.#repository.set(this.#path, text);
    this.#text = text;
    this.#question = question;
  }

  ask(count: number): number {
    const { text, offset } = edited(this.#text, this.#question, count);
    const started = performance.now();
    this.#repository.set(this.#path, text);
    const answered = this.#question.ours(this.#repository, this.#path, offset);
    const took = performance.now() - started;
    if (!answered) throw new Error(`there was no ${this.#question.name} at ${text.slice(offset - 40, offset)}`);
    return took;
  }
}

class Theirs {
  readonly #server: LanguageServer;
  readonly #text: string;
  readonly #question: Question;
  readonly #uri: string;
  #version = 1;

  constructor(server: LanguageServer, text: string, question: Question) {
    this.#server = server;
    this.#text = text;
    this.#question = question;
    this.#uri = `file:///bench/${question.name.replaceAll(' ', '-')}.yaml`;
  }

  async open(): Promise<void> {
    const published = this.#server.published(this.#uri);
    const textDocument = { uri: this.#uri, languageId: 'yaml', version: this.#version, text: this.#text };
    this.#server.notify('textDocument/didOpen', { textDocument });
    await published;
  }

  async ask(count: number): Promise<number> {
    const { text, offset } = edited(this.#text, this.#question, count);
    const before = text.slice(0, offset).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const started = performance.now();
    const textDocument = { uri: this.#uri, version: ++this.#version };
    this.#server.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
    await this.#server.request(this.#question.method, { textDocument: { uri: this.#uri }, position });
    return performance.now() - started;
  }

  close(): void {
    this.#server.notify('textDocument/didClose', { textDocument: { uri: this.#uri } });
  }
}
