import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** One of the two forms of a pair. */
export type Side = 'right' | 'wrong';

/**
 * One fault and its nearest innocent neighbour, as the files of `pairs/` hold them: by a code, perhaps with words that tell it from others of
 * that code. Wherever `«this|that»` stands, in texts, file names and `spec`, the innocent form has `this`, and the faulty one `that`. A file whose
 * name or text is then empty is not there. `NAME` becomes the name of the Kustomization, `FOLDER` the folder in `cases/` (the same), and `URL` the
 * address of the repository.
 */
export interface Pair {
  /** What the faulty form is called in our words: the part of the title before its first blank. */
  readonly code: string;
  readonly title: string;
  /** Text by path in the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Fields of the Flux Kustomization beside the usual ones. */
  readonly spec?: object;
  /** The file that has the problem, from the root. Default: one of the folder. */
  readonly at?: string;
  /** The kind of the object `default/NAME` that is refused when its Kustomization was applied well. Default: the Kustomization. */
  readonly of?: string;
  /** A regular expression of what Flux says of the faulty form. */
  readonly says: string;
  /** What it says of the innocent one where that cannot become ready on this machine. */
  readonly otherwise?: string;
}

/** One form of a pair, as it lies in the repository. */
export interface Form {
  readonly pair: Pair;
  readonly side: Side;
  /** Of its Kustomization in `flux-system`, and of its folder in `cases/`. */
  readonly name: string;
  /** Where Flux finds the repository. */
  readonly url: string;
  /** The file of its Kustomization, which lies beside those of all others. */
  readonly kustomizationPath: string;
  /** From the root, the Kustomization included. */
  readonly files: Readonly<Record<string, string>>;
  readonly at?: string;
  readonly says: RegExp;
}

/** All pairs, in the order of the files. */
export function readPairs(): readonly Pair[] {
  const folder = join(import.meta.dirname, 'pairs');
  return readdirSync(folder).flatMap((file) => {
    const all = parse(readFileSync(join(folder, file), 'utf8')) as Readonly<Record<string, Omit<Pair, 'code' | 'title'>>>;
    return Object.entries(all).map(([title, it]) => ({ ...it, title, code: title.split(' ')[0] ?? title }));
  });
}

/** Both forms of each pair; `url` is where Flux finds the repository. */
export function formsOf(pairs: readonly Pair[], url: string): readonly Form[] {
  return pairs.flatMap((pair) => [formOf(pair, 'right', url), formOf(pair, 'wrong', url)]);
}

/** What lies in the repository beside the pairs: the source, a chart, and something sound to wait for. */
export function surroundings(url: string): Readonly<Record<string, string>> {
  const source = (name: string) => ({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name, namespace: 'flux-system' },
    spec: { interval: '1h', url, ref: { branch: 'main' } },
  });
  return {
    'clusters/probe/sources.yaml': ['probe', 'flux-system'].map((it) => stringify(source(it))).join('---\n'),
    'clusters/probe/flux-system.yaml': kustomizationText('flux-system', {
      path: './clusters/probe',
      sourceRef: { kind: 'GitRepository', name: 'flux-system' },
    }),
    'clusters/probe/healthy.yaml': kustomizationText('healthy', { path: './healthy' }),
    'healthy/cm.yaml': stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'healthy', namespace: 'default' },
    }),
    'nothing/kustomization.yaml': 'resources: []\n',
    'charts/demo/Chart.yaml': stringify({ apiVersion: 'v2', name: 'demo', version: '1.0.0' }),
    'charts/demo/values.yaml': stringify({ message: 'hello' }),
    'charts/demo/values.schema.json': JSON.stringify({ properties: { size: { type: 'integer' } } }),
    'charts/demo/templates/cm.yaml': [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: {name: "{{ .Release.Name }}-chart"}',
      'data: {message: "{{ .Values.message }}"}',
    ].join('\n'),
  };
}

function formOf(pair: Pair, side: Side, url: string): Form {
  const name = `${pair.title.replaceAll(/[^a-z]+/gi, '-').toLowerCase()}-${side}`;
  const fill = (text: string) =>
    chosen(text, side).replaceAll('FOLDER', name).replaceAll('NAME', name).replaceAll('URL', url);
  const files = Object.entries(pair.files)
    .map(([path, text]) => [fill(path), fill(text)] as const)
    .filter(([path, text]) => path !== '' && text !== '')
    .map(([path, text]) => [`cases/${name}/${path}`, text] as const);
  const kustomizationPath = `clusters/probe/${name}.yaml`;
  const spec = JSON.parse(fill(JSON.stringify(pair.spec ?? {}))) as object;
  const own = kustomizationText(name, { path: `./cases/${name}`, ...spec });
  return {
    pair,
    side,
    name,
    url,
    kustomizationPath,
    files: { [kustomizationPath]: own, ...Object.fromEntries(files) },
    ...(pair.at !== undefined && { at: fill(pair.at) }),
    says: new RegExp(fill(pair.says), 's'),
  };
}

function chosen(text: string, side: Side): string {
  return text.replaceAll(/«([^|»]*)\|([^»]*)»/g, (_, right: string, wrong: string) => (side === 'right' ? right : wrong));
}

function kustomizationText(name: string, spec: object): string {
  return stringify({
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: { interval: '1h', prune: true, timeout: '20s', sourceRef: { kind: 'GitRepository', name: 'probe' }, ...spec },
  });
}
