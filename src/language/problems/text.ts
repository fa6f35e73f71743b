import { fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What keeps a file from being read. */
export type TextProblem =
  | { readonly code: 'file/binary' }
  | { readonly code: 'file/too-large' }
  | { readonly code: 'yaml/syntax'; readonly reason: SyntaxReason }
  | {
      readonly code: 'yaml/duplicate-key';
      readonly key: string;
      /** Flux takes the last one here and says nothing. */
      readonly tolerated?: boolean;
    };

export const textRows: Rows<TextProblem> = {
  'file/binary': {
    severity: 'warning',
    summary: 'A file is called YAML and is not text; it is not checked.',
    docs: `${fluxDocs}/kustomize/kustomizations/#generating-a-kustomizationyaml-file`,
    message: () => 'This file is called YAML but is not text. It was not checked.',
  },
  'file/too-large': {
    severity: 'information',
    summary: 'A YAML file has more than 5 MB or 20,000 documents; it is not checked.',
    docs: `${fluxDocs}/kustomize/kustomizations/#generating-a-kustomizationyaml-file`,
    message: () => 'This file has more than 5 MB or 20,000 documents. It was not checked.',
  },
  'yaml/syntax': {
    severity: 'error',
    summary: 'A document is not YAML, and Flux cannot build the folder it is in.',
    docs: 'https://yaml.org/spec/1.2.2/',
    message: (it) => `This is not valid YAML: ${syntaxWords[it.reason]}.`,
  },
  'yaml/duplicate-key': {
    severity: 'error',
    severityOf: (it) => (it.tolerated === true ? 'warning' : 'error'),
    summary: 'A key stands twice in one mapping, which makes the build fail.',
    docs: 'https://yaml.org/spec/1.2.2/#mapping',
    message: (it) =>
      it.tolerated === true
        ? `The key "${it.key}" is already there above. Flux takes the last one here, but kustomize refuses both.`
        : `The key "${it.key}" is already there above. Flux refuses mappings that have a key twice.`,
  },
};

/** What is wrong with a text that is no YAML. */
export type SyntaxReason =
  | 'tab'
  | 'nested-mapping'
  | 'no-colon'
  | 'escape'
  | 'reserved-character'
  | 'anchor'
  | 'alias'
  | 'quote'
  | 'bracket'
  | 'stray-bracket'
  | 'indentation'
  | 'list-on-key-line'
  | 'after-value'
  | 'too-deep'
  | 'other';

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
