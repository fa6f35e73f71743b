import { check } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const source = `  sourceRef:
    kind: GitRepository
    name: flux-system
`;

describe('dependency/cycle', () => {
  const on = (...names: string[]) => `  dependsOn:\n${names.join('')}${source}`;

  it('finds an object that waits for itself', () =>
    check({
      ...fleet,
      'clusters/home/a.yaml': kustomization('a', on('    - name: a\n           #^ error dependency/cycle\n')),
    }));

  it('finds longer circles, at each edge that is part of one', () =>
    check({
      ...fleet,
      'clusters/home/a.yaml': kustomization(
        'a',
        on('    - name: b\n           #^ error dependency/cycle\n', '    - name: d\n'),
      ),
      'clusters/home/b.yaml': kustomization('b', on('    - name: c\n           #^ error dependency/cycle\n')),
      'clusters/home/c.yaml': kustomization('c', on('    - name: a\n           #^ error dependency/cycle\n')),
      'clusters/home/d.yaml': kustomization('d', source),
      'clusters/home/e.yaml': kustomization('e', on('    - name: a\n')),
    }));

  it('finds a circle behind an entry that is not written yet', () =>
    check({
      ...fleet,
      'clusters/home/a.yaml': kustomization(
        'a',
        on("    - readyExpr: 'true'\n", '    - name: a\n           #^ error dependency/cycle\n'),
      ),
    }));

  it('tells clusters apart that have objects of one name', () => {
    const there = (...names: string[]) => `  path: ./apps/none\n${on(...names)}`;
    const sync = fleet['clusters/home/flux-system/gotk-sync.yaml'] ?? '';
    check({
      ...fleet,
      'apps/none/kustomization.yaml': 'resources: []\n',
      'clusters/away/flux-system/gotk-sync.yaml': sync.replace('./clusters/home', './clusters/away'),
      'clusters/home/a.yaml': kustomization('a', there('    - name: b\n           #^ error dependency/cycle\n')),
      'clusters/home/b.yaml': kustomization('b', there('    - name: a\n           #^ error dependency/cycle\n')),
      'clusters/away/a.yaml': kustomization('a', there('    - name: b\n')),
      'clusters/away/b.yaml': kustomization('b', `  path: ./apps/none\n${source}`),
    });
  });
});
