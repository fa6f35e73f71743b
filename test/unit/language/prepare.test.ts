import assert from 'node:assert/strict';
import { diagnose } from '../../../src/language/diagnose.ts';
import { prepare } from '../../../src/language/prepare.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { bundledSchemas } from '../../schemas.ts';
import { fleet, kustomization } from './fleet.ts';

const files = {
  ...fleet,
  'clusters/home/lost.yaml': kustomization('lost', '  path: ./nowhere\n'),
  'apps/web/lost.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: lost\n  namespace: nowhere\n',
};

function problemsOf(steps: number): { readonly left: boolean; readonly said: readonly string[] } {
  const repository = new Repository({ schemas: bundledSchemas() });
  for (const [path, text] of Object.entries(files)) repository.set(path, text);
  const ground = prepare(repository);
  let left = true;
  for (let step = 0; step < steps && left; step++) left = ground.next().done !== true;
  const said = Object.keys(files).flatMap((path) =>
    diagnose(repository, path, { rules: {}, external: [] }).map((it) => `${path} ${it.code}`),
  );
  return { left, said };
}

describe('the groundwork for all files', () => {
  it('changes nothing in what is found, however much of it was done', () => {
    const { said } = problemsOf(0);
    assert.ok(said.length > 0);
    let steps = 1;
    for (let left = true; left; steps++) {
      const now = problemsOf(steps);
      assert.deepEqual(now.said, said, `after ${steps} steps`);
      left = now.left;
    }
    assert.ok(steps > 5, `${steps} steps`);
  });
});
