import { sha256 } from './build/hash.ts';
import { rows } from './messages.ts';
import type { Severity } from './problems/row.ts';
import type { Finding, Report } from './report.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const urgency: Readonly<Record<Severity, 'error' | 'warning' | 'recommendation'>> = {
  error: 'error',
  warning: 'warning',
  information: 'recommendation',
  hint: 'recommendation',
};

/** What paths in the log are relative to, in the name that code scanning services know. */
const base = 'SRCROOT';

/** A report as a log in SARIF 2.1.0 (OASIS standard), with what code scanning reads of it. `version` is that of Fluxwright. */
export function sarifOf(report: Report, version: string): object {
  const codes = Object.keys(rows);
  const seen = new Map<string, number>();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Fluxwright',
            semanticVersion: version,
            rules: Object.entries(rows).map(([id, row]) => ruleOf(id, row)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [base]: { uri: folderUri(report.root) } },
        results: report.problems.map((it) => resultOf(it, codes, seen)),
      },
    ],
  };
}

function ruleOf(
  id: string,
  row: { readonly severity: Severity; readonly summary: string; readonly docs: string },
): object {
  return {
    id,
    shortDescription: { text: row.summary },
    // Code scanning shows this beside the problem.
    help: { text: `${row.summary} See ${row.docs}` },
    helpUri: row.docs,
    defaultConfiguration: { level: levels[row.severity] },
    // `problem.severity` is how GitHub sorts what is no matter of security.
    properties: { tags: [id.split('/')[0]], 'problem.severity': urgency[row.severity] },
  };
}

function resultOf(it: Finding, codes: readonly string[], seen: Map<string, number>): object {
  const region = { startLine: it.line, startColumn: it.column, endLine: it.endLine, endColumn: it.endColumn };
  const object =
    it.resource === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: it.resource, kind: 'resource' }] };
  return {
    ruleId: it.code,
    ruleIndex: codes.indexOf(it.code),
    level: levels[it.severity],
    message: { text: it.message },
    locations: [
      { physicalLocation: { artifactLocation: { uri: pathUri(it.file), uriBaseId: base }, region }, ...object },
    ],
    partialFingerprints: { 'fluxwright/v1': fingerprint(it, seen) },
  };
}

/** The same for a problem whose lines have moved; told apart by number where a file has several of them. */
function fingerprint(it: Finding, seen: Map<string, number>): string {
  const key = JSON.stringify([it.code, it.file, it.resource ?? '', it.message]);
  const number = seen.get(key) ?? 0;
  seen.set(key, number + 1);
  return `${sha256(key).slice(0, 32)}:${number}`;
}

/** A path with `/` as a reference that no name can turn into something else. Names of Windows may hold halves of characters. */
function pathUri(path: string): string {
  return path
    .replaceAll(/[\ud800-\udfff]/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** An absolute folder of this or of Windows as a URI that ends in `/`, as bases must. */
function folderUri(folder: string): string {
  const path = pathUri(folder.replaceAll('\\', '/'))
    .replace(/^([A-Za-z])%3A/, '$1:')
    .replace(/\/?$/, '/');
  return path.startsWith('//') ? `file:${path}` : `file://${path.startsWith('/') ? '' : '/'}${path}`;
}
