import assert from 'node:assert/strict';
import { bundledSchemas } from '../../schemas.ts';
import { problemsOf, repositoryOf } from '../carets.ts';

describe('a document that was looked at before', () => {
  const widget =
    'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: a\n  namespace: default\nspec:\n  size: big\n';
  const repositoryUrl = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: other
  namespace: flux-system
spec:
  interval: 1m
`;
  const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets, singular: widget, listKind: WidgetList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: { type: object, properties: { size: { type: integer } } }
`;
  const patched = 'resources:\n  - source.yaml\npatches:\n  - path: patch.yaml\n';

  /** What is found in a file after edits of others, each state looked at; the same must be found when it is looked at only once. */
  function codesAfter(path: string, ...states: readonly Readonly<Record<string, string>>[]): readonly string[] {
    const used = repositoryOf({}, bundledSchemas());
    const codes = states.map((state) => {
      for (const [at, text] of Object.entries(state)) used.set(at, text);
      return problemsOf(used, path).map((it) => it.code);
    });
    const fresh = repositoryOf(Object.assign({}, ...states) as Record<string, string>, bundledSchemas());
    assert.deepEqual(
      codes.at(-1),
      problemsOf(fresh, path).map((it) => it.code),
    );
    return codes.map((it) => it.filter((one) => one.startsWith('schema/')).join());
  }

  it('is judged again when a definition of its kind comes and changes', () => {
    const looser = crd.replace('type: integer', 'type: string');
    assert.deepEqual(codesAfter('a.yaml', { 'a.yaml': widget }, { 'crd.yaml': crd }, { 'crd.yaml': looser }), [
      '',
      'schema/type',
      '',
    ]);
  });

  it('is judged again when nothing patches it any more', () => {
    const files = {
      'source.yaml': repositoryUrl,
      'kustomization.yaml': patched,
      'patch.yaml': `${repositoryUrl}  url: https://x.io/y\n`,
    };
    const bare = { 'kustomization.yaml': 'resources:\n  - source.yaml\n' };
    assert.deepEqual(codesAfter('source.yaml', files, bare), ['', 'schema/required']);
  });
});
