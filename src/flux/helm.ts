/** A revision as `helm history -o json` lists it. */
export interface HelmRevision {
  readonly revision: number;
  /** `deployed`, `superseded`, `failed`, … */
  readonly status: string;
  /** Chart name and version: `podinfo-6.7.1`. */
  readonly chart: string;
  readonly updated: string;
  readonly description: string;
}

/** Reads what `helm history -o json` printed, oldest first. Throws when it is no JSON list; entries without a revision are left out. */
export function parseHelmHistory(output: string): readonly HelmRevision[] {
  const list: unknown = JSON.parse(output);
  if (!Array.isArray(list)) throw new SyntaxError('helm history did not print a list');
  return list.flatMap((entry: unknown) => {
    const it = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const revision = it['revision'];
    if (typeof revision !== 'number') return [];
    const text = (field: string) => (typeof it[field] === 'string' ? it[field] : '');
    return [
      {
        revision,
        status: text('status'),
        chart: text('chart'),
        updated: text('updated'),
        description: text('description'),
      },
    ];
  });
}

/** The major version in what `helm version --short` printed (`v4.2.0+g1234567`); 3, the careful answer, when it cannot be read. */
export function helmMajor(output: string): number {
  return Number(/v(\d+)\./.exec(output)?.[1] ?? 3);
}
