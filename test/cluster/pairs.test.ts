import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../bed/api.ts';
import type { Bed } from '../bed/bed.ts';
import { bedOrSkip } from '../bed/skip.ts';
import { gitRepositoryVersion, isReady, messageOf, untilReady } from '../bed/sync.ts';
import { until } from '../bed/until.ts';
import { formsOf, readPairs, surroundings } from '../truth/pairs.ts';
import type { Form } from '../truth/pairs.ts';

/** Where all objects of the kinds are that a pair may be of. */
const lists: Readonly<Record<string, string>> = {
  Kustomization: '/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations',
  HelmRelease: '/apis/helm.toolkit.fluxcd.io/v2/helmreleases',
  GitRepository: '/apis/source.toolkit.fluxcd.io/v1/gitrepositories',
  HelmRepository: '/apis/source.toolkit.fluxcd.io/v1/helmrepositories',
};

/** `test/unit/language/pairs.test.ts` asks our rules about the same files. */
describe('a fault and its nearest innocent neighbour, on the real Flux', function () {
  this.timeout(500_000);

  let bed: Bed;
  let forms: readonly Form[];

  before('the parts are built', async function () {
    bed = await bedOrSkip(this, { controllers: ['source', 'kustomize', 'helm'] });
    forms = await commit(bed);
    await applyAll(bed, forms);
  });

  after(() => bed?.stop());

  it('is refused in words of its class, and becomes ready', async () => {
    assert.ok(forms.length >= 130);
    let wrong: readonly Mistake[] = [];
    await until(
      'Flux does with each what we say',
      400,
      // Between two tries Flux says only that it is at work: what has come true need not do so again.
      async () => (wrong = await mistakesOf(bed, wrong.length === 0 ? forms : wrong.map((it) => it.form))).length === 0,
      () => `\n${wrong.map((it) => `${it.form.name}: ${it.said}`).join('\n')}`,
    );
  });
});

/** All forms in one repository, which refers to itself. */
async function commit(bed: Bed): Promise<readonly Form[]> {
  const empty = join(bed.folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'README.md'), 'Pairs\n');
  const git = await bed.git.createRepository('probe', empty);
  const forms = formsOf(readPairs(), git.url);
  const clone = join(bed.folder, 'probe');
  await git.clone(clone);
  for (const files of [surroundings(git.url), ...forms.map((it) => it.files)])
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(clone, path)), { recursive: true });
      writeFileSync(join(clone, path), text);
    }
  await git.commitAndPush(clone, 'Add the pairs');
  return forms;
}

/** Applies the source and, one by one, all Kustomizations: a folder that builds them all would hold them in one fate. */
async function applyAll(bed: Bed, forms: readonly Form[]): Promise<void> {
  const around = surroundings(sourceUrl(forms));
  await applyText(bed, around['clusters/probe/sources.yaml'] ?? '');
  await untilReady(bed.api, {
    apiVersion: gitRepositoryVersion,
    kind: 'GitRepository',
    namespace: 'flux-system',
    name: 'probe',
  });
  await applyText(bed, around['clusters/probe/healthy.yaml'] ?? '');
  await Promise.all(forms.map((it) => applyText(bed, it.files[it.kustomizationPath] ?? '')));
}

function sourceUrl([first]: readonly Form[]): string {
  assert.ok(first);
  return first.url;
}

async function applyText(bed: Bed, text: string): Promise<void> {
  for (const it of parseAllDocuments(text)) await bed.api.apply(it.toJS() as KubeObject);
}

/** A form with which Flux does not do what we say, so far. */
interface Mistake {
  readonly form: Form;
  /** What Flux says of it, in words. */
  readonly said: string;
}

/** Those among the forms. A few questions for all of them. */
async function mistakesOf(bed: Bed, forms: readonly Form[]): Promise<readonly Mistake[]> {
  const objects = new Map<string, KubeObject>();
  for (const [kind, path] of Object.entries(lists))
    for (const it of (await bed.api.send<{ readonly items: readonly KubeObject[] }>('GET', path)).items)
      objects.set(idOf(kind, it.metadata.namespace, it.metadata.name), it);
  return forms.flatMap((form) => {
    const own = objects.get(idOf('Kustomization', 'flux-system', form.name));
    const of = form.pair.of === undefined ? own : objects.get(idOf(form.pair.of, 'default', form.name));
    const isApplied = form.pair.of === undefined || (own !== undefined && isReady(own));
    if (isApplied && of !== undefined && isAsExpected(form, of)) return [];
    return [{ form, said: of === undefined ? 'there is no object' : messageOf(of) || 'nothing is said' }];
  });
}

function isAsExpected({ side, says, pair }: Form, object: KubeObject): boolean {
  if (side === 'wrong') return !isReady(object) && says.test(messageOf(object));
  return pair.otherwise === undefined ? isReady(object) : new RegExp(pair.otherwise).test(messageOf(object));
}

function idOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
