const powers: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity as a plain number: `500m` is `0.5`, `1Gi` is `1,073,741,824`. `undefined` for what is none, or says it already. */
export function spellQuantity(text: string): string | undefined {
  const [, amount, unit = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))([numkMGTPE]|[KMGTPE]i)$/.exec(text) ?? [];
  const power = powers[unit];
  if (amount === undefined || power === undefined) return undefined;
  const value = Number((Number(amount) * power).toPrecision(15));
  const [whole = '', rest] = value.toLocaleString('en-US', { maximumFractionDigits: 9 }).split('.');
  return rest === undefined ? whole : `${whole}.${rest}`;
}
