import { strict as assert } from 'node:assert';
import { readFolder } from '../../../src/files.ts';
import { formatInvocation } from '../../../src/flux/commands.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { appChoices } from '../../../src/language/scaffold/choices.ts';
import { checkName } from '../../../src/language/scaffold/request.ts';
import { scaffoldApp } from '../../../src/language/scaffold/scaffold.ts';
import { fleetFolder } from '../../fixtures/fleet.ts';
import { chart, refuses, request, scaffoldWell } from '../scaffolding.ts';

async function fleet(): Promise<Repository> {
  const repository = new Repository();
  await readFolder(fleetFolder, repository);
  return repository;
}

describe('New App in the demo fleet', () => {
  it('adds a chart of this repository to staging', async () => {
    const repository = await fleet();
    const source = { ...chart('GitRepository', 'flux-system', 'flux-system'), chart: './charts/podinfo-lite' } as const;
    const made = scaffoldWell(repository, request({ source, dependsOn: ['shop/api'], cluster: 'staging' }));
    assert.equal(made.layout.form, 'overlay');
    assert.deepEqual(
      made.create.map((it) => it.path),
      ['apps/base/redis/kustomization.yaml', 'apps/base/redis/release.yaml'],
    );
    assert.equal(made.open, 'apps/base/redis/release.yaml');
    assert.match(made.create[1]?.text ?? '', /reconcileStrategy: Revision/);
    assert.match(made.create[1]?.text ?? '', /dependsOn:\n {4}- name: api\n/);
    assert.match(
      repository.text('apps/staging/kustomization.yaml') ?? '',
      /- \.\.\/base\/reports\n {2}- \.\.\/base\/redis\npatches:/,
    );
    assert.doesNotMatch(repository.text('apps/production/kustomization.yaml') ?? '', /redis/);
  });

  it('shows the commands that would do the same', async () => {
    const source = chart('HelmRepository', 'stable', 'shop', 'https://charts.example.com');
    const { commands } = scaffoldApp(await fleet(), request({ source, cluster: 'production' }));
    assert.deepEqual(commands.map(formatInvocation), [
      'flux create source helm stable --url=https://charts.example.com --interval=12h -n shop --export',
      'flux create helmrelease redis --source=HelmRepository/stable.shop --chart=redis --chart-version=6.x --interval=1h -n shop --export',
      'git add -- apps/base/redis/kustomization.yaml apps/base/redis/source.yaml apps/base/redis/release.yaml apps/production/kustomization.yaml',
      "git commit -m 'Add redis'",
      'git push',
    ]);
  });

  it('declares a namespace that nobody declares, and a source with its address', async () => {
    const source = chart('OCIRepository', 'redis', 'cache', 'oci://registry.example.com/charts/redis');
    const made = scaffoldWell(await fleet(), request({ source, namespace: 'cache' }));
    assert.deepEqual(
      made.create.map((it) => it.path.replace('apps/base/redis/', '')),
      ['kustomization.yaml', 'namespace.yaml', 'source.yaml', 'release.yaml'],
    );
    assert.match(made.create[3]?.text ?? '', /chartRef:\n {4}kind: OCIRepository\n {4}name: redis\n/);
    assert.match(made.create[2]?.text ?? '', /semver: 6\.x/);
  });

  it('knows what only the other cluster has', async () => {
    const repository = await fleet();
    const paths = (namespace: string, cluster: string): readonly string[] =>
      scaffoldApp(repository, request({ namespace, cluster })).create.map((it) => it.path);
    assert.ok(paths('ingress', 'staging').includes('apps/base/redis/namespace.yaml'));
    assert.ok(!paths('ingress', 'production').includes('apps/base/redis/namespace.yaml'));
    assert.ok(!paths('shop', 'staging').includes('apps/base/redis/namespace.yaml'));
    const source = chart('HelmRepository', 'ingress', 'flux-system');
    refuses(repository, { source, cluster: 'staging' }, /No file that reaches staging declares a HelmRepository/);
    const git = chart('GitRepository', 'flux-system', 'flux-system');
    const dependsOn = ['ingress/ingress'];
    refuses(
      repository,
      { source: git, dependsOn, cluster: 'staging' },
      /No file that reaches staging declares a HelmRelease/,
    );
    assert.doesNotThrow(() => scaffoldApp(repository, request({ source: git, dependsOn, cluster: 'production' })));
    assert.deepEqual(appChoices(repository, 'staging').dependencies, ['shop/api', 'shop/cache', 'shop/web']);
    assert.deepEqual(appChoices(repository, 'staging').namespaces, ['monitoring', 'reports', 'shop']);
  });

  it('begins plain manifests', async () => {
    const made = scaffoldWell(await fleet(), request({}));
    assert.match(made.create[1]?.text ?? '', /kind: ConfigMap/);
  });

  it('offers what there is to choose from', async () => {
    const choices = appChoices(await fleet());
    assert.deepEqual(
      choices.clusters.map((it) => it.name),
      ['staging', 'production'],
    );
    assert.deepEqual(choices.namespaces, ['certificates', 'ingress', 'monitoring', 'reports', 'shop']);
    assert.deepEqual(choices.charts, ['./charts/podinfo-lite']);
    assert.deepEqual(choices.dependencies, [
      'certificates/certificates',
      'ingress/ingress',
      'shop/api',
      'shop/cache',
      'shop/web',
    ]);
    assert.deepEqual(
      choices.sources.map((it) => `${it.kind} ${it.namespace}/${it.name} ${it.url}`),
      [
        'HelmRepository flux-system/ingress https://charts.example.com/ingress',
        'OCIRepository flux-system/certificates oci://registry.example.com/charts/certificates',
        'GitRepository flux-system/flux-system https://git.example.com/shop/fleet.git',
      ],
    );
  });

  it('refuses with a sentence', async () => {
    const repository = await fleet();
    refuses(repository, { name: 'Web' }, /Capital letters .* Try "web"/);
    refuses(repository, { namespace: 'a_b' }, /small letters, digits and hyphens/);
    refuses(repository, { name: 'web' }, /exists already/);
    refuses(
      repository,
      { name: 'ingress', namespace: 'ingress', source: chart('GitRepository', 'flux-system', 'flux-system') },
      /declares a HelmRelease ingress\/ingress already/,
    );
    refuses(repository, { cluster: 'moon' }, /No cluster .* called moon\. There are: staging, production\./);
    refuses(
      repository,
      { source: chart('HelmRepository', 'nope', 'shop') },
      /No file that reaches staging declares a HelmRepository shop\/nope/,
    );
    refuses(repository, { source: chart('Kustomization', 'apps', 'shop') }, /cannot come from a Kustomization/);
    refuses(
      repository,
      { source: chart('Bucket', 'nope', 'shop', 'https://s3.example.com') },
      /needs more than an address/,
    );
    refuses(repository, { dependsOn: ['shop/api'] }, /cannot wait for others/);
    refuses(
      repository,
      { source: chart('GitRepository', 'flux-system', 'flux-system'), dependsOn: ['nobody'] },
      /No file that reaches staging declares a HelmRelease nobody/,
    );
  });
});

describe('names of apps', () => {
  it('are judged in sentences', () => {
    assert.equal(checkName('app', 'podinfo-2'), undefined);
    assert.match(checkName('app', '') ?? '', /needs a name/);
    assert.match(checkName('app', '-a') ?? '', /begins and ends/);
    assert.match(checkName('app', 'a/b') ?? '', /small letters/);
    assert.match(checkName('app', 'a'.repeat(54)) ?? '', /54 characters long; 53/);
    assert.equal(checkName('namespace', 'a'.repeat(63)), undefined);
  });
});
