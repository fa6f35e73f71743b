import { writeFileSync } from 'node:fs';
import { startBed } from '../bed/bed.ts';
import { runTrial } from './trial.ts';

// Prints how far we agree with Flux and writes each disagreement to the file that is named.
const [file] = process.argv.slice(2);
const bed = await startBed({ controllers: [] });
try {
  const start = performance.now();
  const { unsound, slandered, samples, findings } = await runTrial(bed, [''], (line) => console.error(line));
  console.error(`${samples.length} samples, ${findings.length} mutants, ${Math.round(performance.now() - start)} ms`);
  for (const it of unsound) console.log('not sound', it);
  for (const it of slandered) console.log('sound, and we say', it);
  const counts = new Map<string, number>();
  for (const { truth, ours } of findings) {
    const key = `${truth.verdict} / ours ${ours.verdict}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  console.log(counts);
  const lines = findings.map(({ mutant, outcome, truth, ours }) => ({
    ...{ path: mutant.from.path, beside: mutant.from.beside },
    ...{
      name: mutant.from.name,
      operator: mutant.operator,
      label: mutant.label,
      text: mutant.text,
      outcome,
      truth,
      ours,
    },
  }));
  if (file !== undefined) writeFileSync(file, JSON.stringify(lines));
} finally {
  await bed.stop();
}
