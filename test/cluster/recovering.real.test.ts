// The body of an answer is whatever the server sent; every use of it here is an assertion about its shape.
/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment */
import assert from 'node:assert/strict';
import { explain } from '../../src/cluster/explain.ts';
import { fieldManager } from '../../src/flux/requests.ts';
import { noteAnnotations } from '../../src/flux/suspension.ts';
import type { Bed } from '../bed/bed.ts';
import { bedOrSkip } from '../bed/skip.ts';
import { until } from '../bed/until.ts';
import { image, images } from './contract.ts';
import { change, equalsAList, imageRepository, namespace, recovering, recoversFromFaults } from './recovering.ts';
import type { Any } from './wire.ts';

describe('the store on the real API server', function () {
  this.timeout(120_000);
  let bed: Bed;
  const given = recovering(async (context) => {
    bed = await bedOrSkip(context, { controllers: [] });
    return { url: bed.server, ca: bed.ca, tokens: bed.tokens, git: '', stop: () => bed.stop() };
  });
  recoversFromFaults(given);

  it('equals a fresh list after the server was killed and started again', async () => {
    await change(given, 'before-kill');
    await equalsAList(given);
    await bed.restartServer();
    await change(given, 'after-kill');
    await equalsAList(given);
  });

  it('lets go of a kind whose CRD is deleted, and takes it up when it is there again', async () => {
    const crd = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/imagerepositories.image.toolkit.fluxcd.io';
    await change(given, 'before-crd');
    await equalsAList(given);
    const { body } = await given.wire.get(crd);
    assert.equal((await given.wire.call('DELETE', crd)).status, 200);
    const { store } = given;
    await until('the kind is absent', 60, () => store.phase(imageRepository) === 'absent');
    assert.deepEqual([...store.of(imageRepository)], []);
    const { apiVersion, kind, metadata, spec } = body;
    const again = { apiVersion, kind, metadata: { name: metadata.name, annotations: metadata.annotations }, spec };
    await until('it is made again', 60, async () => {
      const path = crd.replace(/\/[^/]+$/, '');
      return (await given.wire.call('POST', path, { body: again })).status === 201;
    });
    await until('it is served', 60, async () => {
      return (await given.wire.call('POST', images(namespace), { body: image('new') })).status === 201;
    });
    await until('the kind is known', 60, () => store.phase(imageRepository) === 'known');
    await equalsAList(given);
    await change(given, 'after-crd');
    await equalsAList(given);
  });

  it('tells why something is suspended as long as that suspension lasts, whoever ends it', async () => {
    const path = `${images(namespace)}/suspended`;
    assert.equal((await given.wire.call('POST', images(namespace), { body: image('suspended') })).status, 201);
    const patch = async (manager: string, body: object) => {
      const { status, text } = await given.wire.merge(`${path}?fieldManager=${manager}`, body);
      assert.equal(status, 200, text);
    };
    const words = () => {
      const it = [...given.store.of(imageRepository)].find(({ metadata }) => metadata?.name === 'suspended');
      return it === undefined ? '' : explain(given.store, it, Date.now()).join();
    };
    await patch('flux', { spec: { suspend: true } });
    await patch(fieldManager, { metadata: { annotations: noteAnnotations({ reason: 'Moving the registry' }) } });
    await until('the reason is told', 60, () => words().includes('Reason: Moving the registry'));
    await patch('flux', { spec: { suspend: false } });
    // The managed fields count whole seconds.
    const second = Math.floor(Date.now() / 1000);
    await until('another second has begun', 5, () => Math.floor(Date.now() / 1000) > second + 1);
    await patch('other', { spec: { suspend: true } });
    await until(
      'it is left out',
      20,
      () => /Suspended with other/.test(words()) && !words().includes('registry'),
      words,
    );
  });

  it('takes the longest message that the server lets through, and a hostile one, as they are', async () => {
    const path = images(namespace);
    assert.equal((await given.wire.call('POST', path, { body: image('long') })).status, 201);
    const hostile = '\u001b[31m\u202e[click](command:x) <img src=x>\n';
    const message = hostile + 'x'.repeat(32_768 - hostile.length);
    const condition = {
      type: 'Ready',
      status: 'False',
      reason: 'Failed',
      message,
      lastTransitionTime: '2099-01-01T00:00:00Z',
    };
    const body = { status: { conditions: [condition] } };
    assert.equal((await given.wire.merge(`${path}/long/status`, body)).status, 200);
    await equalsAList(given);
    const conditions = [...given.store.of(imageRepository)].find((it) => it.metadata?.name === 'long')?.status?.[
      'conditions'
    ] as Any;
    assert.equal(conditions[0].message, message);
  });
});
