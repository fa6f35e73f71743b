import assert from 'node:assert/strict';
import { fixesFor } from '../../../src/language/fixes.ts';
import { problemsOf, repositoryOf } from '../carets.ts';
import { fleet } from './fleet.ts';

const file = 'apps/web/kustomization.yaml';
const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const lost = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: lost\n  namespace: web\n';
const list = (...entries: string[]): string => `resources:\n${entries.map((it) => `- ${it}\n`).join('')}`;

/** What stands in a kustomization file below its head after the fix for a file that it does not list; `undefined` without a fix. */
function listed(below: string, path = 'apps/web/lost.yaml'): string | undefined {
  const repository = repositoryOf({ ...fleet, [file]: head + below, [path]: lost });
  const [problem, ...others] = problemsOf(repository, path);
  assert.ok(problem?.code === 'build/orphan' && others.length === 0);
  const [fix, ...more] = fixesFor(repository, path, problem);
  if (fix === undefined) return undefined;
  assert.equal(fix.title, `Add to resources of ${file}`);
  const [edit] = fix.edits;
  assert.ok(edit?.path === file && fix.edits.length === 1 && !fix.preferred && more.length === 0);
  const old = head + below;
  const text = old.slice(0, edit.span.start) + edit.text + old.slice(edit.span.end);
  repository.set(file, text);
  assert.deepEqual(problemsOf(repository, path), [], 'nothing is left');
  return text.slice(head.length);
}

describe('a manifest that nothing lists', () => {
  it('is added to the kustomization file, in the style of its list', () => {
    assert.equal(listed(list('a.yaml', 'release.yaml')), list('a.yaml', 'lost.yaml', 'release.yaml'));
    assert.equal(listed(list('release.yaml', 'a.yaml')), list('release.yaml', 'a.yaml', 'lost.yaml'));
    assert.equal(listed(list('./release.yaml # ours')), list('./release.yaml # ours', './lost.yaml'));
    assert.equal(listed('resources: [release.yaml]\n'), 'resources: [release.yaml, lost.yaml]\n');
    assert.equal(listed('namespace: web'), 'namespace: web\nresources:\n  - lost.yaml\n');
    assert.equal(listed(list('release.yaml'), 'apps/web/deep/lost.yaml'), list('release.yaml', 'deep/lost.yaml'));
  });

  it('has no fix where the list cannot be written to', () => {
    assert.equal(listed('resources:\n  -\n'), undefined);
    assert.equal(listed('resources:\n  - a.yaml\nresources:\n  - b.yaml\n'), undefined);
  });
});
