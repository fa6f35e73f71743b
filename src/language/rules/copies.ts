import { candidatesOf } from '../build/lookup.ts';
import type { Repository } from '../repository/repository.ts';
import { lengthAt, valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';
import { isAlike, similar } from '../similar.ts';
import { variableSources } from '../variables/variableSources.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { isExternal } from './references.ts';

const annotation = 'fluxcd.controlplane.io/copyFrom';

/**
 * What ConfigMaps and Secrets of a ResourceSet are copied from (flux-operator v0.59.0 internal/copier): `namespace/name` of an object of the same kind.
 * What is in no file may be made by hand, so only a slip is told.
 */
export const copies: Rule = function* ({ repository, document, external }) {
  if (!document.section.text.includes(annotation)) return;
  for (let nth = 0; nth < lengthAt(document, ['spec', 'resources']); nth++) {
    const at = (...path: readonly string[]) => valueAt(document, ['spec', 'resources', nth, ...path]);
    const [kind, from] = [at('kind')?.text, at('metadata', 'annotations', annotation)];
    if ((kind !== 'ConfigMap' && kind !== 'Secret') || from === undefined || isSymbolic(from.text)) continue;
    const [namespace = '', name = '', ...rest] = from.text.split('/');
    if (name === '' || rest.length > 0) {
      yield { code: 'operator/copy-form', value: from.text, span: from.span };
      continue;
    }
    if (variableSources(repository, kind, name, new Set([namespace])).length > 0) continue;
    if (isExternal(external, `${kind}/${namespace}/${name}`)) continue;
    const alike = similar(name, [...namesAlike(repository, kind, namespace, name)]);
    const span = { start: from.span.end - name.length, end: from.span.end };
    const isWhole = document.section.text.slice(span.start - document.start, span.end - document.start) === name;
    if (alike.length > 0)
      yield { code: 'operator/copy-missing', kind, namespace, name, similar: alike, span: isWhole ? span : from.span };
  }
};

/** The declared names that may have been meant, in a namespace. */
function* namesAlike(repository: Repository, kind: string, namespace: string, meant: string): Generator<string> {
  for (const declaration of repository.objects.ofKind('', kind)) {
    if (!repository.builds.mayRename && !isAlike(meant, declaration.declared.name.value)) continue;
    for (const it of candidatesOf(repository, declaration)) if (it.namespace === namespace) yield it.name;
  }
}
