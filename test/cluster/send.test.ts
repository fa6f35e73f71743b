import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Bed } from '../bed/bed.ts';
import type { Folder, Outcome } from '../bed/send.ts';
import { sendAll } from '../bed/send.ts';
import { bedOrSkip } from '../bed/skip.ts';

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly spec?: object;
  readonly kustomization: { readonly ready: string; readonly reason: string; readonly message?: string };
}

const recorded = parse(readFileSync(join(import.meta.dirname, '../truth/cases.yaml'), 'utf8')) as Record<string, Case>;

/** What the controller finds out before it builds or after it has applied. */
const beyond = new Set(['DependencyNotReady', 'HealthCheckFailed', 'InvalidCELExpression']);

/** Cases that the program cannot show, each with the reason. */
const others: Readonly<Record<string, string>> = {
  'no-source': 'there are no sources here',
  'crd-and-cr': 'nothing is stored, so what a folder itself makes is not there',
  'ns-and-obj': 'nothing is stored, so what a folder itself makes is not there',
  'int-name': 'the recorded folder held a second file with the same object',
};

describe('the program that stands for kustomize-controller', function () {
  this.timeout(120_000);

  let bed: Bed;
  let outcomes: ReadonlyMap<string, Outcome>;

  before('the parts are built', async function () {
    bed = await bedOrSkip(this, { controllers: [] });
    const names = Object.keys(recorded);
    const answers = await sendAll(names.map(folderOf), { kubeconfig: bed.kubeconfig });
    outcomes = new Map(names.map((name, index) => [name, answers[index] as Outcome]));
  });

  after(() => bed?.stop());

  for (const [name, { kustomization: said }] of Object.entries(recorded)) {
    if (beyond.has(said.reason) || name in others) continue;
    it(`says of ${name} what the controller said`, () => {
      const outcome = outcomes.get(name);
      assert.ok(outcome);
      assert.equal(errorOf(outcome), said.ready === 'True' ? undefined : messageOf(name));
    });
  }
});

function folderOf(name: string): Folder {
  const metadata = { name, namespace: 'flux-system' };
  const spec = { path: `./${name}`, ...(recorded[name] as Case).spec };
  // Entries such as `../k-noheader` lead to the folder of another case.
  return { files: { ...filesOf('k-noheader'), ...filesOf(name) }, kustomization: { metadata, spec } };
}

function filesOf(name: string): Readonly<Record<string, string>> {
  const { files } = recorded[name] as Case;
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));
}

/** The first line: what follows in the controller's is what it had applied before. */
const errorOf = ({ error, objects }: Outcome): string | undefined =>
  firstLine(error ?? objects.find((it) => it.error)?.error);

const messageOf = (name: string): string | undefined => firstLine((recorded[name] as Case).kustomization.message);

const firstLine = (text: string | undefined): string | undefined => text?.split('\n')[0]?.trim();
