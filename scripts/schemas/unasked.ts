/**
 * Fields that the OpenAPI of Kubernetes calls required and an API server takes without: Flux or the server's own types put an empty value there,
 * and that one is fine. Found by taking each required field out of objects that a real server had taken, and sending them again.
 */
export const unasked: Readonly<Record<string, readonly string[]>> = {
  'apiextensions.v1.CustomResourceDefinitionVersion': ['served', 'storage'],
  'batch.v1.PodFailurePolicy': ['rules'],
  'core.v1.Event': ['involvedObject'],
  'core.v1.HTTPHeader': ['value'],
  'core.v1.ISCSIPersistentVolumeSource': ['lun'],
  'core.v1.ISCSIVolumeSource': ['lun'],
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.PreferredSchedulingTerm': ['preference'],
  'core.v1.ScaleIOPersistentVolumeSource': ['secretRef'],
  'core.v1.ScaleIOVolumeSource': ['secretRef'],
  'core.v1.Sysctl': ['value'],
  'core.v1.TypedLocalObjectReference': ['kind', 'name'],
  'resource.v1.DeviceClass': ['spec'],
  'resource.v1.ResourceClaim': ['spec'],
  'resource.v1.ResourceClaimTemplate': ['spec'],
  'resource.v1.ResourceClaimTemplateSpec': ['spec'],
  'storage.v1.CSIDriver': ['spec'],
};

/**
 * Fields for which an empty text is the same as none: their Go type leaves it out when Flux writes the object anew (`omitempty` without a pointer), and
 * the API server then puts its default there.
 */
export const emptyIsNone: Readonly<Record<string, readonly string[]>> = {
  'apps.v1.DaemonSetUpdateStrategy': ['type'],
  'apps.v1.DeploymentStrategy': ['type'],
  'apps.v1.StatefulSetSpec': ['podManagementPolicy'],
  'apps.v1.StatefulSetUpdateStrategy': ['type'],
  'batch.v1.CronJobSpec': ['concurrencyPolicy'],
  'core.v1.Container': ['imagePullPolicy', 'terminationMessagePolicy'],
  'core.v1.ContainerPort': ['protocol'],
  'core.v1.EndpointPort': ['protocol'],
  'core.v1.HTTPGetAction': ['scheme'],
  'core.v1.PersistentVolumeSpec': ['persistentVolumeReclaimPolicy'],
  'core.v1.PodSpec': ['dnsPolicy', 'restartPolicy'],
  'core.v1.ServicePort': ['protocol'],
  'core.v1.ServiceSpec': ['externalTrafficPolicy', 'sessionAffinity', 'type'],
  'core.v1.Toleration': ['effect', 'operator'],
};
