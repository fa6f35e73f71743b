import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bed } from '../bed/bed.ts';
import { bedOrSkip } from '../bed/skip.ts';

const fixture = join(import.meta.dirname, '../fixtures/crds.yaml');

describe('CRDs that we call invalid', () => {
  let bed: Bed | undefined;
  before(async function () {
    bed = await bedOrSkip(this, { controllers: [] });
  });
  after(() => bed?.stop());

  it('are those that the API server refuses', async () => {
    const wrong: string[] = [];
    for (const text of readFileSync(fixture, 'utf8').split(/^---\n/m)) {
      const isMarked = /\^ error crd\/invalid/.test(text);
      const name = /^ {2}name: (\S+)/m.exec(text)?.[1] ?? '';
      const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}?fieldManager=test&dryRun=All`;
      const yaml = text.replaceAll(/^ *#.*\n/gm, '');
      const refusal = await bed?.api.send('PATCH', path, yaml, 'application/apply-patch+yaml').then(
        () => undefined,
        (error: unknown) => String(error),
      );
      if ((refusal !== undefined) !== isMarked) wrong.push(`${text.split('\n')[0] ?? ''}: ${refusal ?? 'accepted'}`);
    }
    assert.deepEqual(wrong, []);
  });
});
