import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  anchoredText,
  applierText,
  chartText,
  configText,
  kustomizationText,
  nameOf,
  namespaceOf,
  namespaceText,
  pairText,
  perNamespace,
  releaseText,
  sync,
} from './manifests.ts';

/** Texts by path, relative to the root of a repository. */
export type Texts = ReadonlyMap<string, string>;

/**
 * A believable healthy repository of exactly `count` YAML files (at least 20): one cluster, namespaces of twenty apps, and for each app a Flux
 * Kustomization, a kustomization file, a release, its chart and a ConfigMap. The same count gives the same texts, a larger one more apps of
 * the same kind. Every fourth app is written with anchors and flow lists, as people do.
 */
export function repositoryOf(count: number): Texts {
  const texts = new Map<string, string>([['clusters/main/flux-system/gotk-sync.yaml', sync]]);
  const namespaces: string[] = [];
  // Three files stand above the apps; a namespace has two of its own, an app five.
  for (let app = 0; texts.size + 1 + (app % perNamespace === 0 ? 2 : 0) + 5 <= count; app++) {
    const namespace = namespaceOf(app);
    if (app % perNamespace === 0) {
      namespaces.push(namespace);
      texts.set(`apps/${namespace}/namespace.yaml`, namespaceText(namespace));
      texts.set(`apps/${namespace}/kustomization.yaml`, '');
    }
    for (const [path, text] of appFiles(app)) texts.set(path, text);
  }
  const apps = [...texts.keys()].filter((it) => it.endsWith('/ks.yaml'));
  for (const namespace of namespaces) {
    const own = apps
      .filter((it) => it.startsWith(`apps/${namespace}/`))
      .map((it) => it.slice(`apps/${namespace}/`.length));
    texts.set(`apps/${namespace}/kustomization.yaml`, kustomizationText(['namespace.yaml', ...own]));
  }
  const rest = Array.from({ length: count - texts.size - 1 }, (_, at) => `extra-${at}.yaml`);
  for (const [at, name] of rest.entries()) texts.set(`apps/${name}`, configText(`extra-${at}`, 'default', at));
  texts.set('apps/kustomization.yaml', kustomizationText([...namespaces.map((it) => `./${it}`), ...rest]));
  return texts;
}

/**
 * One file with `pairs` times a source and a Kustomization that uses it: 37 lines each and one comment above, so that 1, 10 and 100 pairs
 * make 38, 371 and 3,701 lines. It belongs into a repository of `repositoryOf`.
 */
export function fluxFile(pairs: number): string {
  return `# The teams' sources, and what is applied from them.\n${Array.from({ length: pairs }, (_, at) => pairText(at)).join('')}`;
}

/** Writes texts below a folder. */
export async function writeTexts(folder: string, texts: Texts): Promise<void> {
  for (const it of new Set([...texts.keys()].map(dirname))) await mkdir(join(folder, it), { recursive: true });
  const next = texts.entries();
  const writeAll = async () => {
    for (const [path, text] of next) await writeFile(join(folder, path), text);
  };
  await Promise.all(Array.from({ length: 8 }, writeAll));
}

function* appFiles(app: number): Generator<readonly [path: string, text: string]> {
  const namespace = namespaceOf(app);
  const name = nameOf(app);
  const folder = `apps/${namespace}/${name}`;
  yield [`${folder}/ks.yaml`, app % 4 === 3 ? anchoredText(app, folder) : applierText(app, folder)];
  yield [
    `${folder}/app/kustomization.yaml`,
    kustomizationText(['./helmrelease.yaml', './ocirepository.yaml', './config.yaml']),
  ];
  yield [`${folder}/app/helmrelease.yaml`, releaseText(app)];
  yield [`${folder}/app/ocirepository.yaml`, chartText(app)];
  yield [`${folder}/app/config.yaml`, configText(`${name}-config`, namespace, app)];
}
