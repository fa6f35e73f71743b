import { looseReferencesByKind } from '../../flux/references.ts';
import { text, under } from '../build/body.ts';
import { builtAt } from '../build/built.ts';
import type { BuiltObject } from '../build/object.ts';
import { wayUp } from '../build/roots.ts';
import type { Root } from '../build/climb.ts';
import type { Rule, Subject } from '../rule.ts';
import { variableSources } from '../variables/variableSources.ts';
import { textOf } from '../yaml/parse.ts';
import { mentionsIn } from './references.ts';
import type { Mention } from './references.ts';

/**
 * The name of a generated ConfigMap or Secret behind which kustomize writes a hash, in a field that no hash reaches: kustomize knows names in Kubernetes'
 * own kinds alone, and those that `configurations` tell it (api/internal/konfig/builtinpluginconsts namereference.go).
 */
export const hashedNames: Rule = function* (it) {
  const { repository, document, manifest } = it;
  for (const mention of mentionsIn(it, looseReferencesByKind)) {
    const [kind = ''] = mention.kinds;
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || mention.name === '') continue;
    if (textOf(document.nodeAt([...mention.path, 'optional'])) === 'true') continue;
    if (variableSources(repository, kind, mention.name, mention.namespaces).length !== 1) continue;
    const { roots } = wayUp(repository, manifest.path);
    const made = roots.map((root) => hashedIn(it, root, kind, mention));
    const [first] = made;
    if (first === undefined || made.includes(undefined)) continue;
    yield { code: 'reference/hashed', kind, name: mention.name, made: first.identity.name, span: mention.nameSpan };
  }
};

/** What a build makes of that name, with a hash behind it, where the mention is left as it is. */
function hashedIn(
  { repository, manifest, document }: Subject,
  root: Root,
  kind: string,
  { name, path }: Mention,
): BuiltObject | undefined {
  const built = builtAt(repository, root);
  const [referrer] = built?.objectsAt(manifest.path, manifest.documents.indexOf(document)) ?? [];
  if (built === undefined || referrer === undefined || referrer.vague) return undefined;
  if (text(under(referrer.body(), [...path, 'name'])) !== name) return undefined;
  return built.objects.find(
    ({ identity, hashed }) =>
      hashed &&
      identity.kind === kind &&
      identity.namespace === referrer.identity.namespace &&
      identity.name.replace(/-[^-]*$/, '') === name,
  );
}
