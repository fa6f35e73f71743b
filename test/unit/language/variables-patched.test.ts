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
    const open = 'replacements:\n  - path: elsewhere.yaml\n         #^^^^^^^^^^^^^^ error build/source-missing\n';
    const resources = 'resources: [flux-system/gotk-sync.yaml, charts.yaml, apps.yaml, more.yaml]\n';
    check(more(silent, set('      A: b\n'), { 'clusters/home/kustomization.yaml': resources + open }));
  });

  it('asks the build whether common annotations or a patch make an object opt out; options of generators do not', () => {
    const opt = (indent: string) => `${indent}kustomize.toolkit.fluxcd.io/substitute: disabled\n`;
    const folder = (rest: string) => ({ 'more/kustomization.yaml': `resources: [cm.yaml]\n${rest}` });
    const found = '  a: ${A} ${NOPE}\n           #^^^^ error variable/unset\n';
    const silent = '  a: ${A} ${NOPE}\n';
    const variables = set('      A: b\n');
    check(more(found, variables, folder(`generatorOptions:\n  annotations:\n${opt('    ')}`)));
    check(more(silent, variables, folder(`commonAnnotations:\n${opt('  ')}`)));
    const patch = `patches:\n  - target:\n      kind: ConfigMap\n    patch: |\n      apiVersion: v1\n      kind: ConfigMap\n      metadata:\n        name: cm\n        labels:\n${opt('          ')}`;
    check(more(silent, variables, folder(patch)));
  });
});
