import { check } from './objects.ts';

describe('the kinds of Flux Operator', () => {
  it('may be watched by alerts and receivers', () =>
    check(`
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata: {name: lamp, namespace: flux-system}
spec:
  providerRef: {name: chat}
  eventSources:
    - {kind: FluxInstance, name: '*'}
    - {kind: ResourceSet, name: '*'}
    - {kind: ResourceSets, name: '*'}
            #^^^^^^^^^^^^ error schema/enum
---
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: {name: lamp, namespace: flux-system}
spec:
  type: github
  secretRef: {name: lamp}
  resources:
    - {kind: ResourceSetInputProvider, name: lamps}
`));
});
