import type { ManifestDocument } from '../repository/manifest.ts';
import { rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

const helmGroup = 'helm.toolkit.fluxcd.io';

/**
 * The folder of the chart whose values a HelmRelease holds, where the chart lies in this repository. A part of a HelmRelease, which patches another,
 * has the chart of that one. Not for certain: a source of the same name may be another repository.
 */
export function chartOf(repository: Repository, document: ManifestDocument): string | undefined {
  const { group, kind, name } = document.header;
  if (group !== helmGroup || kind?.value !== 'HelmRelease') return undefined;
  const { fields } = document.facts;
  if (fields.has('spec.chartRef.name')) return undefined;
  if (fields.has('spec.chart.spec.chart')) return chartIn(repository, document);
  if (name === undefined) return undefined;
  const others = [...repository.objects.named(helmGroup, 'HelmRelease', name.value)];
  const charts = new Set(others.flatMap((it) => chartIn(repository, it.document) ?? []));
  return charts.size === 1 ? [...charts][0] : undefined;
}

function chartIn(repository: Repository, { facts: { fields } }: ManifestDocument): string | undefined {
  const chart = fields.get('spec.chart.spec.chart')?.value;
  const source = fields.get('spec.chart.spec.sourceRef.kind')?.value;
  if (chart === undefined || isSymbolic(chart) || source !== 'GitRepository') return undefined;
  const folder = rootedPath(chart);
  return folder !== '' && repository.isFile(`${folder}/Chart.yaml`) ? folder : undefined;
}

/** The JSON Schema that a chart has for its values, as its file holds it; `undefined` where there is none, or it is no JSON. */
export function schemaFileOf(repository: Repository, chart: string): unknown {
  return repository.remember(`values schema of ${chart}`, () => {
    try {
      return JSON.parse(repository.plainText(schemaPath(chart)) ?? '') as unknown;
    } catch {
      return undefined;
    }
  });
}

export function schemaPath(chart: string): string {
  return `${chart}/values.schema.json`;
}
