import { durationSeconds } from '../../flux/duration.ts';

const units: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
  [0.001, 'millisecond'],
];

/** A length as people say it: `1 hour 30 minutes`. */
export function spellDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000) / 1000;
  const words: string[] = [];
  for (const [size, name] of units) {
    const amount = Math.floor(rest / size + 1e-9);
    if (amount === 0) continue;
    rest = Math.round((rest - amount * size) * 1000) / 1000;
    words.push(`${amount} ${name}${amount === 1 ? '' : 's'}`);
  }
  return words.length === 0 ? 'no time at all' : words.join(' ');
}

/** A length as Go prints it, which is how Flux writes it into conditions and logs: `90m` is `1h30m0s`. `undefined` for what is none. */
export function normalDuration(text: string): string | undefined {
  const total = durationSeconds(text);
  if (total === undefined) return undefined;
  const thousandths = Math.round(total * 1000);
  if (thousandths > 0 && thousandths < 1000) return `${thousandths}ms`;
  const seconds = (thousandths % 60_000) / 1000;
  const minutes = Math.floor(thousandths / 60_000) % 60;
  const hours = Math.floor(thousandths / 3_600_000);
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
