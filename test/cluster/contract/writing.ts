// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return */
import assert from 'node:assert/strict';
import { image, images, type Given } from '../contract.ts';

/** Create, patch, replace, delete: versions, generations, and what is refused. */
export function writing(given: Given): void {
  const make = async (name: string, more = {}) => {
    const made = await given.wire.call('POST', images(given.namespace), { body: image(name, more) });
    assert.equal(made.status, 201, made.text);
    return made.body;
  };

  it('gives a new object what only the server can know', async () => {
    const made = await make('new');
    const { metadata, spec, status } = made;
    assert.match(metadata.uid, /^[0-9a-f-]{36}$/);
    assert.match(metadata.creationTimestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.match(metadata.resourceVersion, /^\d+$/);
    assert.deepEqual([metadata.generation, metadata.namespace], [1, given.namespace]);
    assert.equal(spec.provider, 'generic');
    assert.deepEqual(status, { observedGeneration: -1 });
    assert.deepEqual((await given.wire.get(`${images(given.namespace)}/new`)).body, made);
  });

  it('refuses a second of the same name', async () => {
    await make('twice');
    const { status, body } = await given.wire.call('POST', images(given.namespace), { body: image('twice') });
    assert.deepEqual([status, body.reason], [409, 'AlreadyExists']);
    assert.equal(body.message, 'imagerepositories.image.toolkit.fluxcd.io "twice" already exists');
  });

  it('refuses what does not fit its address', async () => {
    const { wire, namespace } = given;
    const nowhere = await wire.call('POST', images('no-such-namespace'), { body: image('x') });
    assert.deepEqual([nowhere.status, nowhere.body.message], [404, 'namespaces "no-such-namespace" not found']);
    const elsewhere = { ...image('x'), metadata: { name: 'x', namespace: 'default' } };
    const moved = await wire.call('POST', images(namespace), { body: elsewhere });
    assert.equal(moved.status, 400);
    assert.equal(
      moved.body.message,
      'the namespace of the provided object does not match the namespace sent on the request',
    );
    const other = await wire.call('POST', images(namespace), { body: { ...image('x'), kind: 'ImagePolicy' } });
    const must =
      'ImagePolicy.image.toolkit.fluxcd.io "x" is invalid: kind: Invalid value: "ImagePolicy": must be ImageRepository';
    assert.deepEqual([other.status, other.body.message], [422, must]);
    const broken = await wire.call('POST', images(namespace), { body: '{"kind":' });
    assert.deepEqual([broken.status, broken.body.reason], [400, 'BadRequest']);
  });

  it('refuses a name and a duration that nobody may use', async () => {
    const { wire, namespace } = given;
    const name = await wire.call('POST', images(namespace), { body: image('No_Name') });
    assert.deepEqual([name.status, name.body.reason], [422, 'Invalid']);
    assert.match(
      name.body.message,
      /^ImageRepository\.image\.toolkit\.fluxcd\.io "No_Name" is invalid: metadata\.name: Invalid value: "No_Name"/,
    );
    const duration = await wire.call('POST', images(namespace), { body: image('long', { spec: { interval: '1d' } }) });
    assert.deepEqual([duration.status, duration.body.reason], [422, 'Invalid']);
    assert.match(duration.body.message, /spec\.interval: Invalid value: "1d": spec\.interval in body should match/);
  });

  it('counts a change of the spec, and no other, as a generation', async () => {
    const { wire, namespace } = given;
    const made = await make('counted');
    const path = `${images(namespace)}/counted`;
    const noted = (await wire.merge(path, { metadata: { annotations: { a: '1' } } })).body;
    assert.equal(noted.metadata.generation, 1);
    assert.ok(BigInt(noted.metadata.resourceVersion) > BigInt(made.metadata.resourceVersion));
    const changed = (await wire.merge(path, { spec: { interval: '5m' } })).body;
    assert.deepEqual(
      [changed.metadata.generation, changed.spec.interval, changed.spec.image],
      [2, '5m', 'example.org/app'],
    );
    const same = (await wire.merge(path, { spec: { interval: '5m' } })).body;
    assert.deepEqual(same, changed, 'a patch that changes nothing is no change');
    const less = (await wire.merge(path, { spec: { suspend: null }, metadata: { annotations: null } })).body;
    assert.deepEqual(
      [less.metadata.generation, less.spec.suspend, less.metadata.annotations],
      [3, undefined, undefined],
    );
    await wire.merge(path, { spec: { suspend: true } });
  });

  it('refuses a patch made for another version', async () => {
    const made = await make('raced');
    const path = `${images(given.namespace)}/raced`;
    await given.wire.merge(path, { spec: { interval: '5m' } });
    const { resourceVersion } = made.metadata;
    const late = await given.wire.merge(path, { metadata: { resourceVersion }, spec: { interval: '6m' } });
    assert.deepEqual([late.status, late.body.reason], [409, 'Conflict']);
    assert.equal(
      late.body.message,
      'Operation cannot be fulfilled on imagerepositories.image.toolkit.fluxcd.io "raced": the object has been modified; please apply your changes to the latest version and try again',
    );
  });

  it('patches only what exists, in a form it knows', async () => {
    const { wire, namespace } = given;
    assert.equal((await wire.merge(`${images(namespace)}/nothing`, {})).status, 404);
    const { status, body } = await wire.call('PATCH', `${images(namespace)}/new`, { body: {}, type: 'text/plain' });
    assert.deepEqual([status, body.reason], [415, 'UnsupportedMediaType']);
    const broken = await wire.call('PATCH', `${images(namespace)}/new`, {
      body: '{"spec":',
      type: 'application/merge-patch+json',
    });
    assert.equal(broken.status, 400);
  });

  it('replaces an object only with its version', async () => {
    const { wire, namespace } = given;
    const made = await make('whole');
    const path = `${images(namespace)}/whole`;
    const blind = await wire.call('PUT', path, { body: image('whole') });
    assert.deepEqual([blind.status, blind.body.reason], [422, 'Invalid']);
    const spec = { ...made.spec, interval: '7m' };
    const put = await wire.call('PUT', path, { body: { ...made, spec } });
    assert.deepEqual([put.status, put.body.spec.interval, put.body.metadata.generation], [200, '7m', 2]);
    assert.equal((await wire.call('PUT', path, { body: { ...made, spec } })).status, 409);
  });

  it('writes the status by its own address, and by no other', async () => {
    const { wire, namespace } = given;
    await make('told');
    const path = `${images(namespace)}/told`;
    const ignored = (await wire.merge(path, { status: { observedGeneration: 9 } })).body;
    assert.equal(ignored.status.observedGeneration, -1);
    const patch = { status: { observedGeneration: 1 }, spec: { interval: '9m' } };
    const told = (await wire.merge(`${path}/status`, patch)).body;
    assert.deepEqual([told.status.observedGeneration, told.spec.interval, told.metadata.generation], [1, '10m', 1]);
    const put = await wire.call('PUT', `${path}/status`, { body: { ...told, status: { observedGeneration: 2 } } });
    assert.deepEqual([put.status, put.body.status.observedGeneration], [200, 2]);
    assert.equal((await wire.get(`${path}/status`)).body.status.observedGeneration, 2);
  });

  it('remembers who wrote which field', async () => {
    await make('owned');
    const path = `${images(given.namespace)}/owned?fieldManager=flux-client-side-apply`;
    const { metadata } = (await given.wire.merge(path, { metadata: { annotations: { a: '1' } } })).body;
    const mine = metadata.managedFields.find((it: { manager: string }) => it.manager === 'flux-client-side-apply');
    assert.deepEqual(
      [mine.operation, mine.apiVersion, mine.fieldsType],
      ['Update', 'image.toolkit.fluxcd.io/v1', 'FieldsV1'],
    );
    assert.ok('f:a' in mine.fieldsV1['f:metadata']['f:annotations']);
  });

  it('changes nothing when it is only asked what would be', async () => {
    await make('dry');
    const path = `${images(given.namespace)}/dry`;
    const would = await given.wire.merge(`${path}?dryRun=All`, { spec: { interval: '5m' } });
    assert.equal(would.body.spec.interval, '5m');
    assert.equal((await given.wire.get(path)).body.spec.interval, '10m');
  });

  it('deletes, but only what was meant', async () => {
    const { wire, namespace } = given;
    const made = await make('gone');
    const path = `${images(namespace)}/gone`;
    const other = { preconditions: { uid: '00000000-0000-0000-0000-000000000000' } };
    const kept = await wire.call('DELETE', path, { body: other });
    assert.deepEqual([kept.status, kept.body.reason], [409, 'Conflict']);
    assert.match(kept.body.message, /"gone": the UID in the precondition \(0\S+\) does not match the UID in record/);
    const { status, body } = await wire.call('DELETE', path);
    assert.deepEqual([status, body.status], [200, 'Success']);
    assert.deepEqual(body.details, {
      name: 'gone',
      group: 'image.toolkit.fluxcd.io',
      kind: 'imagerepositories',
      uid: made.metadata.uid,
    });
    assert.equal((await wire.get(path)).status, 404);
    assert.equal((await wire.call('DELETE', path)).status, 404);
  });
}
