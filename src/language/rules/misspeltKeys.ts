import { namespacesOf } from '../build/lookup.ts';
import { namingsIn } from '../references/namings.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { lengthAt, valueAt } from '../repository/values.ts';
import type { Value } from '../repository/values.ts';
import type { Rule } from '../rule.ts';
import { similar } from '../similar.ts';
import { variableSources } from '../variables/variableSources.ts';
import type { Step } from '../yaml/parse.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** Keys of a ConfigMap or Secret that a pod asks for, and that are a slip of one that it has: the pod does not start (Kubernetes: `CreateContainerConfigError`). */
export const misspeltKeys: Rule = function* ({ repository, manifest, document }) {
  for (const { place, path, word } of namingsIn(document)) {
    const { kind } = place.target;
    if (kind !== 'ConfigMap' && kind !== 'Secret') continue;
    const wanted = keysBeside(document, path.slice(0, -1));
    if (wanted.length === 0) continue;
    const namespaces = namespacesOf(repository, manifest.path, document);
    const [source, ...others] = variableSources(repository, kind, word.text, namespaces);
    if (source === undefined || others.length > 0 || source.open) continue;
    const keys = source.entries.map((it) => it.name);
    for (const { text, span } of wanted) {
      const alike = keys.includes(text) || isSymbolic(text) ? [] : similar(text, keys);
      const said = { kind, name: word.text, key: text };
      if (alike.length > 0) yield { code: 'reference/misspelt-key', ...said, similar: alike, span };
    }
  }
};

/** The keys that are asked for beside a name: one of a variable of the environment, or those of a volume. */
function keysBeside(document: ManifestDocument, path: readonly Step[]): readonly Value[] {
  const one = valueAt(document, [...path, 'key']);
  const items = Array.from({ length: lengthAt(document, [...path, 'items']) }, (_, nth) =>
    valueAt(document, [...path, 'items', nth, 'key']),
  );
  return [one, ...items].flatMap((it) => it ?? []);
}
