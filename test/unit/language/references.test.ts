import assert from 'node:assert/strict';
import { fixesFor } from '../../../src/language/fixes.ts';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const local = `  sourceRef:
    kind: GitRepository
    name: flux-system
`;

describe('reference/missing', () => {
  it('has nothing to say about a healthy fleet', () => check(fleet));

  it('is an error where everything that could make the object is in the repository', () =>
    check({
      ...fleet,
      'clusters/home/more.yaml': kustomization(
        'more',
        `  path: ./apps/web
  sourceRef:
    kind: GitRepository
    name: flux-sytem
         #^^^^^^^^^^ error reference/missing
`,
      ),
    }));

  it('is found in what an ArtifactGenerator copies from, and in what a ResourceSet needs', () =>
    check({
      ...fleet,
      'clusters/home/made.yaml': `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata: {name: parts, namespace: flux-system}
spec:
  sources:
    - {alias: fleet, kind: GitRepository, name: flux-system}
    - {alias: other, kind: GitRepository, name: flux-sytem}
                                               #^^^^^^^^^^ error reference/missing
---
apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: set, namespace: flux-system}
spec:
  dependsOn:
    - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: apps, namespace: flux-system}
    - {apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: aps, namespace: flux-system}
                                                                             #^^^ error reference/missing
    - {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, name: any}
`,
    }));

  it('is found in what a GitRepository includes', () => {
    const git = (name: string, more = '') =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n  interval: 1h\n  url: https://git.example.com/${name}.git\n${more}`;
    const including = (name: string) => git('outer', `  include:\n    - repository:\n        name: ${name}\n`);
    const mark = `iner\n             #^^^^ error reference/missing`;
    check({ ...fleet, 'clusters/home/git.yaml': `${including(mark)}---\n${git('inner')}` });
    check({ ...fleet, 'clusters/home/git.yaml': `${including('inner')}---\n${git('inner')}` });
  });

  it('is a warning where nothing applies the file', () =>
    check({
      ...fleet,
      'elsewhere/more.yaml': kustomization(
        'more',
        `  path: ./apps/web
  sourceRef:
    kind: GitRepository
    name: flux-sytem
         #^^^^^^^^^^ warning reference/missing
`,
      ),
    }));

  it('is a warning where another repository may declare it, and an error in namespaces that it cannot reach', () =>
    check({
      ...fleet,
      'clusters/home/other.yaml': kustomization(
        'other',
        `  path: ./deploy/of/them
  targetNamespace: them
  sourceRef:
    kind: GitRepository
    name: other
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: other
  namespace: flux-system
spec:
  url: https://git.example.com/other.git
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: theirs
  namespace: them
spec:
  chart: {}
  dependsOn:
    - name: database
           #^^^^^^^^ warning reference/missing
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ours
  namespace: web
spec:
  chart: {}
  dependsOn:
    - name: database
           #^^^^^^^^ error reference/missing
`,
      ),
    }));

  it('tells who depends on a HelmRelease what applies it', () => {
    const wrong = kustomization('more', `  path: ./other\n  dependsOn:\n    - name: web\n${local}`);
    const repository = repositoryOf({ ...fleet, 'clusters/home/more.yaml': wrong, 'other/notes.yaml': '' });
    const [problem] = problemsOf(repository, 'clusters/home/more.yaml');
    assert.ok(problem);
    assert.match(problem.message, /There is a HelmRelease of that name, .* Depend on Kustomization "apps"/);
    const [fix] = fixesFor(repository, 'clusters/home/more.yaml', problem);
    assert.equal(fix?.title, 'Change to "apps"');
  });

  it('is a hint where the repository shows nothing of the kind', () =>
    check(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: web
spec:
  chartRef:
    kind: OCIRepository
    name: web
         #^^^ hint reference/missing
`));

  it('looks into the namespace that is given, else into the own one', () =>
    check({
      ...fleet,
      'clusters/home/more.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: more, namespace: web }
spec:
  chart:
    spec:
      chart: web
      sourceRef: { kind: HelmRepository, name: charts }
                                              #^^^^^^ error reference/missing
  dependsOn:
    - name: web
    - { name: web, namespace: web }
    - { name: web, namespace: other }
                             #^^^^^ error reference/missing
`,
    }));

  it('is silent about variables, and reads inline defaults', () =>
    check({
      ...fleet,
      'clusters/home/more.yaml': kustomization(
        'more',
        `  dependsOn:
    - name: \${CLUSTER}-apps
    - name: \${APPS:=apps}
    - name: apps
      namespace: \${NS}
    - name: << inputs.name >>
    - name: \${APPS:=appz}
           #^^^^^^^^^^^^^ error reference/missing
  sourceRef:
    kind: GitRepository
    name: flux-system
    namespace: \${NS:=flux-system}
`,
      ),
    }));

  it('takes a declared name with variables for any name it could become', () =>
    check({
      ...fleet,
      'clusters/home/set.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: set, namespace: flux-system}
spec:
  resources:
    - apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: tenant-<< inputs.tenant >>
        namespace: flux-system
`,
      'clusters/home/more.yaml': kustomization(
        'more',
        `  dependsOn:
    - name: tenant-blue
    - name: renter-blue
           #^^^^^^^^^^^ warning reference/missing
${local}`,
      ),
    }));

  it('believes in a source from which several folders of this repository are built, when only one name is told', () => {
    const from = (name: string, path: string, source: string, mark = '') =>
      kustomization(name, `  path: ${path}\n  sourceRef:\n    kind: GitRepository\n    name: ${source}\n${mark}`);
    const parts = { 'a/x.yaml': '# nothing yet\n', 'b/x.yaml': '# nothing yet\n' };
    check({
      ...parts,
      'one.yaml': from('one', './a', 'cluster-config'),
      'two.yaml': from('two', './b', 'cluster-config'),
    });
    const hint = '         #^^^^^^^^^^^^^^ hint reference/missing\n';
    check({
      ...parts,
      'one.yaml': from('one', './a', 'cluster-config', hint),
      'two.yaml': from('two', './nope', 'cluster-config', hint),
    });
  });

  it('believes what settings say is elsewhere', () =>
    check(
      {
        ...fleet,
        'clusters/home/more.yaml': kustomization('more', '  dependsOn:\n    - name: made-by-terraform\n' + local),
      },
      { external: ['Kustomization/flux-system/made-*'] },
    ));

  it('does not follow kinds that are not allowed in the place', () =>
    check({
      ...fleet,
      'clusters/home/more.yaml': kustomization('more', '  sourceRef:\n    kind: Secret\n    name: nope\n'),
    }));
});
