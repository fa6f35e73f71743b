import type { Diagnosis } from '../../src/language/diagnose.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import type { Schemas } from '../../src/language/schema/catalog.ts';
import { defaultSettings } from '../../src/language/repository/settings.ts';
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
  /**
   * What may be said as well. Of the truth: an empty value was left out, which nobody misses. Of ours: what is left without the problems
   * that a controller finds after the API server has taken the object, if that does not find them before.
   */
  readonly or?: Verdict;
}

/** Whether we say what Flux and the API server do. */
export function agrees(truth: Judgement, ours: Judgement): boolean {
  return [truth.verdict, truth.or].some((it) => it !== undefined && (it === ours.verdict || it === ours.or));
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
  const missed = losses.filter((it) => it.empty !== true);
  const worst = missed.find((it) => it.kind === 'dropped') ?? missed[0];
  if (worst === undefined) return losses.length === 0 ? accepted : { ...accepted, or: 'dropped' };
  return { verdict: worst.kind, reason: losses.map((it) => `${it.kind} ${it.path.join('.')}`).join(', ') };
}

/** Codes about what only the repository as a whole shows. */
const elsewhere = /^((reference|path|dependency)\/|(build\/namespace|helm\/chart|source\/copy)-missing$)/;

/** Codes about what the controller of a kind refuses; some of it the API server has refused before. */
const later = /^(source|helm|image|notification|health|cel)\//;

const lossy: readonly (readonly [string, Verdict])[] = [
  ['schema/lost-object', 'dropped'],
  ['schema/lost-labels', 'dropped'],
  ['schema/dropped-field', 'dropped'],
  ['schema/changed-value', 'changed'],
];

/** What we say of it. */
export function oursOf(input: Input, schemas: Schemas): Judgement {
  const repository = new Repository({ schemas });
  repository.set('cluster/sync.yaml', sync);
  const files = Object.entries(filesOf(input)).map(([path, text]) => [`probe/${path}`, text] as const);
  for (const [path, text] of files) repository.set(path, text);
  const found = files
    .flatMap(([path]) =>
      diagnose(repository, path, defaultSettings).filter((it) => !isOfOperator(repository, path, it)),
    )
    .filter((it) => !elsewhere.test(it.code));
  const judgement = judge(found, isObject(input));
  if (!found.some((it) => later.test(it.code))) return judgement;
  const rest = found.filter((it) => !later.test(it.code));
  return { ...judgement, or: judge(rest, isObject(input)).verdict };
}

/** Whether a problem is in an object that a ResourceSet holds: the API server takes any, and Flux Operator is refused what it makes of it. */
function isOfOperator(repository: Repository, path: string, { code, span }: Diagnosis): boolean {
  if (code.startsWith('yaml/')) return false;
  const document = repository.manifest(path)?.documentAt(span.start);
  if (document?.header.kind?.value !== 'ResourceSet') return false;
  const at = document.locate(span.start).path;
  return at[0] === 'spec' && at[1] === 'resources' && at.length > 3;
}

/** What makes Flux apply the folder. */
const sync = `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, url: https://git.example.com/fleet, ref: {branch: main}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec: {interval: 10m, path: ./probe, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
`;

function judge(found: readonly Diagnosis[], mayLose: boolean): Judgement {
  const errors = found.filter((it) => it.severity === 'error');
  if (errors.length > 0) return { verdict: 'refused', reason: wordsOf(errors) };
  for (const [code, verdict] of mayLose ? lossy : []) {
    const lost = found.filter((it) => it.code === code);
    if (lost.length > 0) return { verdict, reason: wordsOf(lost) };
  }
  return accepted;
}

const wordsOf = (found: readonly Diagnosis[]): string => found.map((it) => `${it.code}: ${it.message}`).join(' / ');
