import { mayMeet } from '../build/clusters.ts';
import { kustomizeFacts } from '../build/builds.ts';
import type { Repository } from '../repository/repository.ts';
import type { Location } from '../yaml/text.ts';

const generators: Readonly<Record<string, string>> = { ConfigMap: 'configMapGenerator', Secret: 'secretGenerator' };

/**
 * Where kustomization files generate what a file names, before a hash is put behind the name; of other clusters only when its own has none.
 * Costs the number of kustomization files.
 */
export function generatedAs(repository: Repository, path: string, kind: string, name: string): readonly Location[] {
  const generator = generators[kind];
  if (generator === undefined) return [];
  const found: Location[] = [];
  for (const manifest of repository.builds.kustomizationFiles()) {
    const facts = manifest.text.includes(generator) ? kustomizeFacts(manifest) : undefined;
    const document = manifest.documents.find((it) => it.facts === facts);
    for (const [field, word] of facts?.fields ?? []) {
      const isName = word.value === name && new RegExp(`^${generator}\\.\\d+\\.name$`).test(field);
      if (isName && document) found.push({ path: manifest.path, span: document.shift(word.span) });
    }
  }
  const here = found.filter((it) => mayMeet(repository, path, it.path));
  return here.length > 0 ? here : found;
}
