import { parseDocument } from 'yaml';
import { looseReferencesByKind } from '../../flux/references.ts';
import { surelyApplied } from '../build/applied.ts';
import { at, text, valueOf } from '../build/body.ts';
import type { Body } from '../build/body.ts';
import { textOf } from '../yaml/parse.ts';
import { folderOf, rootedPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule, Subject } from '../rule.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { hasValue, keySpan, lengthAt, valueAt } from '../repository/values.ts';
import { variableSources } from '../variables/variableSources.ts';
import { isClosed } from '../build/world.ts';
import { isLocalSource } from './charts.ts';
import { knownNamespaces } from './namespaces.ts';
import { isExternal, mentionsIn } from './references.ts';

/** A HelmRelease into a namespace that nothing makes, and that Helm is not told to make (RULES.md rule 53). */
export const releaseNamespaces: Rule = function* ({ repository, manifest, document, external }) {
  if (document.facts.header.kind?.value !== 'HelmRelease' || !document.facts.fields.has('spec.targetNamespace')) return;
  const index = manifest.documents.indexOf(document);
  for (const { object } of surelyApplied(repository, manifest.path, index)) {
    const spec = at(object.body(), 'spec') as Body | undefined;
    const namespace = text(spec?.['targetNamespace']) ?? '';
    if (namespace === '' || isSymbolic(namespace) || spec?.['kubeConfig'] !== undefined) continue;
    if (text(at(spec, 'install', 'createNamespace')) === 'true' || !isClosed(repository, namespace)) continue;
    const known = knownNamespaces(repository);
    if (known === undefined || known.has(namespace) || isExternal(external, `Namespace//${namespace}`)) continue;
    const certain = bringsNoNamespace(repository, text(at(spec, 'chart', 'spec', 'chart')) ?? '');
    const node = document.nodeAt(['spec', 'targetNamespace']);
    const span = node === undefined ? keySpan(document, ['spec']) : document.span(node);
    yield { code: 'helm/namespace-missing', namespace, similar: similar(namespace, known), certain, span };
    return;
  }
};

/** Whether a chart lies in this repository, and no template of it makes a Namespace. */
function bringsNoNamespace(repository: Repository, chart: string): boolean {
  const folder = rootedPath(chart);
  if (!/^\.?\.?\//.test(chart) || !repository.isFile(`${folder}/Chart.yaml`)) return false;
  for (const { path, text: content } of repository.manifests())
    if (path.startsWith(`${folder}/`) && /\bkind: *["']?Namespace\b/.test(content)) return false;
  return !repository.folders.has(`${folder}/charts`);
}

/** Values files of a chart in this repository that are not there (RULES.md rule 51; source-controller internal/helm/chart). */
export const missingValuesFiles: Rule = function* (it) {
  const { repository, document } = it;
  const { kind } = document.facts.header;
  const spec = kind?.value === 'HelmRelease' ? ['spec', 'chart', 'spec'] : ['spec'];
  if (kind?.value !== 'HelmRelease' && kind?.value !== 'HelmChart') return;
  if (!document.section.text.includes('valuesFiles') || !isLocalSource(it, spec)) return;
  if (hasValue(document, [...spec, 'ignoreMissingValuesFiles'])) return;
  for (let nth = 0; nth < lengthAt(document, [...spec, 'valuesFiles']); nth++) {
    const file = valueAt(document, [...spec, 'valuesFiles', nth]);
    if (file === undefined || file.text === '' || isSymbolic(file.text)) continue;
    const path = rootedPath(file.text);
    if (repository.isFile(path)) continue;
    const beside = [...repository.folders.children(folderOf(path))].filter((one) => /\.ya?ml$/.test(one));
    const written = (one: string): string => (file.text.startsWith('./') ? `./${one}` : one);
    yield {
      code: 'helm/values-file-missing',
      file: file.text,
      similar: similar(file.text, beside.map(written)),
      span: file.span,
    };
  }
};

/** Values from a text that Helm cannot merge, because it is no mapping (RULES.md rule 17; `ValuesError`). */
export const valuesForm: Rule = function* (it) {
  if (it.document.facts.header.kind?.value !== 'HelmRelease') return;
  for (const mention of mentionsIn(it, looseReferencesByKind)) {
    const [kind] = mention.kinds;
    if (!mention.path.includes('valuesFrom') || (kind !== 'ConfigMap' && kind !== 'Secret')) continue;
    if (isSymbolic(mention.name) || mention.name === '' || hasValue(it.document, [...mention.path, 'targetPath']))
      continue;
    const key = textOf(it.document.nodeAt([...mention.path, 'valuesKey'])) ?? 'values.yaml';
    const value = onlyValue(it, kind, mention.name, mention.namespaces, key);
    if (value === undefined || isSymbolic(value) || isMapping(value)) continue;
    yield { code: 'helm/values-form', kind, name: mention.name, key, span: mention.nameSpan };
  }
};

function onlyValue(
  { repository }: Subject,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  namespaces: ReadonlySet<string | undefined>,
  key: string,
): string | undefined {
  const sources = variableSources(repository, kind, name, namespaces);
  const [only] = sources;
  if (only === undefined || sources.length > 1 || only.open) return undefined;
  return only.entries.find((entry) => entry.name === key)?.value;
}

/** Whether a short text is a mapping, or nothing at all. */
function isMapping(content: string): boolean {
  const document = parseDocument(content, { logLevel: 'silent' });
  if (document.errors.length > 0) return true;
  const value = valueOf(document);
  return value === null || (typeof value === 'object' && !Array.isArray(value));
}
