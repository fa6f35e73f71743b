// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-argument */
import assert from 'node:assert/strict';
import { image, images, type Given } from '../contract.ts';
import type { Any, Watch } from '../wire.ts';

/** Watches: what comes, when they end, and what is told to whoever is too late. */
export function watching(given: Given): void {
  const space = () => `${given.namespace}-watch`;
  const watches: Watch[] = [];

  before(async () => {
    await given.wire.call('POST', '/api/v1/namespaces', { body: { metadata: { name: space() } } });
    await given.wire.call('POST', images(space()), { body: image('old') });
  });

  afterEach(() => watches.splice(0).forEach((it) => it.close()));

  const open = async (query: string): Promise<Watch> => {
    const watch = await given.wire.watch(`${images(space())}?watch=true&${query}`);
    watches.push(watch);
    return watch;
  };
  const version = async () => (await given.wire.get(images(space()))).body.metadata.resourceVersion as string;

  it('sends what changes after a version, in order, each with its own version', async () => {
    const watch = await open(`resourceVersion=${await version()}`);
    await given.wire.call('POST', images(space()), { body: image('new') });
    await given.wire.merge(`${images(space())}/new`, { spec: { interval: '5m' } });
    await given.wire.call('DELETE', `${images(space())}/new`);
    await watch.until((it) => it.events.length >= 3);
    assert.deepEqual(watch.words, ['ADDED new', 'MODIFIED new', 'DELETED new']);
    const versions = watch.events.map((it) => BigInt(it.object.metadata.resourceVersion));
    assert.ok(versions[0]! < versions[1]! && versions[1]! < versions[2]!, 'also a removal has a version of its own');
    assert.equal(watch.events[0].object.kind, 'ImageRepository');
  });

  it('sends what was missed', async () => {
    const from = await version();
    await given.wire.merge(`${images(space())}/old`, { metadata: { annotations: { missed: '1' } } });
    const watch = await open(`resourceVersion=${from}`);
    await watch.until((it) => it.events.length > 0);
    assert.deepEqual(watch.words, ['MODIFIED old']);
  });

  it('starts with everything when no version is given', async () => {
    const watch = await open('');
    await watch.until((it) => it.events.length > 0);
    assert.deepEqual(watch.words, ['ADDED old']);
  });

  it('marks the end of the beginning when it is asked to', async () => {
    const watch = await open('sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true');
    await watch.until((it) => it.events.length > 1);
    assert.equal(watch.words[0], 'ADDED old');
    const { type, object } = watch.events[1];
    assert.equal(type, 'BOOKMARK');
    assert.deepEqual(object.metadata.annotations, { 'k8s.io/initial-events-end': 'true' });
    assert.match(object.metadata.resourceVersion, /^[1-9]\d*$/);
  });

  it('shows a selection as if nothing else existed', async () => {
    const watch = await open(`resourceVersion=${await version()}&labelSelector=seen%3Dyes`);
    const path = `${images(space())}/old`;
    for (const seen of ['yes', 'yes', 'no', 'no', 'yes', null]) {
      await given.wire.merge(path, { metadata: { labels: { seen }, annotations: { time: `${Math.random()}` } } });
    }
    await watch.until((it) => it.events.length >= 5);
    assert.deepEqual(watch.words, ['ADDED old', 'MODIFIED old', 'DELETED old', 'ADDED old', 'DELETED old']);
  });

  it('watches one object by name, and all namespaces', async () => {
    const from = await version();
    const one = await open(`resourceVersion=${from}&fieldSelector=metadata.name%3Dnarrow`);
    const path = `/apis/image.toolkit.fluxcd.io/v1/imagerepositories?watch=true&resourceVersion=${from}`;
    const all = await given.wire.watch(path);
    watches.push(all);
    for (const name of ['wide', 'narrow']) await given.wire.call('POST', images(space()), { body: image(name) });
    await one.until((it) => it.events.length > 0);
    await all.until((it) => it.words.includes('ADDED narrow'));
    assert.deepEqual(one.words, ['ADDED narrow']);
    assert.ok(all.words.includes('ADDED wide'));
  });

  it('sends a bookmark before the time is up, and then ends', async () => {
    const watch = await open(`resourceVersion=${await version()}&allowWatchBookmarks=true&timeoutSeconds=4`);
    // A bookmark is sent only when it has something new to tell: here a change that this watch does not see.
    await given.wire.call('POST', images(given.namespace), { body: image('elsewhere') });
    await watch.until((it) => it.events.length > 0);
    const [{ type, object }] = watch.events as [Any];
    assert.deepEqual(
      [type, object.kind, object.apiVersion],
      ['BOOKMARK', 'ImageRepository', 'image.toolkit.fluxcd.io/v1'],
    );
    assert.match(object.metadata.resourceVersion, /^[1-9]\d*$/);
    assert.equal(watch.ended, false);
    await watch.until((it) => it.ended);
  });

  it('tells whoever comes with a forgotten version that it is gone, and ends', async () => {
    const watch = await open('resourceVersion=1');
    await watch.until((it) => it.ended);
    assert.equal(watch.status, 200);
    const [{ type, object }] = watch.events as [Any];
    assert.equal(type, 'ERROR');
    assert.deepEqual([object.kind, object.status, object.reason, object.code], ['Status', 'Failure', 'Expired', 410]);
    assert.match(object.message, /^too old resource version: 1 \(\d+\)$/);
  });
}
