import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { diagnose } from '../../../src/language/diagnose.ts';
import { isYamlPath } from '../../../src/language/paths.ts';
import { Repository } from '../../../src/language/repository.ts';

interface Answer {
  readonly ready?: string;
}

/** Files of one folder, what the Kustomization over it has beside the usual, and what the real Flux said. */
interface Case {
  readonly files?: Readonly<Record<string, string>>;
  readonly spec?: object;
  readonly kustomization?: Answer;
  readonly helmRelease?: Answer;
}

const cases = parse(readFileSync(join(import.meta.dirname, '../../truth/cases.yaml'), 'utf8')) as Record<string, Case>;

/** What we find in inputs that the real Flux refuses, or that never become ready in it. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'component-missing': ['build/component-missing'],
  'dup-resource': ['build/duplicate-object'],
  'k-badapi': ['build/wrong-version'],
  'k-badkind': ['build/wrong-kind'],
  'k-genfile': ['build/source-missing'],
  'k-json-badpath': ['build/patch-path'],
  'no-name': ['build/not-an-object'],
  'not-a-manifest': ['build/not-an-object'],
  'same-entry-twice': ['build/entry-twice'],
  'sm-patch-no-match': ['build/patch-no-object'],
  'two-kustomizations': ['build/several-files'],
  'number-var': ['yaml/syntax'],
  'tab-yaml': ['yaml/syntax'],
  'no-kind': ['schema/required'],
  'no-apiversion': ['schema/required'],
  'dup-key': ['yaml/duplicate-key'],
  'no-path': ['path/missing'],
  'missing-entry': ['kustomization/entry-missing'],
  'flux-ks-as-kustomization': ['kustomization/flux-kind'],
  'no-source': ['reference/missing'],
  'dep-missing': ['reference/missing'],
  'dep-self': ['dependency/cycle'],
  'cyc-a': ['dependency/cycle'],
  'cyc-b': ['dependency/cycle'],
  'hr-old-api': ['kind/version'],
  'hr-1d': ['duration/invalid', 'reference/missing'],
  'hr-nosource': ['reference/missing'],
  'cr-interval-int': ['duration/invalid', 'reference/missing'],
  'g-hours': ['duration/invalid'],
  'g-scp': ['source/git-url'],
  'g-semver': ['source/range'],
  'g-ssh': ['source/no-secret'],
  'h-ociref': ['helm/chart-from-oci'],
  'h-dep': ['reference/missing'],
  'h-depks': ['reference/missing'],
  'h-srcns': ['reference/missing'],
  'hr-nochart': ['helm/chart-choice'],
  'o-https': ['source/oci-url'],
  'o-none': ['source/oci-url'],
  'o-semver': ['source/oci-url', 'source/range'],
  'o-tag': ['source/oci-url'],
  'r-oci': ['source/helm-oci'],
};

/** Objects that are sound but for a source that the inputs name and nobody made: Flux took them, and they did not become ready. */
const sourceless = /^(cr-|prune-)/;

/** Sources that Flux applied and that then failed with reason URLInvalid, for which the answers have no place. */
const failedSources = /^(g-ssh|g-semver|o-(https|none|semver|tag)|r-oci)$/;

describe('what the real Flux said', () => {
  const found = findAll();

  it('is what we say: an error is found only where Flux refuses', () => {
    const surprising = Object.entries(found).filter(([name, codes]) => {
      const { kustomization, helmRelease } = cases[name] ?? {};
      const healthy = kustomization?.ready === 'True' && helmRelease?.ready !== 'False';
      return healthy && codes.length > 0 && !sourceless.test(name) && !failedSources.test(name);
    });
    assert.deepEqual(surprising, []);
  });

  it('is what we find, as far as there are rules', () => {
    const others = Object.fromEntries(
      Object.entries(found).filter(([name]) => name in expected || !sourceless.test(name)),
    );
    assert.deepEqual(others, expected);
  });

  it('covers the inputs', () => assert.ok(Object.keys(cases).length > 200));
});

/** All inputs side by side in one repository, as they were when Flux met them: some name each other. Errors only. */
function findAll(): Readonly<Record<string, readonly string[]>> {
  const repository = new Repository();
  repository.set('clusters/probe/sources.yaml', ['probe', 'flux-system'].map(source).join('---\n'));
  repository.set(
    'clusters/probe/sync.yaml',
    over('flux-system', { path: './clusters/probe', sourceRef: { kind: 'GitRepository', name: 'flux-system' } }),
  );
  for (const [name, it] of Object.entries(cases)) {
    repository.set(`clusters/probe/${name}.yaml`, over(name, it.spec ?? {}));
    for (const [file, text] of Object.entries(it.files ?? {})) {
      if (isYamlPath(file)) repository.set(`${name}/${file}`, text);
      else repository.setName(`${name}/${file}`);
    }
  }
  const found: Record<string, string[]> = {};
  for (const path of [...repository.paths()]) {
    const name = /^clusters\/probe\/(.*)\.yaml$/.exec(path)?.[1] ?? path.slice(0, path.indexOf('/'));
    const errors = diagnose(repository, path, { rules: {}, external: [] }).filter((it) => it.severity === 'error');
    if (errors.length > 0) found[name] = [...new Set([...(found[name] ?? []), ...errors.map((it) => it.code)])].sort();
  }
  return found;
}

function source(name: string): string {
  return stringify({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name, namespace: 'flux-system' },
    spec: { interval: '1m', url: 'https://git.example.com/probe.git' },
  });
}

function over(name: string, spec: object): string {
  return stringify({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: {
      interval: '1m',
      path: `./${name}`,
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'probe' },
      ...spec,
    },
  });
}
