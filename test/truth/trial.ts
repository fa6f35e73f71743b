import type { Bed } from '../bed/bed.ts';
import { applyKinds } from '../bed/bed.ts';
import type { Outcome } from '../bed/send.ts';
import { sendAll } from '../bed/send.ts';
import { ensureTools } from '../bed/tools.ts';
import { bundledSchemas } from '../schemas.ts';
import type { Log } from '../bed/build.ts';
import type { Mutant } from './mutate.ts';
import { mutantsOf } from './mutate.ts';
import type { Sample } from './samples.ts';
import { foundObjects, richFolders, richObjects } from './samples.ts';
import type { Judgement } from './judgement.ts';
import { folderOf, oursOf, truthOf } from './judgement.ts';

/** A mutant, what Flux did with it and what we say. */
export interface Finding {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  readonly truth: Judgement;
  readonly ours: Judgement;
}

export interface Trial {
  /** Ours that Flux does not take as they are: a mistake in the sample. */
  readonly unsound: readonly { readonly name: string; readonly truth: Judgement }[];
  /** Sound ones that we find fault with. */
  readonly slandered: readonly { readonly name: string; readonly ours: Judgement }[];
  readonly samples: readonly Sample[];
  readonly findings: readonly Finding[];
}

/** How many mutants are made of one sample. */
const counts = { object: 36, folder: 36, found: 6 };

/** Every sample and every mutant, judged by the API server of the bed (which gets the kinds of Flux Operator) and by us. About 12 ms each. */
export async function runTrial(bed: Bed, seeds: readonly string[], log: (line: string) => void): Promise<Trial> {
  const { 'operator-crds': operator } = await ensureTools(['operator-crds'], log);
  await applyKinds(bed.api, operator);
  const folders = richFolders();
  for (const name of ['shop', 'apps']) {
    await bed.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const all = [...richObjects(), ...folders, ...foundObjects()];
  const inputs = all.map((from) => ({ from, text: from.text }));
  const answers = await sendAll(inputs.map(folderOf), { kubeconfig: bed.kubeconfig, log });
  const truths = inputs.map((input, index) => truthOf(input, answers[index] as Outcome));
  const samples = all.filter((_, index) => truths[index]?.verdict === 'accepted');
  const unsound = all.flatMap(({ name, rich }, index) => {
    const truth = truths[index] as Judgement;
    return rich && truth.verdict !== 'accepted' ? [{ name, truth }] : [];
  });
  const schemas = bundledSchemas();
  const slandered = samples.flatMap((from) => {
    const ours = oursOf({ from, text: from.text }, schemas);
    return ours.verdict === 'accepted' ? [] : [{ name: from.name, ours }];
  });
  const mutants = seeds.flatMap((seed) => samples.flatMap((it) => mutantsOf(it, countOf(it), seed)));
  const outcomes = await sendWithNamespaces(bed, mutants, log);
  const findings = mutants.map((mutant, index) => {
    const outcome = outcomes[index] as Outcome;
    return { mutant, outcome, truth: truthOf(mutant, outcome), ours: oursOf(mutant, schemas) };
  });
  return { unsound, slandered, samples, findings };
}

/** Whether a namespace is there depends on the cluster, not on the file: those that are missing are made, and asked again. */
async function sendWithNamespaces(bed: Bed, mutants: readonly Mutant[], log: Log): Promise<readonly Outcome[]> {
  const options = { kubeconfig: bed.kubeconfig, log };
  const first = await sendAll(mutants.map(folderOf), options);
  const missing = first.map((it) => missingNamespaceOf(it));
  for (const name of new Set(missing.filter((it) => it !== undefined))) {
    await bed.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const again = mutants.filter((_, index) => missing[index] !== undefined);
  const second = await sendAll(again.map(folderOf), options);
  return first.map((it, index) => {
    const mutant = mutants[index] as Mutant;
    return missing[index] === undefined ? it : (second[again.indexOf(mutant)] as Outcome);
  });
}

function missingNamespaceOf({ objects }: Outcome): string | undefined {
  const error = objects.find((it) => it.error !== undefined)?.error ?? '';
  return / not found: namespaces "([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)" not found$/.exec(error)?.[1];
}

function countOf({ rich, path }: Sample): number {
  if (!rich) return counts.found;
  return path === 'object.yaml' ? counts.object : counts.folder;
}
