import assert from 'node:assert/strict';
import { graphOf } from '../../../src/language/references/graph.ts';
import { printGraph } from '../../../src/language/references/graphText.ts';
import { repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: plain, namespace: default }\n';

describe('the graph of a repository', () => {
  const repository = repositoryOf({
    'flux/sync.yaml': `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1h, prune: true, path: ./flux, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://example.com/fleet }
`,
    'flux/apps.yaml': `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 1h
  prune: true
  path: ./apps
  sourceRef: { kind: GitRepository, name: flux-system }
  dependsOn: [{ name: gone }]
`,
    'apps/config.yaml': config,
  });

  it('tells what applies, needs and waits for what, and nothing of plain objects', () => {
    const { nodes, edges } = graphOf(repository);
    assert.deepEqual(
      nodes.map((it) => `${it.id} ${it.file ?? 'nowhere'}`),
      [
        'GitRepository/flux-system/flux-system flux/sync.yaml',
        'Kustomization/flux-system/apps flux/apps.yaml',
        'Kustomization/flux-system/flux-system flux/sync.yaml',
        'Kustomization/flux-system/gone nowhere',
      ],
    );
    const short = (id: string): string => id.replace(/^(.)[^/]*\/flux-system\//, '$1:');
    assert.deepEqual(
      edges.map((it) => `${short(it.from)} ${it.relation} ${short(it.to)}`),
      [
        'K:apps source G:flux-system',
        'K:apps dependsOn K:gone',
        'K:flux-system applies G:flux-system',
        'K:flux-system source G:flux-system',
        'K:flux-system applies K:apps',
      ],
    );
  });

  it('keeps apart what two clusters call the same', () => {
    const cluster = (name: string): Files => ({
      [`clusters/${name}/sync.yaml`]: `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1h, prune: true, path: ./clusters/${name}, sourceRef: { kind: GitRepository, name: flux-system } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://example.com/fleet }
`,
      [`clusters/${name}/apps.yaml`]: `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 1h, prune: true, path: ./apps, sourceRef: { kind: GitRepository, name: flux-system } }
`,
    });
    const graph = graphOf(repositoryOf({ ...cluster('one'), ...cluster('two'), 'apps/a.yaml': config }));
    const apps = graph.nodes.filter((it) => it.name === 'apps').map((it) => it.id);
    assert.deepEqual(
      apps,
      ['one', 'two'].map((it) => `Kustomization/flux-system/apps@clusters/${it}/apps.yaml`),
    );
    const sources = graph.edges.filter((it) => it.from === apps[0] && it.relation === 'source').map((it) => it.to);
    assert.deepEqual(sources, ['GitRepository/flux-system/flux-system@clusters/one/sync.yaml']);
    const appliers = graph.edges.filter((it) => it.to === apps[1]).map((it) => it.from);
    assert.deepEqual(appliers, ['Kustomization/flux-system/flux-system@clusters/two/sync.yaml']);
    assert.match(printGraph(graph, 'mermaid'), /flux-system\/apps<br>clusters\/two\/apps.yaml/);
  });

  it('draws a part with what it hangs together with', () => {
    const { nodes } = graphOf(repository, (path) => path === 'flux/apps.yaml');
    assert.deepEqual(nodes.map((it) => it.name).sort(), ['apps', 'flux-system', 'flux-system', 'gone']);
  });

  it('keeps names from becoming commands of the picture', () => {
    const hostile = { nodes: [{ id: 'x', kind: 'K', namespace: '', name: 'a"]; click "b\\' }], edges: [] };
    assert.match(printGraph(hostile, 'mermaid'), /n0\["K<br>a#34;#93;#59; click #34;b#92;"\]/);
    assert.match(printGraph(hostile, 'dot'), /n0 \[label="K\\na\\"\]; click \\"b\\\\", style=dashed\];/);
  });
});
