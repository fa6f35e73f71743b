import assert from 'node:assert/strict';
import { ApiError } from '../../../src/cluster/api.ts';
import { waitFor } from '../../../src/cluster/wait.ts';
import { requestedAt } from '../../../src/flux/requests.ts';
import { drained, succeeds, timing } from './fake-controllers.ts';
import { kustomization, object } from './fake.ts';

const web = object(kustomization, 'web');

describe('waiting for an object', () => {
  it('waits for what the object was last asked, whoever asked', async () => {
    const asked = { ...web, metadata: { ...web.metadata, annotations: { [requestedAt]: 'by-flux' } } };
    let looks = 0;
    const read = () => Promise.resolve(looks++ < 3 ? asked : { ...asked, status: succeeds('by-flux', asked) });
    assert.ok((await drained(waitFor({ ...timing(), read }))).ended.ready);
  });

  it('goes on through a cluster that cannot be reached for a moment', async () => {
    let looks = 0;
    const read = () =>
      looks++ < 3
        ? Promise.reject(new ApiError('unreachable', 0, 'Cannot reach it.'))
        : Promise.resolve({ ...web, status: succeeds('t', web) });
    const { text, ended } = await drained(waitFor({ ...timing(), read, token: 't' }));
    assert.ok(ended.ready);
    assert.equal(text, '◎ Cannot reach it.');
  });
});
