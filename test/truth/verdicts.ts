import type { Diagnosis } from '../../src/language/diagnose.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository.ts';
import type { Schemas } from '../../src/language/schema/catalog.ts';
import { defaultSettings } from '../../src/language/settings.ts';
import type { Folder, Outcome } from '../bed/send.ts';
import { lossesOf } from './reading.ts';
import type { Sample } from './samples.ts';

/**
 * What comes of a file: `accepted` as it stands there, without a part of it (`dropped`), with another value (`changed`), or not at all.
 * For a kustomization file only whether it is refused is known: what it does not say cannot be missed in what was built.
 */
export type Verdict = 'accepted' | 'dropped' | 'changed' | 'refused';

export interface Judgement {
  readonly verdict: Verdict;
  /** The message, or what was lost. */
  readonly reason: string;
}

/** A file of a sample, changed or not. */
export interface Input {
  readonly from: Sample;
  readonly text: string;
}

export const folderOf = ({ from, text }: Input): Folder => ({ files: filesOf({ from, text }) });

const filesOf = ({ from, text }: Input) => ({ ...from.beside, [from.path]: text });
const isObject = ({ from }: Input): boolean => from.path === 'object.yaml';

const accepted: Judgement = { verdict: 'accepted', reason: '' };

/** What Flux and the API server did with it. */
export function truthOf(input: Input, { error, objects }: Outcome): Judgement {
  const refusal = error ?? objects.find((it) => it.error !== undefined)?.error;
  if (refusal !== undefined) return { verdict: 'refused', reason: refusal };
  if (!isObject(input)) return accepted;
  const [sent] = objects;
  if (sent === undefined) return { verdict: 'dropped', reason: 'the object itself' };
  const losses = lossesOf(input.text, sent.object);
  const worst = losses.find((it) => it.kind === 'dropped') ?? losses[0];
  if (worst === undefined) return accepted;
  return { verdict: worst.kind, reason: losses.map((it) => `${it.kind} ${it.path.join('.')}`).join(', ') };
}

/** Codes about what comes after the API server has taken the object. */
const later = /^(reference|path|dependency)\//;

const losses: readonly (readonly [string, Verdict])[] = [
  ['schema/dropped-field', 'dropped'],
  ['schema/changed-value', 'changed'],
];

/** What we say of it. */
export function oursOf(input: Input, schemas: Schemas): Judgement {
  const repository = new Repository({ schemas });
  const files = filesOf(input);
  for (const [path, text] of Object.entries(files)) repository.set(path, text);
  const found = Object.keys(files)
    .flatMap((path) => diagnose(repository, path, defaultSettings))
    .filter((it) => !later.test(it.code));
  const errors = found.filter((it) => it.severity === 'error');
  if (errors.length > 0) return { verdict: 'refused', reason: wordsOf(errors) };
  if (!isObject(input)) return accepted;
  for (const [code, verdict] of losses) {
    const lost = found.filter((it) => it.code === code);
    if (lost.length > 0) return { verdict, reason: wordsOf(lost) };
  }
  return accepted;
}

const wordsOf = (found: readonly Diagnosis[]): string => found.map((it) => `${it.code}: ${it.message}`).join(' / ');
