import type { Severity } from './problems/row.ts';
import type { Finding, Report } from './report.ts';
import { sarifOf } from './sarif.ts';

/** The forms in which a report can be printed. */
export const outputs = ['text', 'json', 'sarif', 'github'] as const;
export type Output = (typeof outputs)[number];

/** How a report is printed. */
export interface Format {
  readonly output: Output;
  /** For terminals. */
  readonly colours: boolean;
  /** That of Fluxwright. */
  readonly version: string;
}

/** The report as text that ends with a newline. */
export function formatReport(report: Report, { output, colours, version }: Format): string {
  switch (output) {
    case 'text':
      return textOf(report, colours);
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(sarifOf(report, version), null, 2)}\n`;
    case 'github':
      return report.problems.map((it) => `${githubOf(it)}\n`).join('') + summaryOf(report);
  }
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
  return lines.map((it) => `${it}\n`).join('') + summaryOf(report);
}

function summaryOf({ files, resources, problems }: Report): string {
  const count = (severity: Severity): number => problems.filter((it) => it.severity === severity).length;
  const always = [plural(count('error'), 'error'), plural(count('warning'), 'warning')];
  const [notes, hints] = [count('information'), count('hint')];
  const rare = [...(notes > 0 ? [plural(notes, 'note')] : []), ...(hints > 0 ? [plural(hints, 'hint')] : [])];
  return `${plural(files, 'file')}, ${plural(resources, 'resource')}: ${[...always, ...rare].join(', ')}\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
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
  return printable(`::${githubLevel[it.severity]} ${place},title=${property(it.code)}::${data(it.message)}`);
}
