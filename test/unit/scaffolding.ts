import { strict as assert } from 'node:assert';
import { diagnose } from '../../src/language/diagnose.ts';
import type { Repository } from '../../src/language/repository/repository.ts';
import { Refusal } from '../../src/language/scaffold/refusal.ts';
import type { AppRequest } from '../../src/language/scaffold/request.ts';
import { scaffoldApp } from '../../src/language/scaffold/scaffold.ts';
import type { Scaffold } from '../../src/language/scaffold/scaffold.ts';

const settings = { rules: {}, external: [] };

/** Puts the files of a scaffold into the repository, as the editor does. */
export function write(repository: Repository, scaffold: Scaffold): void {
  for (const { path, text } of scaffold.create) repository.set(path, text);
  for (const { path, span, text } of scaffold.edits) {
    const old = repository.text(path) ?? '';
    repository.set(path, old.slice(0, span.start) + text + old.slice(span.end));
  }
}

/** All problems of a repository, hints left out, as `path code message`, sorted by path. */
export function problemsIn(repository: Repository): readonly string[] {
  return [...repository.paths()].sort().flatMap((path) =>
    diagnose(repository, path, settings)
      .filter((it) => it.severity !== 'hint')
      .map((it) => `${path} ${it.code} ${it.message}`),
  );
}

/** Scaffolds an app and demands that the repository has no problem that it did not have before. */
export function scaffoldWell(repository: Repository, request: AppRequest): Scaffold {
  const before = problemsIn(repository);
  const scaffold = scaffoldApp(repository, request);
  write(repository, scaffold);
  assert.deepEqual(problemsIn(repository), before);
  return scaffold;
}

export const manifests = { kind: 'manifests' } as const;

export function chart(kind: string, name: string, namespace: string, url?: string): AppRequest['source'] {
  const sourceRef = { kind, name, namespace };
  return { kind: 'chart', chart: 'redis', version: '6.x', sourceRef, ...(url === undefined ? {} : { url }) };
}

/** A request for `shop/redis` from plain manifests, but for what a test changes. */
export const request = (changes: Partial<AppRequest>): AppRequest => ({
  name: 'redis',
  namespace: 'shop',
  source: manifests,
  dependsOn: [],
  ...changes,
});

/** Demands that a scaffold is refused with a sentence. */
export const refuses = (repository: Repository, changes: Partial<AppRequest>, sentence: RegExp): void => {
  assert.throws(
    () => scaffoldApp(repository, request(changes)),
    (error) => error instanceof Refusal && sentence.test(error.message),
    `expected ${String(sentence)}`,
  );
};
