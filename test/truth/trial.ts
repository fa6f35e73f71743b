import type { Bed } from '../bed/bed.ts';
import { applyKinds } from '../bed/bed.ts';
import type { Outcome } from '../bed/send.ts';
import { sendAll } from '../bed/send.ts';
import { ensureTools } from '../bed/tools.ts';
import { bundledSchemas } from '../schemas.ts';
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
const counts = { object: 36, folder: 150, found: 6 };

/** Every sample and every mutant, judged by the API server of the bed (which gets the kinds of Flux Operator) and by us. About 12 ms each. */
export async function runTrial(bed: Bed, log: (line: string) => void): Promise<Trial> {
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
  const mutants = samples.flatMap((it) => mutantsOf(it, countOf(it)));
  const outcomes = await sendAll(mutants.map(folderOf), { kubeconfig: bed.kubeconfig, log });
  const findings = mutants.map((mutant, index) => {
    const outcome = outcomes[index] as Outcome;
    return { mutant, outcome, truth: truthOf(mutant, outcome), ours: oursOf(mutant, schemas) };
  });
  return { unsound, slandered, samples, findings };
}

function countOf({ rich, path }: Sample): number {
  if (!rich) return counts.found;
  return path === 'object.yaml' ? counts.object : counts.folder;
}
