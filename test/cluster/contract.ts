import { applying } from './contract/applying.ts';
import { asking } from './contract/asking.ts';
import { controlling } from './contract/controlling.ts';
import { listing } from './contract/listing.ts';
import { releasing } from './contract/releasing.ts';
import { watching } from './contract/watching.ts';
import { writing } from './contract/writing.ts';
import { Wire, type Cluster } from './wire.ts';

/** What every part of the contract works with. */
export interface Given {
  wire: Wire;
  /** A namespace of the run's own. */
  namespace: string;
}

/** The kind that the protocol is tried on: it has a status, and no controller of the test bed looks at it. */
export const images = (namespace: string) =>
  `/apis/image.toolkit.fluxcd.io/v1/namespaces/${namespace}/imagerepositories`;

/** An object of that kind, which controllers that do exist leave alone. */
export function image(name: string, more: { labels?: object; spec?: object } = {}): object {
  const spec = { image: 'example.org/app', interval: '10m', suspend: true, ...more.spec };
  const metadata = { name, ...(more.labels ? { labels: more.labels } : {}) };
  return { apiVersion: 'image.toolkit.fluxcd.io/v1', kind: 'ImageRepository', metadata, spec };
}

/**
 * What an API server with Flux does, as far as Fluxwright relies on it: the same suite for the real one and for the simulated one. It was
 * written from what the real server does; where the two differ, the simulated one is wrong.
 */
export function contract(name: string, start: (context: Mocha.Context) => Promise<Cluster>): void {
  describe(name, function () {
    this.timeout(90_000);
    const given = {} as Given;

    before('the cluster is there', async function () {
      given.wire = new Wire(await start(this));
      given.namespace = `contract-${process.pid}`;
      const made = await given.wire.call('POST', '/api/v1/namespaces', {
        body: { metadata: { name: given.namespace } },
      });
      if (made.status !== 201) throw new Error(made.text);
    });

    after(async () => {
      given.wire?.close();
      await given.wire?.cluster.stop();
    });

    describe('asking', () => asking(given));
    describe('writing', () => writing(given));
    describe('applying', () => applying(given));
    describe('listing', () => listing(given));
    describe('watching', () => watching(given));
    describe('controllers', () => controlling(given));
    describe('releases', () => releasing(given));
  });
}
