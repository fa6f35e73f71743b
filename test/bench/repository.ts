import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { defaultSettings } from '../../src/language/repository/settings.ts';
import { bundledSchemas } from '../schemas.ts';
import { repositoryOf, type Texts } from './generate.ts';
import { percentile, worked } from './measure.ts';
import { milliseconds, type Row } from './table.ts';

const size = 10_000;
const rounds = 9;

/** What somebody changes in a file, differently in each round, so that it says something else to other files. */
interface Edit {
  readonly name: string;
  readonly file: string;
  readonly place: RegExp;
}

const edits: readonly Edit[] = [
  { name: 'a name', file: '/ks.yaml', place: /name: [\w-]+/ },
  { name: 'a path', file: '/ks.yaml', place: /path: [\w./-]+/ },
  { name: 'a reference', file: '/helmrelease.yaml', place: /kind: OCIRepository\n\s+name: [\w-]+/ },
  { name: 'an entry', file: '/app/kustomization.yaml', place: /- \.\/config/ },
];

/** A large repository as an editor has it, without the editor: what its index, all its problems and an edit cost in processor time. */
export function benchRepository(log: (line: string) => void): readonly Row[] {
  log(`indexing and checking ${size} manifests, then editing one`);
  const texts = repositoryOf(size);
  const repository = new Repository({ schemas: bundledSchemas() });
  const index = worked(() => {
    for (const [path, text] of texts) repository.set(path, text);
  });
  let each: readonly number[] = [];
  const all = worked(() => {
    each = [...texts.keys()].map((path) => took(() => diagnose(repository, path, defaultSettings)));
  });
  return [
    { work: `index of ${size} manifests, processor time`, ours: milliseconds(index), budget: '1 s' },
    { work: `problems of ${size} manifests, processor time`, ours: milliseconds(all), budget: '4 s' },
    {
      work: 'one file of them, p99.9 of wall',
      ours: `${milliseconds(percentile(each, 99.9))} (most ${milliseconds(Math.max(...each))})`,
      budget: '10 ms',
    },
    ...edits.map((it) => editRow(repository, texts, it)),
  ];
}

function editRow(repository: Repository, texts: Texts, { name, file, place }: Edit): Row {
  const path = [...texts.keys()].filter((it) => it.endsWith(file))[5] ?? '';
  const text = texts.get(path) ?? '';
  const own: number[] = [];
  const rest: number[] = [];
  let touched = 0;
  for (let round = 0; round < rounds; round++) {
    const edited = text.replace(place, (found) => found + 'abc'.charAt(round % 3));
    let spreads = false;
    own.push(
      worked(() => {
        spreads = repository.set(path, edited);
        diagnose(repository, path, defaultSettings);
      }),
    );
    if (edited === text || !spreads) throw new Error(`${name} of ${path} is no matter of other files`);
    const others = repository.affectedBy([path]);
    touched = others.size;
    rest.push(
      worked(() => {
        for (const it of others) diagnose(repository, it, defaultSettings);
      }),
    );
  }
  repository.set(path, text);
  return {
    work: `edit of ${name} among ${size} manifests, processor time`,
    ours: `${milliseconds(mean(own))} (then ${touched} files ${milliseconds(mean(rest))})`,
    budget: '25 ms',
  };
}

function took(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, it) => sum + it, 0) / figures.length;
}
