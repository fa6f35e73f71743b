/**
 * Where a document holds the spec of a FluxInstance: in one, or in a release of the chart `flux-instance`, which makes one of its values and hands
 * nearly all of them on (flux-operator v0.30, charts/flux-instance/templates/instance.yaml). `undefined` for all other documents.
 */
export function instanceSpec({ header, fields }: Facts): 'spec' | 'spec.values.instance' | undefined {
  if (header.group === 'fluxcd.controlplane.io') return header.kind?.value === 'FluxInstance' ? 'spec' : undefined;
  if (header.group !== 'helm.toolkit.fluxcd.io' || header.kind?.value !== 'HelmRelease') return undefined;
  const chart = fields.get('spec.chart.spec.chart') ?? fields.get('spec.chartRef.name');
  return chart !== undefined && /(?:^|\/)flux-instance$/.test(chart.value) ? 'spec.values.instance' : undefined;
}

/** As much of the facts of a document as it takes. */
interface Facts {
  readonly header: { readonly group: string; readonly kind?: { readonly value: string } };
  readonly fields: ReadonlyMap<string, { readonly value: string }>;
}
