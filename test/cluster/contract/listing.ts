// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return */
import assert from 'node:assert/strict';
import { image, images, type Given } from '../contract.ts';
import type { Any } from '../wire.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

/** Lists: order, pages, selectors. */
export function listing(given: Given): void {
  const lists = () => `${given.namespace}-lists`;

  before('five objects', async () => {
    await given.wire.call('POST', '/api/v1/namespaces', { body: { metadata: { name: lists() } } });
    for (const name of ['e', 'c', 'a', 'd', 'b']) {
      const labels = {
        letter: name,
        vowel: 'ae'.includes(name) ? 'yes' : 'no',
        ...(name === 'e' ? {} : { early: '' }),
      };
      const made = await given.wire.call('POST', images(lists()), { body: image(name, { labels }) });
      assert.equal(made.status, 201, made.text);
    }
  });

  const select = async (query: string): Promise<string> => {
    const { status, body } = await given.wire.get(`${images(lists())}?${query}`);
    return status === 200 ? body.items.map((it: Any) => it.metadata.name).join('') : `${status} ${body.reason}`;
  };

  it('gives whole objects by name, with the version to watch from', async () => {
    const { body } = await given.wire.get(images(lists()));
    assert.deepEqual([body.kind, body.apiVersion], ['ImageRepositoryList', 'image.toolkit.fluxcd.io/v1']);
    assert.deepEqual(
      body.items.map((it: Any) => it.metadata.name),
      names,
    );
    assert.equal(body.items[0].kind, 'ImageRepository');
    assert.match(body.metadata.resourceVersion, /^\d+$/);
    assert.equal(body.metadata.continue, '');
  });

  it('gives pages that all show the same moment', async () => {
    const page = (query: string) => given.wire.get(`${images(lists())}?limit=2${query}`).then((it) => it.body);
    const first = await page('');
    assert.deepEqual([first.items.length, first.metadata.remainingItemCount], [2, 3]);
    await given.wire.call('POST', images(lists()), { body: image('bb') });
    await given.wire.call('DELETE', `${images(lists())}/bb`);
    await given.wire.merge(`${images(lists())}/d`, { spec: { interval: '5m' } });
    const second = await page(`&continue=${encodeURIComponent(first.metadata.continue)}`);
    assert.equal(second.metadata.resourceVersion, first.metadata.resourceVersion);
    assert.deepEqual(
      second.items.map((it: Any) => it.metadata.name + it.spec.interval),
      ['c10m', 'd10m'],
    );
    const third = await page(`&continue=${encodeURIComponent(second.metadata.continue)}`);
    assert.deepEqual([third.items.length, third.items[0].metadata.name, third.metadata.continue], [1, 'e', '']);
    await given.wire.merge(`${images(lists())}/d`, { spec: { interval: '10m' } });
  });

  it('refuses a continue token that it did not make', async () => {
    assert.equal(await select('limit=2&continue=nonsense'), '400 BadRequest');
  });

  it('selects by label', async () => {
    const cases: Record<string, string> = {
      'letter=a': 'a',
      'letter==a': 'a',
      'letter!=a': 'bcde',
      'letter in (a,b)': 'ab',
      'letter notin (a,b)': 'cde',
      'letter in (a,b),vowel=no': 'b',
      early: 'abcd',
      '!early': 'e',
      'early=': 'abcd',
      'missing!=x': 'abcde',
      'letter===a': '400 BadRequest',
      'letter in a': '400 BadRequest',
    };
    for (const [selector, found] of Object.entries(cases)) {
      assert.equal(await select(`labelSelector=${encodeURIComponent(selector)}`), found, selector);
    }
  });

  it('selects by field, where it can', async () => {
    assert.equal(await select('fieldSelector=metadata.name%3Dc'), 'c');
    assert.equal(await select('fieldSelector=metadata.name!%3Dc'), 'abde');
    assert.equal(await select('fieldSelector=spec.interval%3D10m'), '400 BadRequest');
  });

  it('lists all namespaces at once', async () => {
    const path = '/apis/image.toolkit.fluxcd.io/v1/imagerepositories?labelSelector=vowel';
    const { body } = await given.wire.get(path);
    assert.deepEqual(
      body.items.map((it: Any) => it.metadata.namespace),
      names.map(lists),
    );
  });

  it('gives items of built-in kinds without their kind', async () => {
    const path = `/api/v1/namespaces/${lists()}/configmaps`;
    const made = await given.wire.call('POST', path, { body: { metadata: { name: 'settings' }, data: { a: '1' } } });
    assert.deepEqual([made.status, made.body.kind, made.body.data], [201, 'ConfigMap', { a: '1' }]);
    const list = (await given.wire.get(path)).body;
    assert.equal(list.kind, 'ConfigMapList');
    const item = list.items.find((it: Any) => it.metadata.name === 'settings');
    assert.deepEqual([item.kind, item.metadata.generation, item.data], [undefined, undefined, { a: '1' }]);
    const put = await given.wire.call('PUT', `${path}/settings`, {
      body: { metadata: { name: 'settings' }, data: { a: '2' } },
    });
    assert.deepEqual([put.status, put.body.data], [200, { a: '2' }]);
  });

  it('finds the events about an object', async () => {
    const path = `/api/v1/namespaces/${lists()}/events`;
    for (const name of ['a', 'b']) {
      const involvedObject = { kind: 'ImageRepository', namespace: lists(), name };
      const event = { metadata: { name: `${name}.1` }, involvedObject, reason: 'Told', message: 'x', type: 'Warning' };
      assert.equal((await given.wire.call('POST', path, { body: event })).status, 201);
    }
    const found = async (selector: string) => {
      const { body } = await given.wire.get(`${path}?fieldSelector=${encodeURIComponent(selector)}`);
      return body.items.map((it: Any) => it.metadata.name) as unknown;
    };
    assert.deepEqual(await found('involvedObject.name=a,involvedObject.kind=ImageRepository'), ['a.1']);
    assert.deepEqual(await found('reason=Told,type=Warning'), ['a.1', 'b.1']);
    assert.deepEqual(await found('involvedObject.kind=Pod'), []);
  });
}
