import type { Diagnosis } from './diagnose.ts';
import type { Draft, Fixes } from './fixes/draft.ts';
import { helmFixes } from './fixes/helm.ts';
import { sourceFixes } from './fixes/sources.ts';
import { imageFixes } from './fixes/images.ts';
import { notificationFixes } from './fixes/notifications.ts';
import { healthFixes } from './fixes/health.ts';
import { metadataFixes } from './fixes/metadata.ts';
import { crdFixes } from './fixes/crds.ts';
import { buildFixes } from './fixes/build.ts';
import { celFixes } from './fixes/cel.ts';
import { pathFixes } from './fixes/paths.ts';
import { secretFixes } from './fixes/secrets.ts';
import { kindFixes } from './fixes/kinds.ts';
import { kustomizationFixes } from './fixes/kustomization.ts';
import { referenceFixes } from './fixes/references.ts';
import { schemaFixes } from './fixes/schema.ts';
import { textFixes } from './fixes/text.ts';
import { valueFixes } from './fixes/values.ts';
import { linkFixes } from './fixes/links.ts';
import { variableFixes } from './fixes/variables.ts';
import { adviceFixes } from './fixes/advice.ts';
import { encryptionFixes } from './fixes/encryption.ts';
import { releaseFixes } from './fixes/releases.ts';
import { operatorFixes } from './fixes/operator.ts';
import { orderFixes } from './fixes/order.ts';
import { podFixes } from './fixes/pods.ts';
import { reachFixes } from './fixes/reach.ts';
import type { Manifest } from './repository/manifest.ts';
import type { Code, Problem } from './problems.ts';
import type { Repository } from './repository/repository.ts';
import type { TextEdit } from './yaml/text.ts';

/** A change that repairs a problem. */
export interface Fix {
  readonly title: string;
  /** Whether this is the one to take without thinking; at most one per problem. */
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** The fixes for a problem of a file, the best first; empty where there is none, or where the file has changed since. */
export function fixesFor(repository: Repository, path: string, diagnosis: Diagnosis): readonly Fix[] {
  const manifest = repository.manifest(path);
  const { problem } = diagnosis;
  if (manifest === undefined || problem.span.end > manifest.text.length) return [];
  const make = makers[problem.code];
  // What is wrong is a variable's value, which stands elsewhere.
  if (typeof make === 'string' || problem.after !== undefined) return [];
  const drafts = (make as Make)(problem, manifest, repository);
  return drafts.map((it, at) => ({
    title: it.title,
    preferred: at === 0 && it.sure !== false,
    edits: it.edits.map((edit) => likeItsFile(repository, edit)),
  }));
}

/** With the line ends of the file that it changes. */
function likeItsFile(repository: Repository, edit: TextEdit): TextEdit {
  if (!edit.text.includes('\n') || repository.text(edit.path)?.includes('\r\n') !== true) return edit;
  return { ...edit, text: edit.text.replaceAll(/\r?\n/g, '\r\n') };
}

/** Why a code has no fix; `undefined` for codes that have one. */
export function whyNoFix(code: Code): string | undefined {
  const make = makers[code];
  return typeof make === 'string' ? make : undefined;
}

type Make = (it: Problem, manifest: Manifest, repository: Repository) => readonly Draft[];

/** Every code. The compiler refuses a code without a row. */
const makers: Fixes<Problem> = {
  ...textFixes,
  ...kindFixes,
  ...crdFixes,
  ...referenceFixes,
  ...valueFixes,
  ...kustomizationFixes,
  ...schemaFixes,
  ...helmFixes,
  ...sourceFixes,
  ...imageFixes,
  ...notificationFixes,
  ...healthFixes,
  ...metadataFixes,
  ...pathFixes,
  ...secretFixes,
  ...celFixes,
  ...buildFixes,
  ...variableFixes,
  ...linkFixes,
  ...reachFixes,
  ...operatorFixes,
  ...orderFixes,
  ...podFixes,
  ...releaseFixes,
  ...encryptionFixes,
  ...adviceFixes,
};
