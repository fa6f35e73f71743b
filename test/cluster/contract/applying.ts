// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */
import assert from 'node:assert/strict';
import { image, images, type Given } from '../contract.ts';

/** Server-side apply. */
export function applying(given: Given): void {
  const path = (name: string, owner: string, more = '') =>
    `${images(given.namespace)}/${name}?fieldManager=${owner}${more}`;

  it('makes what is not there', async () => {
    const made = await given.wire.apply(path('applied', 'one'), image('applied'));
    assert.equal(made.status, 201, made.text);
    assert.equal(made.body.metadata.generation, 1);
    const [owner] = made.body.metadata.managedFields;
    assert.deepEqual([owner.manager, owner.operation], ['one', 'Apply']);
    const again = await given.wire.apply(path('applied', 'one'), image('applied'));
    assert.deepEqual([again.status, again.body.spec, again.body.metadata.generation], [200, made.body.spec, 1]);
  });

  it('wants to know who applies', async () => {
    const { status, body } = await given.wire.apply(`${images(given.namespace)}/applied`, image('applied'));
    assert.deepEqual([status, body.reason], [422, 'Invalid']);
    assert.match(body.message, /fieldManager: Required value: is required for apply patch/);
  });

  it('refuses to change what another owns', async () => {
    await given.wire.apply(path('shared', 'one'), image('shared'));
    const wish = image('shared', { spec: { interval: '3m' } });
    const { status, body } = await given.wire.apply(path('shared', 'two'), wish);
    assert.deepEqual([status, body.reason], [409, 'Conflict']);
    assert.equal(body.message, 'Apply failed with 1 conflict: conflict with "one": .spec.interval');
    assert.deepEqual(body.details.causes, [
      { reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.spec.interval' },
    ]);
    const both = image('shared', { spec: { interval: '3m', image: 'example.org/b' } });
    const many = await given.wire.apply(path('shared', 'two'), both);
    assert.equal(
      many.body.message,
      'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.image\n- .spec.interval',
    );
  });

  it('takes over with force, and the other then owns it no longer', async () => {
    await given.wire.apply(path('taken', 'one'), image('taken'));
    const taken = await given.wire.apply(
      path('taken', 'two', '&force=true'),
      image('taken', { spec: { interval: '3m' } }),
    );
    assert.deepEqual([taken.status, taken.body.spec.interval, taken.body.metadata.generation], [200, '3m', 2]);
    const back = await given.wire.apply(path('taken', 'one'), image('taken'));
    assert.match(back.body.message, /conflict with "two": \.spec\.interval/);
  });

  it('agrees when both want the same', async () => {
    await given.wire.apply(path('agreed', 'one'), image('agreed'));
    assert.equal((await given.wire.apply(path('agreed', 'two'), image('agreed'))).status, 200);
  });

  it('takes out what is applied no longer and nobody else owns', async () => {
    const first = image('less', { labels: { a: '1', b: '1' }, spec: { timeout: '10s' } });
    await given.wire.apply(path('less', 'one'), first);
    await given.wire.merge(`${images(given.namespace)}/less?fieldManager=hand`, { metadata: { labels: { c: '1' } } });
    const { body } = await given.wire.apply(path('less', 'one'), image('less', { labels: { a: '1' } }));
    assert.deepEqual([body.metadata.labels, body.spec.timeout], [{ a: '1', c: '1' }, undefined]);
  });

  it('names an update as the cause of a conflict with its version', async () => {
    await given.wire.call('POST', `${images(given.namespace)}?fieldManager=hand`, { body: image('edited') });
    const { body } = await given.wire.apply(path('edited', 'one'), image('edited', { spec: { interval: '3m' } }));
    const message =
      'Apply failed with 1 conflict: conflict with "hand" using image.toolkit.fluxcd.io/v1: .spec.interval';
    assert.equal(body.message, message);
  });
}
