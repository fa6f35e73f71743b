import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { followCollection } from '../../../src/cluster/collection.ts';
import type { RawEvent } from '../../../src/cluster/decode.ts';
import { eventLines, eventsAbout } from '../../../src/cluster/events.ts';
import { countedPause } from './fake.ts';

const events = eventsAbout({ group: 'g', kind: 'Kustomization', namespace: 'apps', name: 'web' });

function event(name: string, version: string, last = '2026-01-01T00:00:00Z') {
  return { metadata: { name, resourceVersion: version }, lastTimestamp: last, message: name };
}

/** Follows with these answers to lists, and these streams; gives what was asked and told. */
async function follow(lists: readonly (object | ApiError)[], streams: readonly (readonly RawEvent[] | ApiError)[]) {
  const end = new AbortController();
  const [asked, told, waits]: [string[], string[], number[]] = [[], [], []];
  const [toList, toWatch] = [[...lists], [...streams]];
  const taken = async <T>(path: string, from: (T | ApiError)[]): Promise<T> => {
    asked.push(path.replace(/^.*\?/, ''));
    const next = from.shift() ?? new ApiError('server', 500, 'That is all.');
    return next instanceof ApiError ? Promise.reject(next) : Promise.resolve(next);
  };
  await followCollection(
    {
      readJson: (path) => taken(path, toList) as Promise<Record<string, unknown>>,
      mayI: () => Promise.resolve(true),
      whoAmI: () => Promise.resolve('ann'),
      watchJson: async (path, _what, onEvent) => {
        for (const it of await taken(path, toWatch)) onEvent(it);
      },
    },
    events,
    {
      onItems: (items) =>
        told.push(
          eventLines(items)
            .map((it) => it.message)
            .join(' '),
        ),
      onFault: (fault) => told.push(`! ${fault.reason}`),
    },
    { pause: countedPause(waits, end, 4), signal: end.signal },
  );
  return { asked, told, waits };
}

describe('following the events of an object', () => {
  it('lists once and goes on from what was heard last, newest event first', async () => {
    const { asked, told } = await follow(
      [{ metadata: { resourceVersion: '7' }, items: [event('a', '5')] }],
      [
        [
          { type: 'ADDED', object: event('b', '8', '2026-01-01T00:00:09Z') },
          { type: 'BOOKMARK', object: { metadata: { resourceVersion: '12' } } },
        ],
        [{ type: 'DELETED', object: event('a', '13') }],
      ],
    );
    assert.deepEqual(told.slice(0, 3), ['a', 'b a', 'b']);
    assert.match(asked[0] ?? '', /fieldSelector=involvedObject\.kind%3DKustomization%2CinvolvedObject\.name%3Dweb/);
    assert.match(asked[1] ?? '', /resourceVersion=7/);
    assert.match(asked[2] ?? '', /resourceVersion=12/);
  });

  it('lists again at once when the server has forgotten, and says nothing', async () => {
    const page = { metadata: { resourceVersion: '7' }, items: [] };
    const { told, waits } = await follow([page, page], [new ApiError('gone', 410, 'Gone.'), []]);
    assert.deepEqual(told.slice(0, 2), ['', '']);
    assert.equal(waits[0], 0);
  });

  it('says why it cannot, backs off and goes on', async () => {
    const page = { metadata: { resourceVersion: '7' }, items: [event('a', '5')] };
    const { told, waits } = await follow(
      [new ApiError('unreachable', 0, 'x'), new ApiError('forbidden', 403, 'x'), page],
      [[]],
    );
    assert.deepEqual(told.slice(0, 3), ['! unreachable', '! forbidden', 'a']);
    assert.deepEqual(waits.slice(0, 2), [1000, 2000]);
  });

  it('never asks again by itself when the credentials are refused', async () => {
    const { asked, told } = await follow([new ApiError('unauthorized', 401, 'x')], []);
    assert.deepEqual([asked.length, told], [1, ['! unauthorized']]);
  });
});
