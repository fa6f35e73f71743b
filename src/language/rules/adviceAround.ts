import { mayBeOn } from '../build/gates.ts';
import { specOf } from '../build/built.ts';
import { surelyApplied } from '../build/applied.ts';
import { at, isList } from '../build/body.ts';
import type { Value } from '../build/body.ts';
import type { Action } from '../problems/advice.ts';
import { findNamed, namespacesOf } from '../build/lookup.ts';
import { locality } from '../build/locality.ts';
import { nameOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { hasValue, keysAt, keySpan, lengthAt, valueAt } from '../repository/values.ts';
import type { Rule, Subject } from '../rule.ts';
import { substituteFrom } from '../variables/variables.ts';
import { variableSources } from '../variables/variableSources.ts';
import { mentionsIn } from './references.ts';

/** HelmReleases that are not tried again (RULES.md rule 55), as the patches of those who apply them leave them. */
export const noRetries: Rule = function* ({ repository, manifest, document }) {
  const { kind } = document.header;
  if (kind?.value !== 'HelmRelease' || mayBeOn(repository, 'DefaultToRetryOnFailure')) return;
  const isWritten = (it: string): boolean =>
    ['remediation', 'strategy'].some((one) => hasValue(document, ['spec', it, one]));
  if (['install', 'upgrade'].every(isWritten)) return;
  const applied = [...surelyApplied(repository, manifest.path, manifest.documents.indexOf(document))];
  const specs = applied.map(({ object }) => at(object.body(), 'spec'));
  if (specs.some((it) => at(it, 'suspend') !== undefined)) return;
  const isKept = (it: Value | undefined, action: Action): boolean =>
    ['remediation', 'strategy'].some((one) => at(it, action, one) !== undefined);
  const actions = (['install', 'upgrade'] as const).filter((it) => specs.some((spec) => !isKept(spec, it)));
  if (actions.length > 0) yield { code: 'advice/no-retries', actions, span: kind.span };
};

/** Dependencies that say "ready" before anything runs (RULES.md rule 67). Who writes `wait: false` knows. */
export const notWaited: Rule = function* (it) {
  const { repository, document } = it;
  if (!mayDependOnHasty(it)) return;
  for (const mention of mentionsIn(it)) {
    if (!mention.path.includes('dependsOn') || hasValue(document, [...mention.path, 'readyExpr'])) continue;
    const targets = findNamed(repository, 'Kustomization', mention.name).filter(
      (one) => one.namespace !== undefined && mention.namespaces.has(one.namespace),
    );
    if (targets.length === 0 || !targets.every(({ declaration }) => isReadyAtOnce(repository, declaration))) continue;
    yield { code: 'advice/not-waited', name: mention.name, span: mention.nameSpan };
  }
};

/** Whether a name in `dependsOn` has a declaration that says nothing of waiting: most do not get past this, which costs little. */
function mayDependOnHasty({ repository, document }: Subject): boolean {
  for (let nth = 0; ; nth++) {
    const name = document.facts.fields.get(`spec.dependsOn.${nth}.name`)?.value;
    if (name === undefined) return repository.builds.mayRename && nth > 0;
    for (const it of repository.objects.named('kustomize.toolkit.fluxcd.io', 'Kustomization', name))
      if (!/\b(?:wait|healthChecks)["']?:/.test(it.document.section.text)) return true;
  }
}

function isReadyAtOnce(
  repository: Repository,
  { document }: ReturnType<typeof findNamed>[number]['declaration'],
): boolean {
  const applier = repository.builds.applierOf(document);
  if (applier === undefined || document.header.kind?.value !== 'Kustomization') return false;
  const { spec, isVague, isFinal } = specOf(repository, applier);
  const checks = spec['healthChecks'];
  return !isVague && isFinal && spec['wait'] === undefined && !(isList(checks) && checks.length > 0);
}

/** Expressions that forget the condition which they replace (RULES.md rule 66). */
export const readyExprs: Rule = function* ({ repository, document }) {
  const list = ['spec', 'dependsOn'];
  if (!document.section.text.includes('readyExpr')) return;
  for (let nth = 0; nth < lengthAt(document, list); nth++) {
    const expr = valueAt(document, [...list, nth, 'readyExpr']);
    const name = valueAt(document, [...list, nth, 'name']);
    if (!expr || !name || /conditions|Ready/.test(expr.text)) continue;
    if (!mayBeOn(repository, 'AdditiveCELDependencyCheck'))
      yield { code: 'advice/ready-expr', name: name.text, span: keySpan(document, [...list, nth, 'readyExpr']) };
  }
};

/** Variables of one object that those of a later one replace (RULES.md rule 74; §3.3). */
export const overwritten: Rule = function* ({ repository, manifest, document }) {
  const applier = repository.builds.applierOf(document);
  if (applier === undefined || locality(repository, applier)?.sure !== true) return;
  const all = [...substituteFrom(document)];
  if (all.length < 2) return;
  const namespaces = namespacesOf(repository, manifest.path, document);
  const given = all.map((it) => ({ ...it, keys: keysOf(repository, it, namespaces) }));
  for (const [nth, { at: place, keys }] of given.entries()) {
    const later = given.slice(nth + 1).find((it) => it.keys.some((key) => keys.includes(key)));
    const word = document.facts.fields.get(`spec.postBuild.substituteFrom.${place}.name`);
    if (later === undefined || word === undefined) continue;
    const names = keys.filter((key) => later.keys.includes(key)).slice(0, 5);
    const by = `${later.kind} "${later.name}"`;
    yield { code: 'advice/overwritten', names, by, span: document.shift(word.span) };
  }
};

function keysOf(
  repository: Repository,
  { kind, name }: { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string },
  namespaces: ReadonlySet<string | undefined>,
): readonly string[] {
  const sources = variableSources(repository, kind, name, namespaces);
  return sources.length === 1 ? (sources[0]?.entries.map((it) => it.name) ?? []) : [];
}

/** What `flux bootstrap` writes (flux2 2.9 pkg/manifestgen/sync); fields of older releases included. */
const written: Readonly<Record<string, readonly string[]>> = {
  GitRepository: [
    'interval',
    'ref',
    'secretRef',
    'url',
    'recurseSubmodules',
    'timeout',
    'gitImplementation',
    'provider',
  ],
  OCIRepository: ['interval', 'ref', 'secretRef', 'url', 'provider', 'insecure', 'timeout'],
  Bucket: ['interval', 'secretRef', 'endpoint', 'bucketName', 'provider', 'region', 'timeout', 'insecure'],
  Kustomization: ['interval', 'path', 'prune', 'sourceRef', 'validation', 'timeout'],
};

/** Changes by hand in what bootstrap writes (RULES.md rule 89). */
export const handEdits: Rule = function* ({ manifest, document }) {
  const file = nameOf(manifest.path);
  if (file !== 'gotk-sync.yaml' || !/^# .*DO NOT EDIT/m.test(manifest.text.slice(0, 500))) return;
  const fields = written[document.header.kind?.value ?? ''];
  const added = keysAt(document, ['spec']).filter((it) => fields?.includes(it) === false);
  for (const field of added) yield { code: 'advice/generated', field, file, span: keySpan(document, ['spec', field]) };
};
