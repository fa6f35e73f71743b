import assert from 'node:assert/strict';
import { isPlainRead, isYamlPath } from '../../../src/language/repository/paths.ts';
import { diagnose } from '../../../src/language/diagnose.ts';
import type { Diagnosis } from '../../../src/language/diagnose.ts';
import { rows } from '../../../src/language/messages.ts';
import { Repository } from '../../../src/language/repository/repository.ts';
import { bundledSchemas } from '../../schemas.ts';
import { formsOf, readPairs, surroundings } from '../../truth/pairs.ts';
import type { Form } from '../../truth/pairs.ts';
import { notPaired } from '../../truth/unpaired.ts';

const url = 'http://127.0.0.1/probe.git';
const pairs = readPairs();
const forms = formsOf(pairs, url);

/** `test/cluster/pairs.test.ts` asks the real Flux about the same files. */
describe('a fault and its nearest innocent neighbour', () => {
  const repository = repositoryOf(forms);

  it('is an error of its name in its file, and nothing', () => {
    assert.deepEqual(
      forms.flatMap((it) => mistakesIn(repository, it)),
      [],
    );
  });

  it('is there for every error, or it says why not', () => {
    const errors = Object.entries(rows).filter(([, it]) => it.severity === 'error');
    const paired = new Set(pairs.map((it) => it.code));
    const missing = errors.map(([code]) => code).filter((it) => !paired.has(it) && !(it in notPaired));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      Object.keys(notPaired).filter((it) => paired.has(it) || !(it in rows)),
      [],
    );
    assert.ok(pairs.length >= 65);
  });

  it('differs in one place of the files, and has a name of its own', () => {
    for (const it of pairs) assert.ok(JSON.stringify([it.files, it.spec]).includes('«'), it.title);
    assert.equal(new Set(forms.map((it) => it.name)).size, forms.length);
  });
});

function repositoryOf(all: readonly Form[]): Repository {
  const repository = new Repository({ schemas: bundledSchemas() });
  for (const files of [surroundings(url), ...all.map((it) => it.files)])
    for (const [path, text] of Object.entries(files)) {
      if (isYamlPath(path)) repository.set(path, text);
      else if (isPlainRead(path)) repository.setPlain(path, text);
      else repository.setName(path);
    }
  return repository;
}

/** In words; empty where we say what is to be said. */
function mistakesIn(repository: Repository, form: Form): readonly string[] {
  const found = Object.keys(form.files).flatMap((path) =>
    diagnose(repository, path, { rules: {}, external: [] })
      .filter(isLoud)
      .map((it) => ({ ...it, path })),
  );
  const told = found.map((it) => `${it.path}: ${it.severity} ${it.code}: ${it.message}`);
  if (form.side === 'right') return told.map((it) => `said of what is right: ${it}`);
  const isRight = (it: (typeof found)[number]) =>
    it.code === form.pair.code && it.severity === 'error' && (form.at === undefined || it.path === form.at);
  return found.some(isRight) && found.every((it) => it.code === form.pair.code)
    ? []
    : [`${form.name}: ${told.join('; ') || 'nothing'}`];
}

function isLoud({ severity }: Diagnosis): boolean {
  return severity === 'error' || severity === 'warning';
}
