import { repositoryFault, splitReference } from '../../flux/images.ts';
import { parseConstraint } from '../../flux/semver.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { regexFault } from '../regex.ts';
import { editDistance } from '../similar.ts';
import { hasValue, keySpan, valueAt } from '../repository/values.ts';
import { mayBeAdded } from './outcome.ts';
import type { Rule } from '../rule.ts';

const url = ['spec', 'url'];

/** Git's short form `git@host:org/repo`, which the API server refuses (RULES.md rule 44). */
export const gitUrl: Rule = function* ({ document }) {
  const value = valueAt(document, url);
  if (value === undefined || /^(http|https|ssh):\/\//.test(value.text)) return;
  const short = /^(?:([\w.-]+)@)?([\w.-]+):(?!\/\/)\/?(.+)$/.exec(value.text);
  const suggestion = short && `ssh://${short[1] ?? 'git'}@${short[2] ?? ''}/${short[3] ?? ''}`;
  yield {
    code: 'source/git-url',
    value: value.text,
    ...(suggestion && value.verbatim && { suggestion }),
    span: value.span,
  };
};

/** Git over SSH, and GitHub Apps, need a Secret (RULES.md rule 45). */
export const gitSecret: Rule = function* (it) {
  const { document } = it;
  if (hasValue(document, ['spec', 'secretRef'])) return;
  const address = valueAt(document, url);
  const provider = valueAt(document, ['spec', 'provider']);
  const needy =
    provider?.text === 'github' ? provider : address?.text.startsWith('ssh://') === true ? address : undefined;
  if (!needy || mayBeAdded(it, ['spec', 'secretRef'])) return;
  yield { code: 'source/no-secret', github: needy === provider, span: needy.span };
};

/** `spec.ref.name` is a ref in full: others are none that a server has (fluxcd/pkg/git v0.52 `gogit/clone.go`, "unable to resolve ref"). */
export const gitRefName: Rule = function* ({ document }) {
  const name = valueAt(document, ['spec', 'ref', 'name']);
  if (name === undefined || name.text === '' || name.text === 'HEAD' || name.text.startsWith('refs/')) return;
  yield { code: 'source/ref-name', value: name.text, span: name.span };
};

/** In order of strength (source-controller's documentation of `spec.ref`). */
const refs: Readonly<Record<string, readonly string[]>> = {
  GitRepository: ['commit', 'name', 'semver', 'tag', 'branch'],
  OCIRepository: ['digest', 'semver', 'tag'],
};

/** Those that go together: `commit` uses `branch`, and who pins a digest keeps the tag for people to read. */
const together = ['commit branch', 'digest tag'];

/** Of several references only the strongest counts (RULES.md rule 47). */
export const ignoredRefs: Rule = function* ({ document }) {
  const known = refs[document.header.kind?.value ?? ''] ?? [];
  const [strongest, ...others] = known.filter((it) => hasValue(document, ['spec', 'ref', it]));
  for (const ref of others) {
    if (strongest === undefined || together.includes(`${strongest} ${ref}`)) continue;
    const path = ['spec', 'ref', ref];
    yield { code: 'source/ref-ignored', ref, by: strongest, path, span: keySpan(document, path) };
  }
};

/** Ranges and filters of tags that Flux cannot read (RULES.md rule 48). */
export const refRanges: Rule = function* ({ document }) {
  yield* rangeAt(document, ['spec', 'ref', 'semver']);
  const filter = valueAt(document, ['spec', 'ref', 'semverFilter']);
  const fault = filter && regexFault(filter.text);
  if (filter && fault !== undefined) yield { code: 'source/pattern', value: filter.text, fault, span: filter.span };
};

/** A range in an image policy (RULES.md rule 48). */
export const policyRange: Rule = function* ({ document }) {
  yield* rangeAt(document, ['spec', 'policy', 'semver', 'range']);
};

/** The layer of a Helm chart in a registry (Helm 4 pkg/registry), where `layerSelector` names one that is spelt alike (RULES.md rule 49). */
const chartLayers = [
  'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
  'application/vnd.cncf.helm.chart.provenance.v1.prov',
];

/** A media type that is a slip of the one that charts have: no layer of any artifact is of it. */
export const layerTypes: Rule = function* ({ document }) {
  const type = valueAt(document, ['spec', 'layerSelector', 'mediaType']);
  if (type === undefined || chartLayers.includes(type.text)) return;
  const meant = chartLayers.find(
    (it) => editDistance(it, type.text, 3) <= 3 || it.replace('content.', '') === type.text,
  );
  if (meant !== undefined) yield { code: 'source/media-type', value: type.text, meant, span: type.span };
};

function* rangeAt(document: ManifestDocument, path: readonly string[]) {
  const range = valueAt(document, path);
  if (range === undefined || range.text === '' || parseConstraint(range.text) !== undefined) return;
  yield { code: 'source/range', value: range.text, span: range.span } as const;
}

/** The URL of an OCIRepository names a repository, without tag (RULES.md rule 42, 3.0). */
export const ociUrl: Rule = function* ({ document }) {
  const value = valueAt(document, url);
  if (value === undefined) return;
  const scheme = 'oci://';
  if (!value.text.startsWith(scheme)) {
    yield { code: 'source/oci-url', value: value.text, fault: 'scheme', span: value.span };
    return;
  }
  const rest = value.text.slice(scheme.length);
  const fault = repositoryFault(rest);
  if (fault === undefined) return;
  const { name, tag, digest } = splitReference(rest);
  yield {
    code: 'source/oci-url',
    value: value.text,
    fault,
    ...(value.verbatim && ['tag', 'digest'].includes(fault) && { name: scheme + name, tag, digest }),
    hasRef: hasValue(document, ['spec', 'ref']),
    span: value.span,
  };
};

/** A Helm repository in a registry must say so (RULES.md rule 40). */
export const helmOci: Rule = function* (it) {
  const { document } = it;
  const value = valueAt(document, url);
  if (value?.text.startsWith('oci://') !== true) return;
  const type = valueAt(document, ['spec', 'type']);
  if (hasValue(document, ['spec', 'type']) && type?.text !== 'default') return;
  if (type === undefined && mayBeAdded(it, ['spec', 'type'])) return;
  yield { code: 'source/helm-oci', given: type !== undefined, span: type?.span ?? value.span };
};
