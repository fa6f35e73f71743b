import { surelyApplied } from '../build/applied.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { idOf } from '../schema/bundle.ts';
import { isOwnGroup } from '../schema/dialect.ts';
import type { KindSchema } from '../schema/schema.ts';
import { versionForm } from './builtins.ts';
import { problemsOf, schemaOf } from './schema.ts';

/**
 * The metadata of objects whose kind nobody describes. An API server knows the metadata of all its objects field by field, and refuses what is
 * not there (RULES.md 3.0). Only in what Flux surely applies: files of other programs look like objects too.
 */
export const foreignMetadata: Rule = function* (it) {
  const { document, repository, manifest } = it;
  const { group, version, apiVersion, kind } = document.header;
  if (kind === undefined || apiVersion === undefined) return;
  if (!versionForm.test(apiVersion.value) || !group.includes('.') || isOwnGroup(group)) return;
  if (schemaOf(it) !== undefined || openApis.test(group) || document.section.isBroken) return;
  const problems = problemsOf(it, described(repository, group, version, kind.value));
  if (problems.length === 0) return;
  const index = manifest.documents.indexOf(document);
  for (const _ of surelyApplied(repository, manifest.path, index)) {
    for (const problem of problems) yield { ...problem, span: document.shift(problem.span) };
    return;
  }
};

/** Groups of API servers that stand beside Kubernetes' own and name their objects as they like, and of files that kustomize runs. */
const openApis = /(?:^|\.)(?:openshift\.io|config\.kubernetes\.io|config\.k8s\.io)$/;

/** What is known of a kind of which nothing is known. */
function described(repository: Repository, group: string, version: string, kind: string): KindSchema {
  const all = repository.remember('foreign kinds', () => new Map<string, KindSchema>());
  const id = idOf(group, version, kind);
  const known = all.get(id) ?? { ...anything, group, version, kind };
  all.set(id, known);
  return known;
}

const anything: Omit<KindSchema, 'group' | 'version' | 'kind'> = {
  schema: { type: 'object', preserve: true, properties: {} },
  definitions: {},
  namespaced: undefined,
  normalised: false,
  origin: { from: 'bundle', product: '', version: '' },
};
