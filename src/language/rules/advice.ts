import { durationSeconds } from '../../flux/duration.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { hasValue, keySpan, lengthAt, valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';

/** What is suspended in Git (RULES.md rule 71). */
export const suspended: Rule = function* ({ document }) {
  if (!document.section.text.includes('suspend')) return;
  const path = ['spec', 'suspend'];
  const { kind } = document.header;
  if (kind === undefined || !isTrue(document, path)) return;
  yield { code: 'advice/suspended', kind: kind.value, path, span: keySpan(document, path) };
};

/** A Kustomization that leaves things behind, or makes them anew (RULES.md rule 71). */
export const blunt: Rule = function* ({ document }) {
  const prune = valueAt(document, ['spec', 'prune']);
  if (prune?.text === 'false') yield { code: 'advice/no-prune', span: prune.span };
  const force = ['spec', 'force'];
  if (isTrue(document, force)) yield { code: 'advice/force', path: force, span: keySpan(document, force) };
};

/** A timeout that Flux takes for a longer one (RULES.md rule 65; kustomize-controller 1.9 api/v1, GetTimeout). */
export const shortTimeout: Rule = function* ({ document }) {
  const timeout = valueAt(document, ['spec', 'timeout']);
  const seconds = timeout && durationSeconds(timeout.text);
  if (timeout && seconds !== undefined && seconds < 30)
    yield { code: 'advice/short-timeout', value: timeout.text, span: timeout.span };
};

/** Intervals below a minute (RULES.md rule 90). */
export const shortInterval: Rule = function* ({ document }) {
  // Nearly all intervals are minutes and hours.
  if (!/interval["']?: *\S*(?:\dm?s|\$)/.test(document.section.text)) return;
  const interval = valueAt(document, ['spec', 'interval']);
  const seconds = interval && durationSeconds(interval.text);
  if (interval && seconds !== undefined && seconds < 60)
    yield { code: 'advice/short-interval', value: interval.text, span: interval.span };
};

/** Post renderers that reach hooks since Flux 2.9 (RULES.md rule 59). Silent while nobody says which Flux it is. */
export const hooksPatched: Rule = function* ({ document, flux }) {
  const path = ['spec', 'postRenderers'];
  if (!flux.known || Number(flux.oldest.split('.')[1]) < 9 || lengthAt(document, path) === 0) return;
  if (hasValue(document, ['spec', 'postRenderStrategy'])) return;
  yield { code: 'advice/hooks-patched', span: keySpan(document, path) };
};

/** Registries and buckets without TLS (RULES.md rule 90). */
export const insecure: Rule = function* ({ document }) {
  const path = ['spec', 'insecure'];
  const { kind } = document.header;
  if (kind !== undefined && isTrue(document, path))
    yield { code: 'advice/insecure', kind: kind.value, span: keySpan(document, path) };
};

/** A chart of whichever version (RULES.md rule 90); without a version it is `*`. Charts of Git have the one of their folder. */
export const anyChart: Rule = function* ({ document }) {
  const at = document.header.kind?.value === 'HelmChart' ? ['spec'] : ['spec', 'chart', 'spec'];
  if (valueAt(document, [...at, 'sourceRef', 'kind'])?.text !== 'HelmRepository') return;
  const path = [...at, 'version'];
  const version = valueAt(document, path);
  if (version?.text === '*') yield { code: 'advice/any-version', field: 'version: "*"', span: version.span };
  else if (!hasValue(document, path))
    yield { code: 'advice/any-version', field: 'A chart without version', span: keySpan(document, [...at, 'chart']) };
};

/** An artifact of whichever version (RULES.md rule 90); without a reference it is `latest`. */
export const anyArtifact: Rule = function* ({ document }) {
  const path = ['spec', 'ref'];
  const tag = valueAt(document, [...path, 'tag']);
  if (['digest', 'semver'].some((it) => hasValue(document, [...path, it]))) {
    const range = valueAt(document, [...path, 'semver']);
    if (range?.text === '*') yield { code: 'advice/any-version', field: 'semver: "*"', span: range.span };
  } else if (tag?.text === 'latest') yield { code: 'advice/any-version', field: 'The tag latest', span: tag.span };
  else if (!hasValue(document, path) && hasValue(document, ['spec', 'url']))
    yield { code: 'advice/any-version', field: 'A repository without ref', span: keySpan(document, ['spec', 'url']) };
};

/** Charts in registries as they were before OCIRepositories could hold them (RULES.md rule 41). */
export const helmInRegistry: Rule = function* ({ document }) {
  const type = valueAt(document, ['spec', 'type']);
  if (type?.text === 'oci') yield { code: 'advice/helm-oci', span: type.span };
};

function isTrue(document: ManifestDocument, path: readonly string[]): boolean {
  return valueAt(document, path)?.text === 'true';
}
