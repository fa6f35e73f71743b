import { isScalar } from 'yaml';
import { isKustomizationPath } from '../build/builds.ts';
import type { Header } from '../repository/header.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Problem } from '../problems.ts';
import { isTaken, versionForm } from './builtins.ts';
import { nameReferences } from '../build/referenceTables.ts';
import type { Rule } from '../rule.ts';
import { readingOf, sourceOf } from '../schema/values.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/**
 * An `apiVersion` or a `kind` in a form that no object has, in a file that kustomize takes for objects. What comes of it was seen in
 * the real Flux: an `apiVersion` that is no text makes it forget the object, a `kind` that is none makes the build fail.
 */
export const oddHeaders: Rule = function* ({ repository, manifest, document }) {
  const { apiVersion, kind } = document.header;
  const odd = {
    apiVersion: apiVersion === undefined ? kind !== undefined : !versionForm.test(apiVersion.value),
    kind: kind !== undefined && !kindForm.test(kind.value),
  };
  if (!odd.apiVersion && !odd.kind) return;
  if (isKustomizationPath(manifest.path) || !isTaken(repository, manifest.path)) return;
  if (odd.apiVersion) yield* oddVersion(document);
  if (odd.kind) yield* oddKind(document);
};

/** Whether a header says what an object is in the form that all objects have. */
export function isOrdinary({ apiVersion, kind }: Header): boolean {
  return (
    apiVersion !== undefined && kind !== undefined && versionForm.test(apiVersion.value) && kindForm.test(kind.value)
  );
}

/** Words that `kind` may be, of which `true` and `null` are none for YAML. */
const kindForm = /^(?!(?:[Tt]rue|TRUE|[Ff]alse|FALSE|[Nn]ull|NULL)$)[A-Za-z][A-Za-z0-9]*$/;

/** What kustomize takes for its generators and transformers, and versions that a CRD may have although no version begins like that. */
const mayBe =
  /^(?:builtin|(?!.*\.(?:k8s|fluxcd)\.io\/)[a-z0-9][-a-z0-9]*(?:\.[-a-z0-9]+)+\/[a-z](?:[-a-z0-9]*[a-z0-9])?)$/;

function* oddVersion(document: ManifestDocument): Iterable<Problem> {
  const node = document.nodeAt(['apiVersion']);
  if (!isScalar(node)) return;
  const text = sourceOf(node);
  const look = readingOf(node);
  const span = document.span(node);
  if (look === 'opaque' || isSymbolic(text) || mayBe.test(text)) return;
  if (text === '' && look === 'string') yield { code: 'schema/required', path: '', field: 'apiVersion', span };
  if (text === '') return;
  if (look === 'unwritable') {
    yield { code: 'schema/type', path: 'apiVersion', expected: 'string', found: look, text, span };
  } else if (look === 'string' || look === 'changed') {
    const kind = document.header.kind?.value ?? 'object';
    yield { code: 'schema/unknown-kind', kind, apiVersion: text, part: 'kind', similar: [], span };
  } else if (look === 'null' && followed.has(document.header.kind?.value ?? '')) {
    yield { code: 'schema/type', path: 'apiVersion', expected: 'string', found: look, text, span };
  } else {
    yield { code: 'schema/lost-object', text, span };
  }
}

/** Kinds in which kustomize follows names whatever their group is: it stumbles over those that have no version. */
const followed: ReadonlySet<string> = new Set(
  nameReferences.flatMap(({ from }) =>
    from.flatMap((it) => (it.group === undefined && it.kind !== undefined ? [it.kind] : [])),
  ),
);

function* oddKind(document: ManifestDocument): Iterable<Problem> {
  const node = document.nodeAt(['kind']);
  if (!isScalar(node) || isSymbolic(sourceOf(node))) return;
  const look = readingOf(node);
  if (look === 'string' || look === 'changed' || look === 'opaque' || look === 'null') return;
  yield {
    code: 'schema/type',
    path: 'kind',
    expected: 'string',
    found: look,
    text: sourceOf(node),
    span: document.span(node),
  };
}
