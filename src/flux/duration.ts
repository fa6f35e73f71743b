const longForm = /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/;
const noHours = /^([0-9]+(\.[0-9]+)?(ms|s|m))+$/;
const seconds = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

/**
 * Whether the API server takes a text as a duration in a Flux field. Source: the patterns of the CRDs of Flux 2.9 (RULES.md rule 11);
 * a source's `timeout` has no hours. Days do not exist.
 */
export function isDuration(text: string, hours = true): boolean {
  return (hours ? longForm : noHours).test(text);
}

/** Length in seconds of a valid duration, `undefined` for anything else. */
export function durationSeconds(text: string): number | undefined {
  if (!isDuration(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9.]+)(ms|s|m|h)/g)) {
    total += Number(amount) * seconds[unit as keyof typeof seconds];
  }
  return total;
}

/** The duration that somebody most likely meant (`1d` → `24h`, `30` → `30s`, `5M` → `5m`), or `undefined`. */
export function suggestDuration(text: string): string | undefined {
  const tidy = text.trim().replace(/\s+/g, '').toLowerCase();
  if (/^[0-9]+$/.test(tidy)) return `${tidy}s`;
  const spelled = tidy
    .replace(/(\d)(seconds?|secs?)/g, '$1s')
    .replace(/(\d)(minutes?|mins?)/g, '$1m')
    .replace(/(\d)(hours?|hrs?)/g, '$1h')
    .replace(/(\d+)(weeks?|w)/g, (_, weeks: string) => `${Number(weeks) * 168}h`)
    .replace(/(\d+)(days?|d)/g, (_, days: string) => `${Number(days) * 24}h`);
  return isDuration(spelled) ? spelled : undefined;
}

/** The same length with hours written as minutes, for the fields that have no hours. */
export function withoutHours(text: string): string | undefined {
  const total = durationSeconds(text);
  if (total === undefined) return undefined;
  return total % 60 === 0 ? `${total / 60}m` : `${total}s`;
}
