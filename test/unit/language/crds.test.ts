import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../carets.ts';

/** Each is refused by the real API server, but for those that carets do not mark: `test/cluster/crds.test.ts` asks it. */
const cases = readFileSync(join(import.meta.dirname, '../../fixtures/crds.yaml'), 'utf8');

describe('crd/invalid', () => {
  for (const text of cases.split(/^---\n/m)) {
    const [, title = ''] = /^# (.*)$/m.exec(text) ?? [];
    it(title, () => check(text));
  }

  it('says nothing of templates, patches, and the version that Kubernetes has dropped', () =>
    check({
      'a.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ${X}\nspec:\n  group: a\n  names:\n    plural: b\n',
      'b.yaml':
        'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata:\n  name: x\nspec:\n  group: a\n  names:\n    plural: b\n',
      'c/kustomization.yaml': 'patches:\n  - path: c.yaml\n   #^^^^^^^^^^^^ error build/patch-no-object\n',
      'c/c.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: x\nspec:\n  group: a\n  names:\n    plural: b\n',
    }));
});
