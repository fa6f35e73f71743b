import { strict as assert } from 'node:assert';
import { layoutOf } from '../../../src/language/scaffold/scaffold.ts';
import { repositoryOf } from '../cursor.ts';
import { refuses, request, scaffoldWell } from '../scaffolding.ts';

const flux = (name: string, path: string, more = ''): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ${path}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
${more}`;
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  namespace: default\n';
const release = (name: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: default
spec:
  interval: 1h
  chart:
    spec:
      chart: ./charts/x
      sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}
`;

describe('New App in other layouts', () => {
  it('namespace folders with a Kustomization per app', () => {
    const repository = repositoryOf({
      'flux/apps.yaml': flux('apps', './k8s/apps'),
      'k8s/apps/media/kustomization.yaml':
        '---\nnamespace: media\ncomponents: [../../common]\nresources:\n  - ./namespace.yaml\n  - ./tv/ks.yaml\n',
      'k8s/common/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
      'k8s/apps/media/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: media\n',
      'k8s/apps/media/tv/ks.yaml': flux(
        'tv',
        './k8s/apps/media/tv/app',
        '    namespace: flux-system\n  targetNamespace: media\n',
      ).replace('  namespace: flux-system\nspec', 'spec'),
      'k8s/apps/media/tv/app/kustomization.yaml': 'resources: [cm.yaml]\n',
      'k8s/apps/media/tv/app/cm.yaml': configMap,
    });
    const made = scaffoldWell(repository, request({ namespace: 'media', dependsOn: ['tv'] }));
    assert.deepEqual(
      made.create.map((it) => it.path.replace('k8s/apps/media/', '')),
      ['redis/ks.yaml', 'redis/app/kustomization.yaml', 'redis/app/configmap.yaml'],
    );
    assert.match(
      made.create[0]?.text ?? '',
      /^---\n[^]*path: \.\/k8s\/apps\/media\/redis\/app\n[^]*targetNamespace: media\n {2}dependsOn:\n {4}- name: tv\n$/,
    );
    assert.match(
      repository.text('k8s/apps/media/kustomization.yaml') ?? '',
      /- \.\/redis\/ks\.yaml\n {2}- \.\/tv\/ks\.yaml\n/,
    );

    const fresh = scaffoldWell(repository, request({ namespace: 'games', dependsOn: ['tv'] }));
    assert.deepEqual(
      fresh.create.map((it) => it.path.replace('k8s/apps/games/', '')),
      [
        'kustomization.yaml',
        'namespace.yaml',
        'redis/ks.yaml',
        'redis/app/kustomization.yaml',
        'redis/app/configmap.yaml',
      ],
    );
    assert.match(fresh.create[0]?.text ?? '', /components:\n {2}- \.\.\/\.\.\/common\n/);
    assert.match(fresh.create[2]?.text ?? '', /- name: tv\n {6}namespace: media\n/);
  });

  it('a folder per app in a list', () => {
    const repository = repositoryOf({
      'clusters/home/apps.yaml': flux('apps', './apps'),
      'apps/kustomization.yaml': 'resources:\n- blog\n- wiki\n',
      'apps/blog/kustomization.yaml': 'resources: [cm.yaml]\n',
      'apps/blog/cm.yaml': configMap,
      'apps/wiki/kustomization.yaml': 'resources: [cm.yaml]\n',
      'apps/wiki/cm.yaml': configMap,
    });
    const made = scaffoldWell(repository, request({ namespace: 'default' }));
    assert.equal(made.layout.form, 'folders');
    assert.equal(repository.text('apps/kustomization.yaml'), 'resources:\n- blog\n- redis\n- wiki\n');
  });

  it('a folder per app that Flux finds by itself', () => {
    const repository = repositoryOf({
      'clusters/home/apps.yaml': flux('apps', './apps'),
      'apps/blog/kustomization.yaml': 'resources: [cm.yaml]\n',
      'apps/blog/cm.yaml': configMap,
      'apps/wiki/kustomization.yaml': 'resources: [cm.yaml]\n',
      'apps/wiki/cm.yaml': configMap,
    });
    const made = scaffoldWell(repository, request({ namespace: 'default' }));
    assert.deepEqual([made.layout.form, made.edits], ['folders', []]);
    assert.equal(made.create[0]?.path, 'apps/redis/kustomization.yaml');
  });

  it('one file per app, with CRLF where the list has it', () => {
    const repository = repositoryOf({
      'clusters/home/apps.yaml': flux('apps', './apps'),
      'apps/kustomization.yaml': 'resources:\r\n  - blog.yaml\r\n',
      'apps/blog.yaml': release('blog'),
    });
    const made = scaffoldWell(repository, request({ namespace: 'kv' }));
    assert.equal(made.layout.form, 'flat');
    assert.deepEqual(
      made.create.map((it) => it.path),
      ['apps/redis.yaml'],
    );
    assert.match(made.create[0]?.text ?? '', /kind: Namespace\r\n[^]*---\r\n[^]*kind: ConfigMap\r\n/);
    assert.equal(repository.text('apps/kustomization.yaml'), 'resources:\r\n  - blog.yaml\r\n  - redis.yaml\r\n');
  });

  it('a cluster that has nothing but its entry', () => {
    const repository = repositoryOf({
      'clusters/home/flux-system/gotk-sync.yaml': flux('flux-system', './clusters/home'),
    });
    const made = scaffoldWell(repository, request({}));
    assert.equal(made.layout.form, 'entry');
    assert.deepEqual(
      made.create.map((it) => it.path),
      [
        'clusters/home/redis.yaml',
        'apps/redis/kustomization.yaml',
        'apps/redis/namespace.yaml',
        'apps/redis/configmap.yaml',
      ],
    );
    assert.match(made.create[0]?.text ?? '', /namespace: flux-system\n[^]*path: \.\/apps\/redis\n/);
  });

  it('refuses where nothing would apply the app', () => {
    assert.deepEqual(layoutOf(repositoryOf({ 'a.yaml': configMap })), []);
    refuses(repositoryOf({ 'a.yaml': configMap }), {}, /flux bootstrap/);
  });

  it('refuses a namespace that the list would override', () => {
    const repository = repositoryOf({
      'clusters/home/apps.yaml': flux('apps', './apps'),
      'apps/kustomization.yaml': 'namespace: blogs\nresources:\n- blog\n',
      'apps/blog/kustomization.yaml': 'resources: []\n',
    });
    refuses(repository, {}, /apps\/kustomization\.yaml puts everything into namespace blogs/);
  });
});
