import assert from 'node:assert/strict';
import { connect } from '../../src/cluster/client.ts';
import { readOpenApi } from '../../src/cluster/openapi.ts';
import { withOperatorKinds } from '../../scripts/schemas/custom.ts';
import { kinds } from '../../src/flux/kinds.ts';
import { customKindsIn } from '../../src/language/schema/openapi.ts';
import type { Bed } from '../bed/bed.ts';
import { bedOrSkip } from '../bed/skip.ts';
import { until } from '../bed/until.ts';
import { bundledSchemas } from '../schemas.ts';

describe('schemas of a real cluster', () => {
  let bed: Bed | undefined;
  const never = new AbortController().signal;
  const flux = kinds.filter((it) => it.group !== 'fluxcd.controlplane.io');
  const wanted = new Set(flux.map((it) => `${it.group}/${it.versions[0] ?? ''}`));
  const read = async (known: Readonly<Record<string, string>>) => {
    const { readJson } = await connect([bed?.kubeconfig ?? ''], 'fluxwright-test');
    return readOpenApi(readJson, wanted, known, never);
  };
  before(async function () {
    bed = await bedOrSkip(this, { controllers: [] });
  });
  after(() => bed?.stop());

  it('say of the Flux kinds what the bundle says of them', async () => {
    // The server describes a kind some moments after it serves it.
    const documents = await until('every kind is described', 60, async () => {
      const all = (await read({})).documents;
      return all.size === wanted.size && all;
    });
    assert.deepEqual([...documents.keys()].sort(), [...wanted].sort());
    const [schemas, bundle] = [bundledSchemas(), bundledSchemas()];
    schemas.setCluster('test', [...documents.values()].flatMap(customKindsIn));
    for (const { group, kind, versions } of flux) {
      const found = schemas.find(group, versions[0] ?? '', kind);
      assert.deepEqual(found?.origin, { from: 'cluster', context: 'test' }, kind);
      assert.equal(found.namespaced, true, kind);
      const bundled = bundle.find(group, versions[0] ?? '', kind);
      assert.ok(bundled, kind);
      const expected = withOperatorKinds(kind, found.schema);
      assert.deepEqual(expected, bundled.schema, kind);
      assert.equal(JSON.stringify(order(expected)), JSON.stringify(order(bundled.schema)), kind);
    }
  });

  it('are read again only where they have changed', async () => {
    const { addresses } = await read({});
    assert.equal((await read(addresses)).documents.size, 0);
    const [first = ''] = Object.keys(addresses);
    const { documents } = await read({ ...addresses, [first]: '/openapi/v3/other' });
    assert.deepEqual([...documents.keys()], [first]);
  });
});

/** The names of the fields in their order. */
function order(schema: { readonly properties?: object }): readonly unknown[] {
  return Object.entries(schema.properties ?? {}).map(([name, it]) => [name, order(it as object)]);
}
