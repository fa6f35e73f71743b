import { check } from '../carets.ts';
import { fleet } from './fleet.ts';
import { more, set, settings } from './postBuild.ts';

describe('variable/unset, below patches', () => {
  it('counts what patches above set, and not what they take away', () => {
    const patch =
      '  patches:\n    - target:\n        kind: Kustomization\n      patch: |\n        - op: add\n          path: /spec/postBuild\n          value: {substitute: {NOPE: x}}\n';
    const data = '  a: ${A} ${NOPE}\n      #^ error variable/unset\n';
    const sync = fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? '';
    check(more(data, set('      A: b\n'), { 'clusters/home/flux-system/gotk-sync.yaml': sync + patch }));
  });

  it('counts the sources that patches above name', () => {
    const patch = `patches:
  - target:
      kind: Kustomization
      name: more
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: more
      spec:
        postBuild:
          substituteFrom:
            - kind: Secret
              name: settings
`;
    const files = {
      'clusters/home/kustomization.yaml': `resources: [flux-system/gotk-sync.yaml, charts.yaml, apps.yaml, more.yaml, settings.yaml]\n${patch}`,
      'clusters/home/settings.yaml': settings('  A: ENC[x]\n', 'Secret'),
    };
    check(more('  a: ${A} ${NOPE}\n           #^^^^ error variable/unset\n', '', files));
  });

  it('is silent where a patch above cannot be computed, or clusters patch differently', () => {
    const silent = '  a: ${A} ${NOPE}\n';
    const open = 'replacements:\n  - path: elsewhere.yaml\n';
    const resources = 'resources: [flux-system/gotk-sync.yaml, charts.yaml, apps.yaml, more.yaml]\n';
    check(more(silent, set('      A: b\n'), { 'clusters/home/kustomization.yaml': resources + open }));
  });
});
