import assert from 'node:assert/strict';
import { check, problemsOf, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const sync = fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? '';
const config = (name: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: flux-system
data:
  A: b
`;

/** Another cluster, whose first Kustomization has a name. */
function away(name: string): Files {
  const own = sync.replace('clusters/home', 'clusters/away');
  const renamed = own.replace(/(kind: Kustomization\nmetadata:\n {2}name: )flux-system/, `$1${name}`);
  return {
    'clusters/away/flux-system/gotk-sync.yaml': renamed,
    'clusters/away/infra.yaml': kustomization(
      'infra',
      '  path: ./infra\n  sourceRef: {kind: GitRepository, name: flux-system}\n',
    ),
    'clusters/away/settings.yaml': config('settings'),
    'infra/config.yaml': config('infra'),
    'more/config.yaml': config('more'),
  };
}

const needs = (dependency: string, settings: string) =>
  kustomization(
    'more',
    `  path: ./more
  sourceRef: {kind: GitRepository, name: flux-system}
  dependsOn:
    - name: infra${dependency}
  postBuild:
    substituteFrom:
      - kind: ConfigMap
        name: settings${settings}
`,
  );

describe('what another cluster has', () => {
  it('is missing here', () => {
    const files = {
      ...fleet,
      ...away('flux-system'),
      'clusters/home/more.yaml': needs(
        '\n           #^^^^^ error reference/missing',
        '\n             #^^^^^^^^ warning reference/object-missing',
      ),
    };
    check(files);
    const repository = repositoryOf({ ...files, 'clusters/home/more.yaml': needs('', '') });
    const [missing, source] = problemsOf(repository, 'clusters/home/more.yaml').map((it) => it.message);
    assert.match(missing ?? '', /The one of clusters\/away\/infra\.yaml goes to another cluster\.$/);
    assert.match(source ?? '', /The one of clusters\/away\/settings\.yaml goes to another cluster\.$/);
  });

  it('may be here where a cluster could have both of the first Kustomizations', () =>
    check({ ...fleet, ...away('second'), 'clusters/home/more.yaml': needs('', '') }));

  it('is here where both clusters take it in', () =>
    check({
      ...fleet,
      ...away('flux-system'),
      'clusters/home/more.yaml': needs('', ''),
      'clusters/home/kustomization.yaml':
        'resources: [flux-system/gotk-sync.yaml, charts.yaml, apps.yaml, more.yaml, ../away/infra.yaml, ../away/settings.yaml]\n',
    }));
});
