import assert from 'node:assert/strict';
import { LoneFiles } from '../../../src/language/repository/spotless.ts';
import { bundledSchemas } from '../../schemas.ts';
import { check as checkFiles } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const schemas = bundledSchemas();
const check = (files: string | Files) => checkFiles(files, {}, schemas);
/** Checks files in a repository that shows all of its cluster. */
const checkIn = (repository: Files, files: Files) => {
  const beside = { 'schema/required': 'off', 'build/namespace-missing': 'off' } as const;
  checkFiles({ ...repository, ...files }, { rules: beside }, schemas);
};

const lamp = `apiVersion: light.example/v1
kind: Lamp
metadata:
  name: Desk_Lamp
  namespace: web
  lables: {a: b}
  metadata: {labels: {}}
  finalizers: lamp
spec: {anything: 1}
odd: true
`;

describe('kinds that nobody describes', () => {
  it('have the metadata of every object where Flux applies them', () =>
    checkIn(fleet, {
      'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}  - lamp.yaml\n`,
      'apps/web/lamp.yaml': lamp
        .replace('Lamp\n  namespace', 'Lamp\n       #^^^^^^^^^ error schema/name\n  namespace')
        .replace('{a: b}\n', '{a: b}\n  ^^^^^^ error schema/unknown-field\n')
        .replace('{labels: {}}\n', '{labels: {}}\n  ^^^^^^^^ error schema/unknown-field\n')
        .replace('finalizers: lamp\n', 'finalizers: lamp\n             #^^^^ error schema/type\n'),
    }));
  it('are left alone where nobody applies them, as are names in other API servers', () =>
    checkIn(fleet, {
      'tools/lamp.yaml': lamp,
      'apps/web/kustomization.yaml': `${fleet['apps/web/kustomization.yaml'] ?? ''}  - user.yaml\n`,
      'apps/web/user.yaml': `apiVersion: user.openshift.io/v1
kind: Identity
metadata: {name: "door:me"}
`,
    }));
});

describe('files that look like objects', () => {
  it('are none of ours when another program reads them', () =>
    check({
      'kubeconfig.yaml': `apiVersion: v1
kind: Config
clusters: []
contexts: []
users: []
`,
      'machine.yaml': `apiVersion: v1alpha1
kind: ExtensionServiceConfig
name: door
`,
    }));
  it('are when a kind of theirs has a slip of the pen', () =>
    check(`apiVersion: v1
kind: Configmap
     #^^^^^^^^^ error schema/unknown-kind
metadata: {name: a, namespace: b}
`));
  it('may be forms that somebody fills before', () =>
    check({
      'forms/a.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: {{ name }}
  labels:
    app: {{ name }}
data:
  key: {{ ENV.KEY }}
`,
      'forms/b.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: [[ name ]]\n',
      'forms/c.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: <your-name> # fill in\n',
      'forms/d.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: "app-$NAME"\n',
      'forms/e.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: __NAME__\n',
      'forms/f.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: <%= name %>\n',
      'forms/g.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: "#{ name }#"\n',
      'forms/h.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: #@ data.values.name\n',
      'forms/i.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: @@NAME@@\n',
    }));
  it('are no forms where Flux takes them', () =>
    checkIn(fleet, {
      'clusters/home/more.yaml': kustomization(
        'more',
        '  path: ./more\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n  prune: true\n',
      ),
      'more/a.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: $NAME
       #^^^^^ error schema/name
`,
    }));
  it('are looked at again among other files', () => {
    const lone = new LoneFiles(schemas);
    assert.equal(lone.isSpotless('a.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: $NAME\n'), false);
    assert.equal(lone.isSpotless('a.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: web\n'), true);
  });
  it('may be what a test expects of a status', () =>
    check({
      'tests/assert.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: b}\nstatus: {readyReplicas: 1}\n',
    }));
  it('need no name when they are created and not applied', () =>
    check({
      'job.yaml': `apiVersion: v1
kind: Pod
metadata: {generateName: once-, namespace: b}
spec:
  restartPolicy: Never
  containers:
    - {name: a, image: a:1}
`,
    }));
});

describe('parts of objects', () => {
  const part = (annotations: string, marks = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: lamp, namespace: web, annotations: {${annotations}}}
spec: {replicas: 5}
${marks}`;
  it('are enough where Flux lays them over what is there', () =>
    check({
      'a.yaml': part('kustomize.toolkit.fluxcd.io/ssa: merge'),
      'b.yaml': part('kustomize.toolkit.fluxcd.io/ssa: IfNotPresent'),
    }));
  it('are not where it makes them', () =>
    check(
      part('kustomize.toolkit.fluxcd.io/ssa: override', '^^^^ error schema/required\n^^^^ error schema/required\n'),
    ));
});

describe('what kustomize fills in', () => {
  const service = `apiVersion: v1
kind: Service
metadata: {name: lamp, namespace: web}
spec:
  ports:
    - port: $(PORT)
`;
  const vars =
    'vars:\n  - {name: PORT, objref: {apiVersion: v1, kind: ConfigMap, name: a}, fieldref: {fieldpath: data.port}}\n';
  it('may be anything where it has vars', () =>
    checkIn(
      {},
      {
        'kustomization.yaml': `resources: [lamp.yaml]\n${vars}`.replace(
          'vars:\n',
          'vars:\n^^^^ information build/deprecated-field\n',
        ),
        'lamp.yaml': service,
      },
    ));
  it('is what stands there where it has none', () =>
    check(service.replace('(PORT)\n', '(PORT)\n           #^^^^^^^ error schema/type\n')));
  it('are no objects: the settings of its generators', () =>
    check({
      'kustomization.yaml': 'generators: [parts]\n',
      'parts/kustomization.yaml': 'resources: [config.yaml]\n',
      'parts/config.yaml': 'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: a}\nliterals: [A=B]\n',
    }));
});

describe('kind/unknown beyond Flux', () => {
  it('finds a slip of a kind that a CRD of the repository has, and no other kinds of its group', () =>
    check(
      `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: tunnels.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Tunnel, plural: tunnels}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
---
apiVersion: example.com/v1
kind: Tunel
     #^^^^^ warning kind/unknown
metadata: {name: a}
---
apiVersion: example.com/v1
kind: Bridge
metadata: {name: a}
---
apiVersion: sub.example.com/v1
kind: Tunel
metadata: {name: a}
`,
    ));
});
