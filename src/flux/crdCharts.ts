/**
 * The API groups whose kinds a chart installs as it comes, by the chart's name: for well-known charts whose CRDs are installed by default. A chart
 * that asks for a value first (`crds.enabled`, `installCRDs`) is marked with it: no group without that value.
 */
export const crdCharts: Readonly<
  Record<string, { readonly groups: readonly string[]; readonly values?: readonly string[] }>
> = {
  'cert-manager': { groups: ['cert-manager.io', 'acme.cert-manager.io'], values: ['crds.enabled', 'installCRDs'] },
  'external-secrets': { groups: ['external-secrets.io', 'generators.external-secrets.io'] },
  'kube-prometheus-stack': { groups: ['monitoring.coreos.com'] },
  'prometheus-operator-crds': { groups: ['monitoring.coreos.com'] },
  'sealed-secrets': { groups: ['bitnami.com'] },
  metallb: { groups: ['metallb.io'] },
  traefik: { groups: ['traefik.io'] },
  longhorn: { groups: ['longhorn.io'] },
  'cloudnative-pg': { groups: ['postgresql.cnpg.io'] },
  kyverno: { groups: ['kyverno.io'] },
  capsule: { groups: ['capsule.clastix.io'] },
  'rook-ceph': { groups: ['ceph.rook.io'] },
  kong: { groups: ['configuration.konghq.com'] },
  velero: { groups: ['velero.io'] },
  keda: { groups: ['keda.sh'] },
  volsync: { groups: ['volsync.backube'] },
  'trust-manager': { groups: ['trust.cert-manager.io'] },
  'argo-rollouts': { groups: ['argoproj.io'] },
  flagger: { groups: ['flagger.app'] },
  'tofu-controller': { groups: ['infra.contrib.fluxcd.io'] },
  'snapshot-controller': { groups: ['snapshot.storage.k8s.io'] },
  'strimzi-kafka-operator': { groups: ['kafka.strimzi.io'] },
  'eck-operator-crds': { groups: ['elasticsearch.k8s.elastic.co', 'kibana.k8s.elastic.co'] },
  'eck-operator': { groups: ['elasticsearch.k8s.elastic.co', 'kibana.k8s.elastic.co'] },
};
