import { strict as assert } from 'node:assert';
import { parse, parseAllDocuments } from 'yaml';
import { diagnose } from '../../../../src/language/diagnose.ts';
import { bundledSchemas } from '../../../schemas.ts';
import { repositoryOf } from '../../cursor.ts';
import type { Files } from '../../cursor.ts';
import { Typist } from '../../typist.ts';

const schemas = bundledSchemas();
const source =
  'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: flux-system\n  namespace: flux-system\n';
const files: Files = {
  'clusters/source.yaml': source,
  'clusters/infrastructure.yaml':
    'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: infrastructure\n  namespace: flux-system\nspec:\n  path: ./infrastructure\n',
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': '# How many pods there are.\nreplicaCount: 1\nservice:\n  port: 80\n',
};

function typist(path: string): { readonly person: Typist; readonly errors: () => readonly string[] } {
  const repository = repositoryOf(files, { schemas });
  const errors = () =>
    diagnose(repository, path, { rules: {}, external: [] })
      .filter((it) => it.severity === 'error')
      .map((it) => it.message);
  return { person: new Typist(repository, path), errors };
}

/** Takes two letters a step: `Typist.take` refuses more. */
describe('writing the manifests of an app with completion alone', () => {
  it('makes a HelmRelease with values and remediation', () => {
    const { person, errors } = typist('apps/web.yaml');
    person.take('he', 'HelmRelease').fill('web').next().next().fill('./charts/web').next();
    person.fill('GitRepository').fill('flux-system');
    person.below('interval: 1h').take('i', 'install').take('r', 'remediation').take('r', 'retries').write('3');
    person.below('retries: 3', 2).take('u', 'upgrade').take('r', 'remediation').take('r', 'retries').write('3');
    person.below('retries: 3').take('re', 'remediateLastFailure').fill('true');
    person.below('replicaCount: 1').take('s', 'service').take('p', 'port').fill('8080');
    assert.deepEqual(errors(), []);
    const { spec } = parse(person.text) as { spec: Record<string, unknown> };
    assert.deepEqual(spec['upgrade'], { remediation: { retries: 3, remediateLastFailure: true } });
    assert.deepEqual(spec['values'], { replicaCount: 1, service: { port: 8080 } });
  });

  it('makes a Kustomization with variables, dependencies, health checks and patches', () => {
    const { person, errors } = typist('clusters/web.yaml');
    person.take('ku', 'Kustomization').fill('web').next().next().fill('./apps').fill('true').next().next();
    person.below('    name: flux-system', 1).take('de', 'dependsOn').fill('infrastructure');
    person.below('- name: infrastructure', 2).take('h', 'healthChecks').fill('Deployment').fill('web');
    person.below('      name: web').take('a', 'apiVersion').fill('apps/v1');
    person.below('      name: web').take('na', 'namespace').write('shop');
    person.below('apps/v1', 2).take('po', 'postBuild').take('s', 'substituteFrom').fill('ConfigMap').fill('settings');
    person.below('name: settings').take('o', 'optional').fill('true');
    person.below('optional: true', 3).take('pa', 'patches').write('- op: remove').below('- op: remove');
    person.write('path: /spec/replicas').below('path: /spec', 2).take('t', 'target').take('k', 'kind');
    person.fill('Deployment').below('  kind: Deployment').take('na', 'name').write('web');
    assert.deepEqual(errors(), []);
    const { spec } = parse(person.text) as { spec: Record<string, unknown> };
    assert.deepEqual(spec['patches'], [
      { patch: '- op: remove\n  path: /spec/replicas\n', target: { kind: 'Deployment', name: 'web' } },
    ]);
    assert.deepEqual(spec['healthChecks'], [
      { kind: 'Deployment', name: 'web', namespace: 'shop', apiVersion: 'apps/v1' },
    ]);
  });

  it('makes what updates an image', () => {
    const { person, errors } = typist('images/web.yaml');
    person.take('im', 'ImageRepository').fill('web').next().fill('registry.example.com/shop/web').next();
    person.below('interval:', 1).write('---').below('---');
    person.take('ip', 'ImagePolicy').fill('web').next().fill('web').fill('1.x');
    person.below('range:', 3).write('---').below('---');
    person.take('iu', 'ImageUpdateAutomation').next().next().next().next().fill('main').next().next();
    person.below('strategy: Setters', 1).take('po', 'policySelector').take('ma', 'matchLabels').write('app: web');
    const kinds = parseAllDocuments(person.text).map((it) => (it.toJS() as { kind: string }).kind);
    assert.deepEqual(kinds, ['ImageRepository', 'ImagePolicy', 'ImageUpdateAutomation']);
    assert.deepEqual(errors(), []);
  });
});
