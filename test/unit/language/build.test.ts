import { bundledSchemas } from '../../schemas.ts';
import { check } from '../carets.ts';
import type { Files } from '../carets.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';
const config = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: apps\n${more}`;
const flux = (path: string, more = ''): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
${more}`;

describe('faults of builds', () => {
  it('an object twice in one build', () => {
    check({
      'app/kustomization.yaml': `${head}resources:\n  - a.yaml\n  - b.yaml\n`,
      'app/a.yaml': config('same'),
      'app/b.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: same
       #^^^^ error build/duplicate-object
  namespace: apps
`,
    });
  });

  it('two objects that one namespace makes the same', () => {
    const other = config('same').replace('namespace: apps', 'namespace: other');
    check({
      'app/kustomization.yaml': `${head}resources:\n  - a.yaml\n  - b.yaml\n`,
      'app/a.yaml': config('same'),
      'app/b.yaml': other,
    });
    check({
      'app/kustomization.yaml': `${head}namespace: one\nresources:\n  - a.yaml\n  - b.yaml\n`,
      'app/a.yaml': config('same'),
      'app/b.yaml': other.replace('name: same', 'name: same\n       #^^^^ error build/duplicate-object'),
    });
  });

  it('a way to the same files twice, and two overlays of one base, which differ in their names', () => {
    check({
      'app/kustomization.yaml': `${head}resources:
  - a.yaml
  - ./a.yaml
   #^^^^^^^^ error build/entry-twice
`,
      'app/a.yaml': config('a'),
    });
    check({
      'app/kustomization.yaml': `${head}resources:\n  - one\n  - two\n`,
      'app/one/kustomization.yaml': `${head}namePrefix: one-\nresources:\n  - ../base\n`,
      'app/two/kustomization.yaml': `${head}namePrefix: two-\nresources:\n  - ../base\n`,
      'app/base/kustomization.yaml': `${head}resources:\n  - a.yaml\n`,
      'app/base/a.yaml': config('a'),
    });
  });

  it('a listed folder without a kustomization file, a listed kustomization file, a component in the wrong list', () => {
    check({
      'app/kustomization.yaml': `${head}resources:
  - parts
   #^^^^^ error build/no-kustomization-file
  - whole/kustomization.yaml
   #^^^^^^^^^^^^^^^^^^^^^^^^ error build/entry-is-kustomization
  - whole
  - part
   #^^^^ error build/component-kind
components:
  - other
   #^^^^^ error build/component-kind
  - good
`,
      'app/parts/a.yaml': config('a'),
      'app/whole/kustomization.yaml': `${head}resources:\n  - b.yaml\n`,
      'app/whole/b.yaml': config('b'),
      'app/part/kustomization.yaml': component,
      'app/good/kustomization.yaml': component,
      'app/other/kustomization.yaml': head,
    });
  });

  it('nothing where a kustomization file leaves out its version or its kind', () => {
    const scaler = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: a\n';
    for (const start of ['kind: Kustomization\n', 'apiVersion: kustomize.config.k8s.io/v1beta1\n', '']) {
      const files = {
        'app/kustomization.yaml': `${start}namespace: apps\nresources: [a.yaml]\npatches:\n  - path: patch.yaml\n`,
        'app/a.yaml': `${scaler}spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}}\n`,
        'app/patch.yaml': `${scaler}spec: {maxReplicas: 5}\n`,
      };
      check(files, {}, bundledSchemas());
    }
  });

  it('two kustomization files in one folder, and a circle of them', () => {
    check({
      'app/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
     #^^^^^^^^^^^^^ error build/several-files
`,
      'app/Kustomization': head,
      'one/kustomization.yaml': head,
    });
    check({
      'one/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
     #^^^^^^^^^^^^^ error build/cycle
resources:
  - ../two
`,
      'two/kustomization.yaml': `${head}resources:\n  - ../one\n`,
      'entry/kustomization.yaml': `${head}resources:\n  - ../one\n`,
    });
  });

  it('a document that is no object, listed or in a folder that is built as a whole', () => {
    check({
      'app/kustomization.yaml': `${head}resources:\n  - values.yaml\n  - empty.yaml\n`,
      'app/values.yaml': 'replicas: 2\n^^^^^^^^^^^ error build/not-an-object\n',
      'app/empty.yaml': '# nothing yet\n---\n',
      'app/other.yaml': 'replicas: 2\n',
    });
    check({
      'clusters/main/flux-system/gotk-sync.yaml': flux('./clusters/main'),
      'clusters/main/values.yaml': 'replicas: 2\n^^^^^^^^^^^ error build/not-an-object\n',
      'clusters/main/app/kustomization.yaml': `${head}resources: []\n`,
      'clusters/main/app/values.yaml': 'replicas: 2\n',
      'clusters/main/template.yaml': 'name: {{ name }}\n',
      'elsewhere/values.yaml': 'replicas: 2\n',
    });
  });

  it('another kind or version of a kustomization file', () => {
    check({
      'a/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Customization\n     #^^^^^^^^^^^^^ error build/wrong-kind\n',
      'b/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1\n           #^^^^^^^^^^^^^^^^^^^^^^^^^^ error build/wrong-version\nkind: Kustomization\n',
      'c/kustomization.yaml': 'resources: []\n',
    });
  });

  it('deprecated fields', () => {
    check({
      'a/kustomization.yaml': `${head}commonLabels:\n^^^^^^^^^^^^ information build/deprecated-field\n  a: b\nlabels:\n  - pairs:\n      vars: b\n`,
    });
  });
});

describe('faults of generators', () => {
  const generator = (entry: string): Files => ({
    'app/kustomization.yaml': `${head}resources:\n  - a.yaml\nconfigMapGenerator:\n${entry}`,
    'app/a.yaml': config('a'),
    'app/data.env': null,
  });

  it('a source that is not there', () => {
    check(
      generator(
        '  - name: x\n    envs:\n      - data.env\n    files:\n      - a.yaml\n      - key=nope.json\n       #^^^^^^^^^^^^^ error build/source-missing\n',
      ),
    );
  });

  it('a source in another form, a key twice', () => {
    check(
      generator(
        '  - name: x\n    literals:\n      - a=1\n      - b\n       #^ error build/source-form\n      - a="2"\n       #^^^^^ error build/key-twice\n',
      ),
    );
  });

  it('merging into nothing, making what is there', () => {
    const text = (behavior: string): string =>
      `  - name: a\n    namespace: apps\n    behavior: ${behavior}\n    literals: [x=1]\n`;
    check(generator(text('merge')));
    check(generator(text('create').replace('  - name: a', '  - name: a\n   #^^^^^^^ error build/exists-already')));
    check(generator(text('replace').replace('  - name: a', '  - name: b\n   #^^^^^^^ error build/nothing-to-merge')));
  });

  it('replicas of nothing', () => {
    check({
      'app/kustomization.yaml': `${head}resources:\n  - a.yaml\nreplicas:\n  - name: web\n    count: 2\n  - name: wep\n   #^^^^^^^^^ error build/no-replicas\n    count: 2\n`,
      'app/a.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: apps\n',
    });
  });
});
