import assert from 'node:assert/strict';
import { isApiError } from '../../src/cluster/api.ts';
import type { Kubeconfig } from '../../src/cluster/kubeconfig.ts';
import { createLogin } from '../../src/cluster/login.ts';

describe('signing in again', () => {
  const entry = (body: object) => ({ folder: '', body: body as Record<string, unknown> });
  const config: Kubeconfig = {
    contexts: new Map([['test', entry({ cluster: 'c', user: 'u' })]]),
    clusters: new Map([['c', entry({ server: 'https://c.invalid' })]]),
    users: new Map([['u', entry({ 'auth-provider': { name: 'gcp' } })]]),
    problems: [],
    missing: false,
  };
  const never = new AbortController().signal;

  /** A way to sign in that works while `works` says so, and the time as the test wants it. */
  function signIn() {
    const state = { works: true, tries: 0, time: 0 };
    const login = createLogin(
      config,
      'test',
      1000,
      () => () => {
        state.tries++;
        return state.works ? Promise.resolve({}) : Promise.reject(new Error('no network'));
      },
      () => state.time,
    );
    const once = () =>
      login.options(never).then(
        () => 'in',
        (error: unknown) => (isApiError(error) ? (error.retryAfterSeconds ?? 'refused') : error),
      );
    return { state, once };
  }

  it('is tried once for all who ask together, and not again where it has never worked', async () => {
    const { state, once } = signIn();
    state.works = false;
    assert.deepEqual(new Set(await Promise.all([once(), once(), once()])), new Set(['refused']));
    const { tries } = state;
    state.time = 86_400_000;
    [state.works] = [true];
    assert.equal(await once(), 'refused');
    assert.equal(state.tries, tries);
  });

  it('is tried three times more where it has worked: a machine that woke may have no network yet', async () => {
    const { state, once } = signIn();
    assert.equal(await once(), 'in');
    state.works = false;
    assert.equal(await once(), 30);
    assert.equal(await once(), 30, 'until then nobody tries');
    assert.equal(state.tries, 2);
    state.time += 30_000;
    assert.equal(await once(), 120);
    state.time += 120_000;
    assert.equal(await once(), 600);
    state.works = true;
    assert.equal(await once(), 600);
    state.time += 600_000;
    assert.equal(await once(), 'in');
    state.works = false;
    assert.equal(await once(), 30, 'and from the start after it has worked');
  });

  it('is given up in the end', async () => {
    const { state, once } = signIn();
    await once();
    state.works = false;
    for (const wait of [30, 120, 600]) {
      assert.equal(await once(), wait);
      state.time += wait * 1000;
    }
    assert.equal(await once(), 'refused');
    state.time = 86_400_000;
    assert.equal(await once(), 'refused');
  });
});
