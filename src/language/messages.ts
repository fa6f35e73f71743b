import { helmRows } from './problems/helm.ts';
import { sourceRows } from './problems/sources.ts';
import { imageRows } from './problems/images.ts';
import { notificationRows } from './problems/notifications.ts';
import { healthRows } from './problems/health.ts';
import { metadataRows } from './problems/metadata.ts';
import { crdRows } from './problems/crds.ts';
import { buildRows } from './problems/build.ts';
import { celRows } from './problems/cel.ts';
import { pathRows } from './problems/paths.ts';
import { secretRows } from './problems/secrets.ts';
import { kindRows } from './problems/kinds.ts';
import { kustomizationRows } from './problems/kustomization.ts';
import { referenceRows } from './problems/references.ts';
import { linkRows } from './problems/links.ts';
import type { Rows, Severity } from './problems/row.ts';
import { schemaRows } from './problems/schema.ts';
import { shortened } from './problems/schemaWords.ts';
import { textRows } from './problems/text.ts';
import { valueRows } from './problems/values.ts';
import { variableRows } from './problems/variables.ts';
import { adviceRows } from './problems/advice.ts';
import { encryptionRows } from './problems/encryption.ts';
import { releaseRows } from './problems/releases.ts';
import { operatorRows } from './problems/operator.ts';
import { orderRows } from './problems/order.ts';
import { podRows } from './problems/pods.ts';
import { reachRows } from './problems/reach.ts';
import type { Code, Problem, Substitution } from './problems.ts';

/** Every code. The compiler refuses a code without a row. */
export const rows: Rows<Problem> = {
  ...textRows,
  ...kindRows,
  ...crdRows,
  ...referenceRows,
  ...valueRows,
  ...kustomizationRows,
  ...schemaRows,
  ...helmRows,
  ...sourceRows,
  ...imageRows,
  ...notificationRows,
  ...healthRows,
  ...metadataRows,
  ...pathRows,
  ...secretRows,
  ...celRows,
  ...buildRows,
  ...variableRows,
  ...linkRows,
  ...reachRows,
  ...operatorRows,
  ...orderRows,
  ...podRows,
  ...releaseRows,
  ...encryptionRows,
  ...adviceRows,
};

/** All codes, in the order people read them. */
export const codes = Object.keys(rows) as readonly Code[];

/** The sentence about a problem, not much longer than 1000 characters. Names in it are as they stand in files: text, never markup. */
export function messageOf(problem: Problem): string {
  const words = (rows[problem.code].message as (it: Problem) => string)(problem);
  const message = words.length <= longest ? words : `${words.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
  return problem.after === undefined ? message : `${message} ${substitutionWords(problem.after)}`;
}

function substitutionWords({ applier, value }: Substitution): string {
  if (value === undefined) return `So it is once Kustomization "${applier}" has put in its variables.`;
  return `Kustomization "${applier}" makes ${value === '' ? 'nothing' : `"${shortened(value)}"`} of it.`;
}

/** A name or a value that is quoted may be as long as its file. */
const longest = 1000;

/** How loud a problem is when settings say nothing. */
export function severityOf(problem: Problem): Severity {
  const row = rows[problem.code];
  return (row.severityOf as ((it: Problem) => Severity) | undefined)?.(problem) ?? row.severity;
}
