import assert from 'node:assert/strict';
import type { Api } from '../../../src/cluster/api.ts';
import { listAll } from '../../../src/cluster/listing.ts';
import { kustomization, object } from './fake.ts';

describe('listing page by page', () => {
  /** The limits that are asked for when so many objects of so many characters each are listed. */
  async function limits(count: number, each: number | undefined): Promise<readonly number[]> {
    const asked: number[] = [];
    const api: Pick<Api, 'list'> = {
      list: (_kind, { limit, continue: token = '0' }) => {
        asked.push(limit);
        const items = Array.from({ length: Math.min(limit, count - Number(token)) }, (_, at) =>
          object(kustomization, `a-${Number(token) + at}`),
        );
        const next = Number(token) + items.length;
        const more = next < count ? { continue: String(next) } : {};
        const size = each === undefined ? {} : { size: each * items.length };
        return Promise.resolve({ items, resourceVersion: '7', ...more, ...size });
      },
    };
    const { items } = await listAll(api, kustomization, {}, new AbortController().signal);
    assert.equal(new Set(items.map((it) => it.metadata?.name)).size, count);
    return asked;
  }

  it('takes a small first page, then 250 ordinary objects, also where nothing is known of their size', async () => {
    assert.deepEqual(await limits(600, 2000), [50, 250, 250, 250]);
    assert.deepEqual(await limits(600, undefined), [50, 250, 250, 250]);
  });

  it('takes smaller pages of larger objects, down to one at a time', async () => {
    assert.deepEqual([...new Set(await limits(600, 50_000))], [50, 10]);
    assert.deepEqual([...new Set(await limits(300, 5_000_000))], [50, 1]);
  });
});
