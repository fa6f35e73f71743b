import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { diagnose } from '../../../src/language/diagnose.ts';
import { isYamlPath } from '../../../src/language/repository/paths.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { bundledSchemas } from '../../schemas.ts';
import { besideOthers, lossy, madeElsewhere, neverInFiles, refusedLater } from '../../truth/verdicts.ts';

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

/** The loudest thing said of a case. */
type Verdict = 'error' | 'warning' | 'nothing';

const cases = parse(readFileSync(join(import.meta.dirname, '../../truth/cases.yaml'), 'utf8')) as Record<string, Case>;

/** What we do not say as the real Flux does: whose part it is, and what we say instead. */
type Gaps = Readonly<Record<string, { readonly part: string; readonly says: string }>>;
const gapsFile = join(import.meta.dirname, '../../truth/gaps.json');
const gaps = JSON.parse(readFileSync(gapsFile, 'utf8')) as Gaps;

/** Objects that are sound but for a source that the inputs name and nobody made: Flux took them, and they did not become ready. */
const sourceless = /^(cr-|prune-)/;
const aboutSources: readonly string[] = ['reference/missing', 'path/missing'];

describe('what the real Flux said', () => {
  it('is what we say: an error where it refuses, a warning where it loses something, else nothing', () => {
    const said = sayAll();
    const wrong = Object.keys(cases).flatMap((name) => {
      const { verdict, codes } = said[name] ?? { verdict: 'nothing', codes: [] };
      const wanted = wantedOf(name);
      return verdict === wanted ? [] : [[name, `${verdict}, not ${wanted}: ${[...codes].join(' ') || '-'}`]];
    });
    const found = Object.fromEntries(wrong) as Readonly<Record<string, string>>;
    if (process.env['FLUXWRIGHT_GAPS'] === 'close') closeGaps(found);
    else
      assert.deepEqual(found, Object.fromEntries(Object.entries(gaps).map(([name, { says }]) => [name, says])), advice);
  });

  it('names inputs that there are', () => {
    const names = [...lossy, ...refusedLater, ...besideOthers, ...madeElsewhere, ...neverInFiles, ...Object.keys(gaps)];
    assert.deepEqual(
      names.filter((it) => !(it in cases)),
      [],
    );
    assert.ok(Object.keys(cases).length >= 238);
  });
});

const advice = 'a gap that is closed leaves test/truth/gaps.json: FLUXWRIGHT_GAPS=close npm test -- unit takes it out';

/** Takes out what is no longer wrong; never puts anything in. */
function closeGaps(found: Readonly<Record<string, string>>): void {
  const open = Object.fromEntries(Object.entries(gaps).filter(([name, { says }]) => found[name] === says));
  assert.deepEqual(
    Object.keys(found).filter((name) => !(name in open)),
    [],
  );
  writeFileSync(gapsFile, `${JSON.stringify(open, undefined, 2)}\n`);
}

function wantedOf(name: string): Verdict {
  const { kustomization, helmRelease } = cases[name] ?? {};
  if (besideOthers.has(name) || madeElsewhere.has(name)) return 'warning';
  if (neverInFiles.has(name)) return 'nothing';
  if (kustomization?.ready !== 'True' || helmRelease?.ready === 'False' || refusedLater.has(name)) return 'error';
  return lossy.has(name) ? 'warning' : 'nothing';
}

/** All inputs side by side in one repository, as they were when Flux met them: some name each other. */
function sayAll(): Readonly<Record<string, { readonly verdict: Verdict; readonly codes: ReadonlySet<string> }>> {
  const repository = repositoryOfAll();
  const said: Record<string, { verdict: Verdict; readonly codes: Set<string> }> = {};
  for (const path of [...repository.paths()]) {
    const name = /^clusters\/probe\/(.*)\.yaml$/.exec(path)?.[1] ?? path.slice(0, path.indexOf('/'));
    for (const { code, severity } of diagnose(repository, path, { rules: {}, external: [] })) {
      if (severity !== 'error' && severity !== 'warning') continue;
      if (sourceless.test(name) && aboutSources.includes(code)) continue;
      const one = (said[name] ??= { verdict: severity, codes: new Set() });
      if (severity === 'error') one.verdict = 'error';
      one.codes.add(code);
    }
  }
  return said;
}

function repositoryOfAll(): Repository {
  const repository = new Repository({ schemas: bundledSchemas() });
  repository.set('clusters/probe/sources.yaml', ['probe', 'flux-system'].map(source).join('---\n'));
  repository.set(
    'clusters/probe/sync.yaml',
    over('flux-system', { path: './clusters/probe', sourceRef: { kind: 'GitRepository', name: 'flux-system' } }),
  );
  // A chart that some of the inputs install.
  repository.setName('charts/demo/Chart.yaml');
  for (const [name, it] of Object.entries(cases)) {
    repository.set(`clusters/probe/${name}.yaml`, over(name, it.spec ?? {}));
    for (const [file, text] of Object.entries(it.files ?? {})) {
      if (isYamlPath(file)) repository.set(`${name}/${file}`, text);
      else repository.setName(`${name}/${file}`);
    }
  }
  return repository;
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
      timeout: '5s',
      sourceRef: { kind: 'GitRepository', name: 'probe' },
      ...spec,
    },
  });
}
