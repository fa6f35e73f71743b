import assert from 'node:assert/strict';
import type { Bed } from '../bed/bed.ts';
import { bedOrSkip } from '../bed/skip.ts';
import { notStored, ownLabels, reconcileAll } from '../truth/controller.ts';
import { Random } from '../truth/random.ts';
import type { Finding, Trial } from '../truth/trial.ts';
import { explanationOf } from '../truth/disagreements.ts';
import { agrees } from '../truth/judgement.ts';
import { runTrial } from '../truth/trial.ts';
import { groupBy } from '../../src/flux/groups.ts';

describe('what we say of a file', function () {
  this.timeout(240_000);

  let bed: Bed;
  let trial: Trial;

  before('the parts are built', async function () {
    bed = await bedOrSkip(this, { controllers: ['source', 'kustomize'] });
    trial = await runTrial(bed, seeds, (line) => console.log(`    ${line}`));
  });

  after(() => bed?.stop());

  it('is tried on samples that Flux takes as they are', () => {
    assert.deepEqual(trial.unsound, []);
    assert.ok(trial.samples.filter((it) => it.rich).length >= 70);
  });

  it('is nothing where nothing is wrong', () => {
    assert.deepEqual(trial.slandered, []);
  });

  it('agrees with what Flux and the API server do with thousands of mistakes', () => {
    const { findings } = trial;
    assert.ok(findings.length >= 2000, `${findings.length} mutants`);
    const verdicts = new Set(findings.map((it) => it.truth.verdict));
    assert.deepEqual([...verdicts].sort(), ['accepted', 'changed', 'dropped', 'refused']);
    const agreed = findings.filter((it) => agrees(it.truth, it.ours));
    console.log(`    ${agreed.length} of ${findings.length} mutants agree`);
    assert.ok(agreed.length / findings.length >= enough, `${agreed.length} of ${findings.length} agree`);
    const unexplained = findings.filter((it) => !agrees(it.truth, it.ours) && explanationOf(it) === undefined);
    assert.deepEqual(unexplained.map(lineOf), []);
  });

  it('is measured by a program that does what the real controller does', async () => {
    const sample = sampleOf(trial.findings);
    assert.ok(sample.length >= 90, `${sample.length} mutants`);
    const inputs = sample.map((it) => it.mutant);
    const done = await reconcileAll(
      bed,
      inputs,
      sample.map((it) => it.outcome),
    );
    for (const [index, { mutant, outcome }] of sample.entries()) {
      const title = `${mutant.from.name}, ${mutant.label}`;
      const { error, stored } = done[index] ?? {};
      const expected = outcome.error ?? outcome.objects.find((it) => it.error !== undefined)?.error;
      assert.equal(error, expected?.split('\n')[0]?.trim(), title);
      const [sent] = outcome.objects;
      if (stored === undefined || sent === undefined) continue;
      assert.deepEqual(notStored(sent.object, stored), [], title);
      assert.deepEqual(ownLabels(stored), ownLabels(sent.object), title);
    }
  });
});

/** One that the facts were written with, and one that they were not; or others, as `SEED=one,two` says. */
const seeds = process.env['SEED']?.split(',') ?? ['', 'six'];

/** The share of mutants on which we must agree with Flux. */
const enough = 0.995;

const lineOf = ({ mutant, truth, ours }: Finding): string =>
  `${mutant.from.name}, ${mutant.label}: Flux ${truth.verdict} (${truth.reason}), we ${ours.verdict} (${ours.reason})`;

/** Quotas and the like would decide over the next object. */
const meddling = /(ResourceQuota|LimitRange|Namespace)\//;

/** A hundred mutants (fewer where there are no repositories beside this one), each of another object: applied, they do not meet. */
function sampleOf(findings: readonly Finding[]): readonly Finding[] {
  const random = new Random('sample');
  const single = findings.filter(
    ({ mutant }) => mutant.from.path === 'object.yaml' && !meddling.test(mutant.from.name),
  );
  const bySample = groupBy(single, ({ mutant }) => mutant.from.name.split(' ')[1]);
  return [...bySample.values()].map((it) => random.oneOf(it)).slice(0, 100);
}
