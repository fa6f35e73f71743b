import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { namespacesOf } from '../../../src/cluster/contexts.ts';
import type { RawEvent } from '../../../src/cluster/decode.ts';
import { visibleNamespaces } from '../../../src/cluster/namespaces.ts';
import type { JsonReader } from '../../../src/cluster/rest.ts';
import { turns } from './fake.ts';

describe('the namespaces of somebody who may not look everywhere', () => {
  const named = (name: string) => ({ metadata: { name, resourceVersion: '2' } });

  /** Tells what is heard of a cluster with these namespaces, of which some may be looked at. Waits end when `pass` is called. */
  function heard(namespaces: readonly string[] | ApiError, may: Set<string>) {
    const end = new AbortController();
    const told: string[] = [];
    const asked: string[] = [];
    const waits: (() => void)[] = [];
    let event: (it: RawEvent) => void = () => undefined;
    const reader: JsonReader = {
      readJson: () =>
        namespaces instanceof ApiError
          ? Promise.reject(namespaces)
          : Promise.resolve({ items: namespaces.map(named), metadata: { resourceVersion: '1' } }),
      watchJson: (_path, _what, onEvent, signal) => {
        event = onEvent;
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
      whoAmI: () => Promise.resolve(undefined),
      mayI: ({ namespace = '', resource }) => {
        asked.push(`${namespace} ${resource}`);
        return namespace === 'broken'
          ? Promise.reject(new Error('no'))
          : Promise.resolve(may.has(`${namespace} ${resource}`));
      },
    };
    const pause = (_time: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        waits.push(resolve);
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) resolve();
      });
    const done = visibleNamespaces(reader, ['own'], pause)((names) => told.push(names.join()), end.signal);
    return {
      told,
      asked,
      event: (type: RawEvent['type'], name: string) => event({ type, object: named(name) }),
      pass: () => waits.splice(0).forEach((it) => it()),
      stop: () => (end.abort(), done),
    };
  }

  it('are those that are known, and all in which Kustomizations or releases may be listed', async () => {
    const may = new Set(['c kustomizations', 'a helmreleases', 'own kustomizations']);
    const { told, asked, stop } = heard(['a', 'b', 'broken', 'c', 'own'], may);
    await turns();
    assert.deepEqual([told[0], told.at(-1)], ['own', 'own,a,c']);
    assert.ok(!asked.some((it) => it.startsWith('own')));
    await stop();
  });

  it('come and go, also when rights are given a moment after a namespace is made', async () => {
    const may = new Set(['a kustomizations']);
    const { told, event, pass, stop } = heard(['a'], may);
    await turns();
    event('ADDED', 'late');
    await turns();
    assert.equal(told.at(-1), 'own,a');
    may.add('late helmreleases');
    pass();
    await turns();
    assert.equal(told.at(-1), 'own,a,late');
    event('DELETED', 'a');
    await turns();
    assert.equal(told.at(-1), 'own,late');
    await stop();
  });

  it('are those that are known where namespaces may not be listed', async () => {
    const { told, stop } = heard(new ApiError('forbidden', 403, 'No.'), new Set());
    await turns();
    assert.deepEqual(told, ['own']);
    await stop();
  });

  it('that are known are those of all contexts with the same rights, and Flux’s own', () => {
    const row = { server: '', cluster: 'c', user: 'me' };
    const rows = [
      { ...row, name: 'one', namespace: 'a' },
      { ...row, name: 'two', namespace: 'b' },
      { ...row, name: 'three' },
      { ...row, name: 'other', namespace: 'x', user: 'you' },
    ];
    assert.deepEqual(namespacesOf('one', rows), ['a', 'b', 'flux-system']);
    assert.deepEqual(namespacesOf('three', rows), ['default', 'a', 'b', 'flux-system']);
    assert.deepEqual(namespacesOf('none', rows), ['default', 'flux-system']);
  });
});
