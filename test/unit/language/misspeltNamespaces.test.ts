import { check } from '../carets.ts';

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;
const object = (name: string, where: string, mark = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${where}\n${mark}`;
const mark = '            #^^^^^^^^^ warning build/namespace-misspelt\n';

describe('build/namespace-misspelt', () => {
  it('is a slip that stands once', () => {
    const files = { 'ns.yaml': namespace('monitoring'), 'a.yaml': object('a', 'monitoring') };
    check({ ...files, 'b.yaml': object('b', 'monitorng', mark) });
    check({ ...files, 'b.yaml': object('b', 'monitorng'), 'c.yaml': object('c', 'monitorng') });
  });

  it('is in many places, where nothing is in the namespace that a file makes', () =>
    check({
      'ns.yaml': namespace('monitoring'),
      'a.yaml': object('a', 'monitorng', mark),
      'b.yaml': object('b', 'monitorng', mark),
    }));

  it('is one where a kustomization or Flux puts what is built, too', () =>
    check({
      'ns.yaml': namespace('monitoring'),
      'a.yaml': object('a', 'monitoring'),
      'b/kustomization.yaml': 'namespace: monitorin\n          #^^^^^^^^^ warning build/namespace-misspelt\n',
      'c.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: c, namespace: flux-system}
spec:
  targetNamespace: monitoringg
                  #^^^^^^^^^^^ warning build/namespace-misspelt
`,
    }));

  it('is none for others, the next of a row, and what a variable may make', () => {
    check({ 'ns.yaml': namespace('monitoring'), 'a.yaml': object('a', 'logging') });
    check({ 'ns.yaml': namespace('team-1'), 'a.yaml': object('a', 'team-2') });
    check({
      'ns.yaml': namespace('monitoring') + '---\n' + namespace('"${NAME}"'),
      'a.yaml': object('a', 'monitorng'),
    });
    check(
      { 'ns.yaml': namespace('monitoring'), 'a.yaml': object('a', 'monitorng') },
      { external: ['Namespace//monitorng'] },
    );
  });
});
