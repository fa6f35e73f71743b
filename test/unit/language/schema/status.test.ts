import { check } from './objects.ts';

describe('the status in a file', () => {
  it('of a generated CustomResourceDefinition is nobody’s business', () =>
    check(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: lamps.light.example}
spec:
  group: light.example
  scope: Namespaced
  names: {kind: Lamp, plural: lamps}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object}}
status:
  acceptedNames: {kind: "", plural: ""}
  conditions: []
  storedVersions: []
`));
  it('of a Flux object is left out by Flux, whatever it holds', () =>
    check(`
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: lamp, namespace: apps}
spec:
  imageRepositoryRef: {name: lamp}
  policy: {semver: {range: 1.x}}
status:
  latestRef: {image: lamp, tag: 1}
`));
  it('of a built-in kind is left out as well', () =>
    check(`
apiVersion: v1
kind: Service
metadata: {name: lamp, namespace: apps}
spec: {ports: [{port: 80}]}
status: {loadBalancers: []}
`));
  it('is still written by the build, which cannot write everything', () =>
    check(`
apiVersion: v1
kind: Service
metadata: {name: lamp, namespace: apps}
spec: {ports: [{port: 80}]}
status: {load: .inf}
              #^^^^ error schema/type
`));
  it('is no excuse for a field of that name further down', () =>
    check(`
apiVersion: v1
kind: Service
metadata: {name: lamp, namespace: apps}
spec: {status: {}, ports: [{port: 80}]}
      #^^^^^^ warning schema/dropped-field
`));
});
