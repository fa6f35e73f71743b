import assert from 'node:assert/strict';
import { causeOf } from '../../../src/cluster/cause.ts';
import { createLiveStore } from '../../../src/cluster/store.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import { kinds } from '../../../src/flux/kinds.ts';
import { gitRepository, helmRelease, kustomization, object, ready } from './fake.ts';

const source = { sourceRef: { kind: 'GitRepository', name: 'fleet' } };
const fleet = object(gitRepository, 'fleet', { status: { ...ready('True'), artifact: { revision: 'main@sha1:0' } } });

/** Why the first of the Kustomizations is not ready. */
function why(objects: { ks: readonly FluxObject[]; hr?: readonly FluxObject[]; git?: readonly FluxObject[] }) {
  const live = createLiveStore();
  for (const kind of kinds) live.replace(kind, []);
  live.replace(kustomization, objects.ks);
  live.replace(helmRelease, objects.hr ?? []);
  live.replace(gitRepository, objects.git ?? [fleet]);
  const asked = objects.ks[0] ?? assert.fail('no object');
  return causeOf(live, asked);
}

function waiting(name: string, ...dependsOn: readonly string[]): FluxObject {
  return object(kustomization, name, {
    spec: { ...source, dependsOn: dependsOn.map((it) => ({ name: it })) },
    status: ready('False', 'DependencyNotReady', 'a dependency is not ready'),
  });
}

describe('the root cause', () => {
  it('is nothing for what is well', () => {
    assert.equal(why({ ks: [object(kustomization, 'web', { spec: source, status: ready('True') })] }), undefined);
  });

  it('is the object itself when it says so', () => {
    const cause = why({
      ks: [
        object(kustomization, 'web', { spec: source, status: ready('False', 'BuildFailed', 'no such file x.yaml') }),
      ],
    });
    assert.equal(cause?.sentence, 'Kustomization apps/web fails: no such file x.yaml.');
    assert.equal(cause.advice, 'Correct the files that the message names, then commit and push.');
  });

  it('says why something is suspended, where somebody has noted it', () => {
    const metadata = { annotations: { 'fluxwright/suspend-reason': 'Moving the database' } };
    const web = object(kustomization, 'web', { spec: { ...source, suspend: true }, metadata });
    assert.equal(why({ ks: [web] })?.sentence, 'Kustomization apps/web is suspended: Moving the database.');
  });

  it('advises about the other cluster where that cannot be reached, and about the source else', () => {
    const status = ready('False', 'ReconciliationFailed', 'dial tcp 10.0.0.1:6443: connection refused');
    const spec = { ...source, kubeConfig: { secretRef: { name: 'edge' } } };
    assert.match(why({ ks: [object(kustomization, 'web', { spec, status })] })?.advice ?? '', /spec\.kubeConfig/);
    assert.match(why({ ks: [object(kustomization, 'web', { spec: source, status })] })?.advice ?? '', /spec\.url/);
  });

  it('is the source that has nothing to build from', () => {
    const broken = object(gitRepository, 'fleet', {
      status: ready('False', 'GitOperationFailed', 'authentication required'),
    });
    const cause = why({
      ks: [
        object(kustomization, 'web', { spec: source, status: ready('False', 'ArtifactFailed', 'Source is not ready') }),
      ],
      git: [broken],
    });
    assert.equal(
      cause?.sentence,
      'Kustomization apps/web is not ready because GitRepository apps/fleet fails: authentication required.',
    );
    assert.match(cause.advice, /Secret that spec\.secretRef names/);
  });

  it('is not a source that fails beside a mistake of its own', () => {
    const broken = object(gitRepository, 'fleet', {
      status: { ...ready('False', 'GitOperationFailed', 'timeout'), artifact: { revision: 'main@sha1:0' } },
    });
    const cause = why({
      ks: [object(kustomization, 'web', { spec: source, status: ready('False', 'BuildFailed', 'bad') })],
      git: [broken],
    });
    assert.equal(cause?.chain.length, 1);
  });

  it('is a source that does not exist', () => {
    const cause = why({ ks: [object(kustomization, 'web', { spec: source })], git: [] });
    assert.match(cause?.sentence ?? '', /because GitRepository apps\/fleet does not exist in the cluster\.$/);
  });

  it('goes through dependencies to the one that fails', () => {
    const cause = why({
      ks: [
        waiting('web', 'fine', 'db'),
        object(kustomization, 'fine', { spec: source, status: ready('True') }),
        waiting('db', 'crds'),
        object(kustomization, 'crds', {
          spec: source,
          status: ready('False', 'ReconciliationFailed', 'no matches for kind "X"'),
        }),
      ],
    });
    assert.equal(
      cause?.sentence,
      'Kustomization apps/web waits (by way of Kustomization apps/db) because Kustomization apps/crds fails: no matches for kind "X".',
    );
    assert.match(cause.advice, /CustomResourceDefinition/);
  });

  it('is a dependency that does not exist, or is suspended', () => {
    assert.match(why({ ks: [waiting('web', 'gone')] })?.sentence ?? '', /Kustomization apps\/gone does not exist/);
    const off = object(kustomization, 'db', { spec: { ...source, suspend: true }, status: ready('False') });
    assert.match(why({ ks: [waiting('web', 'db'), off] })?.sentence ?? '', /Kustomization apps\/db is suspended\.$/);
  });

  it('ends in a circle of dependencies', () => {
    const cause = why({ ks: [waiting('a', 'b'), waiting('b', 'a')] });
    assert.match(cause?.sentence ?? '', /waits, in the end, for itself\.$/);
  });

  it('is the first failing object that was applied, when its health is what is wrong', () => {
    const parent = object(kustomization, 'web', {
      spec: source,
      status: {
        ...ready('False', 'HealthCheckFailed', 'health check failed after 30s'),
        inventory: {
          entries: [{ id: 'apps_site_helm.toolkit.fluxcd.io_HelmRelease', v: 'v2' }, { id: 'apps_x__ConfigMap' }],
        },
      },
    });
    const release = object(helmRelease, 'site', {
      status: ready('False', 'UpgradeFailed', 'need color'),
    });
    const cause = why({ ks: [parent], hr: [release] });
    assert.equal(
      cause?.sentence,
      'Kustomization apps/web is not ready because HelmRelease apps/site fails: need color.',
    );
  });

  it('keeps what went wrong while it is tried again', () => {
    const retrying = object(kustomization, 'web', {
      spec: source,
      status: {
        conditions: [
          { type: 'Ready', status: 'Unknown', reason: 'Progressing', message: 'in progress' },
          { type: 'Reconciling', status: 'True', reason: 'ProgressingWithRetry', message: 'no such file' },
        ],
      },
    });
    assert.match(why({ ks: [retrying] })?.sentence ?? '', /failed and is being tried again: no such file\.$/);
  });

  it('carries no control characters of a hostile message', () => {
    const cause = why({
      ks: [object(kustomization, 'web', { status: ready('False', 'X', '\u001b[31mred\u202e\n# head') })],
    });
    assert.match(cause?.sentence ?? '', /fails: red # head\.$/);
  });
});
