import type { Code, Problem, Severity, SyntaxReason } from './problems.ts';

type Of<C extends Code> = Extract<Problem, { readonly code: C }>;

/** What people read about a code. Whether it has a fix stands in `fixes.ts`. */
interface Row<C extends Code> {
  /** What `fluxwright rules` lists, and what holds unless settings say otherwise: the loudest it gets. */
  readonly severity: Severity;
  /** How loud one problem is, where that depends on the facts. */
  readonly severityOf?: (it: Of<C>) => Severity;
  /** One sentence: what is found, and what follows from it. */
  readonly summary: string;
  /** A page that explains. */
  readonly docs: string;
  readonly message: (it: Of<C>) => string;
}

const flux = 'https://fluxcd.io/flux/components';
const kustomize = 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization';

/** Every code. The compiler refuses a code without a row. */
export const rows: { readonly [C in Code]: Row<C> } = {
  'file/binary': {
    severity: 'warning',
    summary: 'A file is called YAML and is not text; it is not checked.',
    docs: `${flux}/kustomize/kustomizations/#generating-a-kustomizationyaml-file`,
    message: () => 'This file is called YAML but is not text. It was not checked.',
  },
  'file/too-large': {
    severity: 'information',
    summary: 'A YAML file has more than 5 MB; it is not checked.',
    docs: `${flux}/kustomize/kustomizations/#generating-a-kustomizationyaml-file`,
    message: () => 'This file has more than 5 MB. It was not checked.',
  },
  'yaml/syntax': {
    severity: 'error',
    summary: 'A document is not YAML, and Flux cannot build the folder it is in.',
    docs: 'https://yaml.org/spec/1.2.2/',
    message: (it) => `This is not valid YAML: ${syntaxWords[it.reason]}.`,
  },
  'yaml/duplicate-key': {
    severity: 'error',
    summary: 'A key stands twice in one mapping, which makes the build fail.',
    docs: 'https://yaml.org/spec/1.2.2/#mapping',
    message: (it) => `The key "${it.key}" is already there above. Flux refuses mappings that have a key twice.`,
  },
  'kind/unknown': {
    severity: 'error',
    summary: 'A Flux API group has no such kind.',
    docs: flux,
    message: (it) => `${it.group} has no kind "${it.kind}".${didYouMean(it.similar)}`,
  },
  'kind/version': {
    severity: 'error',
    summary: 'The version of a Flux kind is not served by the Flux in use.',
    docs: 'https://fluxcd.io/flux/installation/upgrade/',
    message: (it) =>
      it.removed === undefined
        ? `No version of Flux serves ${it.kind} as ${it.version}. Use ${it.current}.`
        : `Flux ${it.removed} and later do not serve ${it.kind} as ${it.version}. Use ${it.current}.`,
  },
  'reference/missing': {
    severity: 'error',
    severityOf: (it) => (({ closed: 'error', open: 'warning', foreign: 'information' }) as const)[it.world],
    summary:
      'A reference names an object that no file of the repository declares; a warning where it may be declared elsewhere.',
    docs: `${flux}/kustomize/kustomizations/#source-reference`,
    message: (it) => {
      const where = it.namespace === undefined ? '' : ` in namespace "${it.namespace}"`;
      const other = it.elsewhere.length === 0 ? '' : ` There is one in ${quotedList(it.elsewhere)}.`;
      return `No ${it.kinds.join(' or ')} "${it.name}" is declared${where}.${other || didYouMean(it.similar)}`;
    },
  },
  'path/missing': {
    severity: 'error',
    severityOf: (it) => (it.certain ? 'error' : 'warning'),
    summary: 'A Kustomization builds a folder that the repository does not have.',
    docs: `${flux}/kustomize/kustomizations/#path`,
    message: (it) => `The repository has no folder "${it.path}".${didYouMean(it.similar)}`,
  },
  'duration/invalid': {
    severity: 'error',
    summary: 'A duration is not in a form that the API server takes.',
    docs: `${flux}/kustomize/kustomizations/#interval`,
    message: (it) =>
      `"${it.value}" is not a duration Flux takes: numbers with ${it.hours ? 'h, m, s or ms' : 'm, s or ms, without hours'}.` +
      didYouMean(it.suggestion === undefined ? [] : [it.suggestion]),
  },
  'dependency/cycle': {
    severity: 'error',
    summary: 'Objects wait for each other in a circle, so that none of them ever becomes ready.',
    docs: `${flux}/kustomize/kustomizations/#dependencies`,
    message: (it) =>
      it.names.length === 2
        ? 'This object depends on itself and never becomes ready.'
        : `These wait for each other and never become ready: ${it.names.join(' → ')}.`,
  },
  'kustomization/entry-missing': {
    severity: 'error',
    summary: 'A kustomization file lists a file or folder that does not exist, which makes the build fail.',
    docs: `${kustomize}/resource/`,
    message: (it) => `There is no file or folder "${it.entry}".${didYouMean(it.similar)}`,
  },
  'kustomization/flux-kind': {
    severity: 'error',
    summary: 'A Flux Kustomization is in a file that kustomize takes for its own, which makes the build fail.',
    docs: `${flux}/kustomize/kustomizations/#generating-a-kustomizationyaml-file`,
    message: (it) =>
      `kustomize takes ${it.file} for its own file and cannot read a Flux Kustomization in it. Give it another name.`,
  },
};

/** All codes, in the order people read them. */
export const codes = Object.keys(rows) as readonly Code[];

/** The sentence about a problem. Names in it are as they stand in files: text, never markup. */
export function messageOf(problem: Problem): string {
  return (rows[problem.code].message as (it: Problem) => string)(problem);
}

/** How loud a problem is when settings say nothing. */
export function severityOf(problem: Problem): Severity {
  const row = rows[problem.code];
  return (row.severityOf as ((it: Problem) => Severity) | undefined)?.(problem) ?? row.severity;
}

const syntaxWords: { readonly [R in SyntaxReason]: string } = {
  tab: 'a tab cannot indent, use spaces',
  'nested-mapping':
    'a value that has ": " in it needs quotes, and what belongs to a key stands indented on the lines below it',
  'no-colon': 'a key needs ": " and a value, on one line',
  escape: 'there is no such escape in double quotes, use single quotes or \\\\',
  'reserved-character': 'a value that starts with this character needs quotes',
  alias: 'a value that starts with * names an anchor (&) above it, and there is none; a text needs quotes',
  anchor: 'anchors, aliases and tags have another form',
  quote: 'a closing quote is missing',
  bracket: 'a comma or a closing bracket is missing',
  'stray-bracket': 'this bracket closes nothing',
  indentation: 'this line is indented differently from those it belongs with',
  'list-on-key-line': 'a list starts on the line after its key',
  'after-value': 'there is something after the end of the value',
  'too-deep': 'it is nested too deeply',
  other: 'this is unexpected here',
};

function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : ` Did you mean ${quotedList(names)}?`;
}

function quotedList(names: readonly string[]): string {
  const quoted = names.map((it) => `"${it}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}
