import assert from 'node:assert/strict';
import { fluxCommand, formatInvocation } from '../../../src/flux/commands.ts';
import { fluxDiff, inspection, inspections, kubectlLogs } from '../../../src/flux/inspections.ts';
import { kindOf, kinds } from '../../../src/flux/kinds.ts';

const target = { context: 'home', kubeconfig: '/k/config' };
const id = { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization', namespace: 'shop', name: 'web' };
const at = '-n shop --context home --kubeconfig /k/config';

function shown(group: string, kind: string): readonly string[] {
  const row = kindOf(group, kind);
  assert.ok(row);
  return inspections.flatMap((it) => inspection(it, row, { ...id, group, kind }, target) ?? []).map(formatInvocation);
}

describe('what flux tells of an object', () => {
  it('names the object, its namespace and the cluster each time', () => {
    assert.deepEqual(shown(id.group, id.kind), [
      `flux events --for Kustomization/web --watch ${at}`,
      `flux logs --kind Kustomization --name web --since 1h --follow ${at}`,
      `flux trace web --kind Kustomization --api-version kustomize.toolkit.fluxcd.io/v1 ${at}`,
      `flux tree kustomization web ${at}`,
    ]);
  });

  it('is asked only for kinds that flux knows, and a tree only of Kustomizations', () => {
    assert.equal(shown('helm.toolkit.fluxcd.io', 'HelmRelease').length, 3);
    for (const { group, kind, cli } of kinds) if (!cli) assert.deepEqual(shown(group, kind), []);
  });

  it('compares a folder with the cluster without a bar that moves', () => {
    assert.equal(
      formatInvocation(fluxDiff(id, '/repo/my apps', target) ?? assert.fail()),
      `flux diff kustomization web --path '/repo/my apps' --progress-bar=false ${at}`,
    );
  });

  it('follows pods and workloads, and shows what died before', () => {
    const pod = { group: '', kind: 'Pod', namespace: 'shop', name: 'web-1' };
    const deployment = { ...pod, group: 'apps', kind: 'Deployment', name: 'web' };
    assert.equal(
      formatInvocation(kubectlLogs(deployment, false, target)),
      `kubectl logs deployment/web --all-containers --prefix --follow --tail 100 ${at}`,
    );
    assert.equal(
      formatInvocation(kubectlLogs(pod, true, target)),
      `kubectl logs pod/web-1 --all-containers --prefix --previous ${at}`,
    );
  });

  it('is not asked with a name that would be a flag', () => {
    const row = kindOf(id.group, id.kind) ?? assert.fail();
    for (const evil of [
      { ...id, name: '--context=other' },
      { ...id, namespace: '--all-namespaces' },
    ]) {
      assert.deepEqual(
        [...inspections.map((it) => inspection(it, row, evil, target)), fluxDiff(evil, '/repo', target)].filter(
          Boolean,
        ),
        [],
      );
      assert.equal(fluxCommand('reconcile', row, evil, target), undefined);
    }
  });
});
