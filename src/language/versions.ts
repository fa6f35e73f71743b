/** Whether a Flux version (`2.6`, `v2.6.1`) is older than a minor (`2.7`). Versions that are no numbers are the newest. */
export function isBefore(version: string, minor: string): boolean {
  const [a, b] = [partsOf(version), partsOf(minor)];
  if (a === undefined || b === undefined) return false;
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** `v2.7.3`, `2.7.x`, `2.7` → `2.7`; `undefined` for what has no minor (`2.x`). */
export function minorOf(version: string): string | undefined {
  return partsOf(version)?.join('.');
}

function partsOf(version: string): readonly [number, number] | undefined {
  const match = /^[v~^=]?\s*(\d+)\.(\d+)/.exec(version.trim());
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}
