import { formatObjectId } from '../flux/objects.ts';
import type { Diagnosis } from './diagnose.ts';
import { rows } from './messages.ts';
import type { Severity } from './problems/row.ts';
import type { LineIndex, Position, Span } from './yaml/text.ts';

/** What a check found, as `--output json` prints it. Lines and columns count from one; `root` is absolute. */
export interface Report {
  readonly version: 1;
  readonly root: string;
  readonly files: number;
  readonly resources: number;
  readonly milliseconds: number;
  readonly problems: readonly Finding[];
}

export interface Finding {
  /** Relative to `root`, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** The object, as `group/Kind namespace/name`. */
  readonly resource?: string;
}

/** The forms in which a report can be printed. */
export const outputs = ['text', 'json', 'sarif', 'github'] as const;
export type Output = (typeof outputs)[number];

/** A diagnosis with the numbers that people read. `lines` is absent for files that are not text. */
export function findingOf(file: string, lines: LineIndex | undefined, it: Diagnosis): Finding {
  const [start, end] = positionsOf(lines, it.span);
  return {
    file,
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
    severity: it.severity,
    code: it.code,
    message: it.message,
    ...(it.resource && { resource: formatObjectId(it.resource) }),
  };
}

/** Sorted by file, line, column and code: the order of the contract. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...findings].sort(
    (a, b) => order(a.file, b.file) || a.line - b.line || a.column - b.column || order(a.code, b.code),
  );
}

/** The report as text that ends with a newline. `colours` is for terminals. */
export function formatReport(report: Report, output: Output, colours: boolean): string {
  switch (output) {
    case 'text':
      return textOf(report, colours);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(sarifOf(report), null, 2)}\n`;
    case 'github':
      return report.problems.map((it) => `${githubOf(it)}\n`).join('');
  }
}

function positionsOf(lines: LineIndex | undefined, span: Span): readonly [Position, Position] {
  const none = { line: 0, character: 0 };
  return lines ? [lines.position(span.start), lines.position(span.end)] : [none, none];
}

const colour: Readonly<Record<Severity, string>> = {
  error: '\x1b[31m',
  warning: '\x1b[33m',
  information: '\x1b[36m',
  hint: '\x1b[2m',
};

function textOf(report: Report, colours: boolean): string {
  const lines = report.problems.map((it) => {
    const severity = colours ? `${colour[it.severity]}${it.severity}\x1b[0m` : it.severity;
    return printable(`${it.file}:${it.line}:${it.column} `) + severity + printable(` ${it.message} ${it.code}`);
  });
  const count = (severity: Severity, word: string): string => {
    const found = report.problems.filter((it) => it.severity === severity).length;
    return `${found} ${word}${found === 1 ? '' : 's'}`;
  };
  const size = `${report.files} files, ${report.resources} resources`;
  return [...lines, `${size}: ${count('error', 'error')}, ${count('warning', 'warning')}`, ''].join('\n');
}

/** Names come from files: control characters would reach the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

const githubLevel: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** A workflow command of GitHub Actions, escaped as its toolkit does: `%`, line ends, and in properties `:` and `,`. */
function githubOf(it: Finding): string {
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const place = `file=${property(it.file)},line=${it.line},col=${it.column},endLine=${it.endLine},endColumn=${it.endColumn}`;
  return `::${githubLevel[it.severity]} ${place},title=${property(it.code)}::${data(it.message)}`;
}

const sarifLevel: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, the part that code scanning reads. */
function sarifOf(report: Report): object {
  const rules = Object.entries(rows).map(([id, row]) => ({
    id,
    shortDescription: { text: row.summary },
    helpUri: row.docs,
    defaultConfiguration: { level: sarifLevel[row.severity] },
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'fluxwright', informationUri: 'https://fluxcd.io', rules } },
        columnKind: 'utf16CodeUnits',
        results: report.problems.map(sarifResult),
      },
    ],
  };
}

function sarifResult(it: Finding): object {
  const region = { startLine: it.line, startColumn: it.column, endLine: it.endLine, endColumn: it.endColumn };
  const uri = it.file.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId: it.code,
    level: sarifLevel[it.severity],
    message: { text: it.message },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region } }],
  };
}
