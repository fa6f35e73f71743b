// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return */
import assert from 'node:assert/strict';
import { kinds } from '../../../src/flux/kinds.ts';
import { images, type Given } from '../contract.ts';
import type { Any } from '../wire.ts';

const ks = '/apis/kustomize.toolkit.fluxcd.io/v1';

/** Discovery, who may what, and how the server says no. */
export function asking(given: Given): void {
  it('serves every kind of Flux at the version that the table names', async () => {
    const { wire } = given;
    const groups = (await wire.get('/apis')).body.groups as Any[];
    for (const kind of kinds.filter((it) => it.section !== 'Flux Operator')) {
      assert.ok(groups.some((it) => it.name === kind.group));
      const list = (await wire.get(`/apis/${kind.group}/${kind.versions[0]}`)).body;
      assert.equal(list.kind, 'APIResourceList');
      const row = list.resources.find((it: Any) => it.kind === kind.kind && it.name === kind.plural);
      assert.equal(row?.namespaced, true, kind.kind);
      for (const verb of ['get', 'list', 'watch', 'patch']) assert.ok(row.verbs.includes(verb));
      const hasStatus = list.resources.some((it: Any) => it.name === `${kind.plural}/status`);
      assert.equal(hasStatus, !['Alert', 'Provider'].includes(kind.kind), `${kind.kind}/status`);
    }
  });

  it('describes one group and its resources with their short names', async () => {
    const { wire } = given;
    const group = (await wire.get('/apis/kustomize.toolkit.fluxcd.io')).body;
    assert.equal(group.kind, 'APIGroup');
    assert.deepEqual(group.preferredVersion, { groupVersion: 'kustomize.toolkit.fluxcd.io/v1', version: 'v1' });
    const row = (await wire.get(ks)).body.resources.find((it: Any) => it.name === 'kustomizations');
    assert.deepEqual(row.shortNames, ['ks']);
    assert.equal(row.singularName, 'kustomization');
    assert.deepEqual((await wire.get('/api')).body.versions, ['v1']);
  });

  it('names every version of a group, the most stable one first', async () => {
    const { wire } = given;
    const name = 'notification.toolkit.fluxcd.io';
    const listed = ((await wire.get('/apis')).body.groups as Any[]).filter((it) => it.name === name);
    assert.equal(listed.length, 1);
    for (const group of [listed[0], (await wire.get(`/apis/${name}`)).body]) {
      const versions = group.versions.map((it: Any) => it.version);
      assert.deepEqual(versions, ['v1', 'v1beta3']);
      assert.equal(group.preferredVersion.version, 'v1');
    }
  });

  it('tells its version and health to everybody', async () => {
    const { wire } = given;
    assert.equal((await wire.get('/version', 'none')).body.minor, '36');
    const ready = await wire.get('/readyz', 'none');
    assert.deepEqual([ready.status, ready.text], [200, 'ok']);
  });

  it('answers 401 to a token it does not know', async () => {
    const { status, body } = await given.wire.get('/apis', 'stranger');
    assert.equal(status, 401);
    assert.deepEqual([body.kind, body.status, body.reason, body.code], ['Status', 'Failure', 'Unauthorized', 401]);
  });

  it('answers 403 to whoever comes without a token', async () => {
    const { status, body } = await given.wire.get(`${ks}/kustomizations`, 'none');
    assert.equal(status, 403);
    const what =
      'kustomizations.kustomize.toolkit.fluxcd.io is forbidden: User "system:anonymous" cannot list resource';
    assert.ok(body.message.startsWith(what), body.message);
    const path = await given.wire.get('/apis', 'none');
    assert.equal(path.body.message, 'forbidden: User "system:anonymous" cannot get path "/apis"');
  });

  it('answers 403 with who cannot do what where', async () => {
    const { wire, namespace } = given;
    const list = await wire.get(`${ks}/kustomizations`, 'nobody');
    assert.equal(list.status, 403);
    assert.equal(
      list.body.message,
      'kustomizations.kustomize.toolkit.fluxcd.io is forbidden: User "nobody" cannot list resource "kustomizations" in API group "kustomize.toolkit.fluxcd.io" at the cluster scope',
    );
    const patch = await wire.merge(`${images(namespace)}/x`, {}, 'viewer');
    assert.equal(patch.status, 403);
    assert.equal(patch.body.reason, 'Forbidden');
    assert.equal(
      patch.body.message,
      `imagerepositories.image.toolkit.fluxcd.io "x" is forbidden: User "viewer" cannot patch resource "imagerepositories" in API group "image.toolkit.fluxcd.io" in the namespace "${namespace}"`,
    );
    assert.deepEqual(patch.body.details, { name: 'x', group: 'image.toolkit.fluxcd.io', kind: 'imagerepositories' });
    assert.equal((await wire.get(`${ks}/kustomizations?watch=true`, 'nobody')).status, 403);
    assert.equal((await wire.get(`/api/v1/namespaces/${namespace}/secrets`, 'viewer')).status, 403);
    assert.equal((await wire.get(`${ks}/kustomizations`, 'viewer')).status, 200);
  });

  it('reviews access for everybody with a name', async () => {
    const { wire, namespace } = given;
    const review = async (as: 'admin' | 'viewer' | 'nobody', verb: string) => {
      const resourceAttributes = { verb, group: 'image.toolkit.fluxcd.io', resource: 'imagerepositories', namespace };
      const body = {
        kind: 'SelfSubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        spec: { resourceAttributes },
      };
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
      const answer = await wire.call('POST', path, { body, as });
      assert.equal(answer.status, 201);
      return answer.body.status.allowed as unknown;
    };
    assert.deepEqual(
      await Promise.all([review('admin', 'patch'), review('viewer', 'patch'), review('viewer', 'list')]),
      [true, false, true],
    );
    assert.equal(await review('nobody', 'list'), false);
    const rules = await wire.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
      body: { kind: 'SelfSubjectRulesReview', apiVersion: 'authorization.k8s.io/v1', spec: { namespace } },
      as: 'viewer',
    });
    assert.equal(rules.status, 201);
    const covered = rules.body.status.resourceRules.some(
      (it: Any) => it.verbs.includes('watch') && it.apiGroups.includes('kustomize.toolkit.fluxcd.io'),
    );
    assert.ok(covered);
  });

  it('tells everybody with a name who they are', async () => {
    const names = (['admin', 'viewer', 'nobody'] as const).map(async (as) => {
      const body = { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' };
      const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
      const answer = await given.wire.call('POST', path, { body, as });
      assert.equal(answer.status, 201);
      return answer.body.status.userInfo.username as unknown;
    });
    assert.deepEqual(await Promise.all(names), ['admin', 'viewer', 'nobody']);
  });

  it('answers 404 for an object, a namespace, a kind and a group that are not there', async () => {
    const { wire, namespace } = given;
    const { status, body } = await wire.get(`${images(namespace)}/nothing`);
    assert.equal(status, 404);
    assert.deepEqual(body, {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'imagerepositories.image.toolkit.fluxcd.io "nothing" not found',
      reason: 'NotFound',
      details: { name: 'nothing', group: 'image.toolkit.fluxcd.io', kind: 'imagerepositories' },
      code: 404,
    });
    const empty = await wire.get(images('no-such-namespace'));
    assert.equal(empty.status, 200, empty.text);
    assert.deepEqual(empty.body.items, []);
    for (const path of [`${ks}/nothings`, '/apis/nothing.example.org/v1/nothings']) {
      const answer = await wire.get(path);
      assert.deepEqual([answer.status, answer.text], [404, '404 page not found\n'], path);
    }
    const core = await wire.get('/api/v1/nothings');
    assert.deepEqual([core.status, core.body.message], [404, 'the server could not find the requested resource']);
  });

  it('answers 405 to a method that an address does not have', async () => {
    const { wire, namespace } = given;
    const status = await wire.call('DELETE', `${images(namespace)}/x/status`);
    const message = 'delete is not supported on resources of kind "imagerepositories.image.toolkit.fluxcd.io"';
    assert.deepEqual([status.status, status.body.reason, status.body.message], [405, 'MethodNotAllowed', message]);
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const core = await wire.call('PUT', path, { body: { metadata: { name: 'x' } } });
    assert.deepEqual(
      [core.status, core.body.message],
      [405, 'the server does not allow this method on the requested resource'],
    );
  });
}
