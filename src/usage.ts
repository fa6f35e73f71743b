import { parseArgs } from 'node:util';
import { similar } from './language/similar.ts';
import { UsageError } from './scope.ts';

/** What can be asked of the command line. */
export interface Usage {
  /** What stands behind the name of the command. */
  readonly takes: string;
  /** One line. */
  readonly does: string;
  readonly options: readonly OptionName[];
  /** The forms that `--output` takes, the usual one first. */
  readonly forms: readonly string[];
  /** What else one must know, and examples. Ends with a line feed. */
  readonly more: string;
}

const optionTable = {
  // What it does stands in each command's `forms`.
  output: { type: 'string', short: 'o', takes: 'FORM', does: '' },
  'fail-on': { type: 'string', takes: 'SEVERITY', does: 'exit code 1 from here on: error (default), warning or never' },
  'flux-version': {
    type: 'string',
    takes: 'MINOR',
    does: 'the Flux in use, such as 2.9 (default: what the repository says)',
  },
  hints: { type: 'boolean', takes: '', does: 'print hints as well: what works, and could be better' },
} as const;
export type OptionName = keyof typeof optionTable;

/** What stood on the command line. */
export interface Asked {
  readonly command: string;
  readonly paths: readonly string[];
  readonly options: Readonly<Partial<Record<OptionName, string>>>;
}

export const usages: Readonly<Record<string, Usage>> = {
  check: {
    takes: '[PATH...]',
    does: 'check files and folders (default: the current folder)',
    options: ['output', 'fail-on', 'flux-version', 'hints'],
    forms: ['text', 'json', 'sarif', 'github'],
    more: `The whole Git repository around PATH is read, so that names are found; only PATH is reported.
Severities and objects declared elsewhere are set in .fluxwright.yaml of the repository, or in the
settings of VS Code there.

Exit code 0: nothing to fail on. 1: problems. 2: wrong usage, or a PATH that cannot be read.

  fluxwright check --output github                   as a step of GitHub Actions
  fluxwright check apps/podinfo --fail-on warning    one folder, strictly
`,
  },
  graph: {
    takes: '[PATH]',
    does: 'draw what applies, needs and waits for what',
    options: ['output'],
    forms: ['mermaid', 'dot', 'json'],
    more: `With a PATH, only what it declares and what that hangs together with. What no file declares has a
dashed border.

  fluxwright graph --output dot | dot -Tsvg > flux.svg    a picture of the repository
`,
  },
  owner: {
    takes: 'FILE',
    does: 'tell which Kustomizations apply a file, and what it becomes',
    options: ['output'],
    forms: ['text', 'json'],
    more: '  fluxwright owner apps/podinfo/release.yaml\n',
  },
  rules: {
    takes: '',
    does: 'list what is checked',
    options: ['output'],
    forms: ['text', 'json'],
    more: `What they say is changed in .fluxwright.yaml of the repository:

  rules: { path/missing: warning, reference/not-watched: "off" }
`,
  },
};

/** The page of one command, or that of all. */
export function helpOf(version: string, command?: string): string {
  const usage = command === undefined ? undefined : usages[command];
  if (command !== undefined && usage !== undefined) {
    const options = usage.options.map((it) => optionLine(it, usage)).join('');
    return `${synopsis(command)}: ${usage.does}.\n\n${options}\n${usage.more}`;
  }
  const commands = Object.entries(usages).map(([name, it]) => `  ${synopsis(name).padEnd(28)} ${it.does}\n`);
  return `fluxwright ${version}: checks the Flux manifests of a Git repository, offline.

${commands.join('')}  fluxwright COMMAND --help    explain a command and its options
  fluxwright --version

  fluxwright check             begin with this, in a repository
`;
}

function synopsis(command: string): string {
  return `fluxwright ${command} ${usages[command]?.takes ?? ''}`.trimEnd();
}

function optionLine(name: OptionName, { forms }: Usage): string {
  const option = optionTable[name];
  const [usual = '', ...others] = forms;
  const does = name === 'output' ? listed([`${usual} (default)`, ...others]) : option.does;
  const short = 'short' in option ? `-${option.short}, ` : '';
  return `  ${`${short}--${name} ${option.takes}`.padEnd(24)} ${does}\n`;
}

/**
 * What the arguments ask for; `help` and `version` where that is asked for, with the command that it is about. Throws a `UsageError` that says
 * what to type instead.
 */
export function parseArguments(
  args: readonly string[],
): Asked | { readonly show: 'help' | 'version'; readonly of?: string } {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: known,
  });
  const words = tokens.flatMap((it) => (it.kind === 'positional' ? [it.value] : []));
  const isAsked = (name: string) => tokens.some((it) => it.kind === 'option' && it.name === name);
  const [first, ...paths] = words[0] === 'help' ? words.slice(1) : words;
  if (isAsked('help') || words[0] === 'help') {
    return first !== undefined && Object.hasOwn(usages, first) ? { show: 'help', of: first } : { show: 'help' };
  }
  if (isAsked('version')) return { show: 'version' };
  if (first === undefined) throw new UsageError(`say what to do: ${commandNames}. Begin with: fluxwright check`);
  const usage = Object.hasOwn(usages, first) ? usages[first] : undefined;
  if (usage === undefined)
    throw new UsageError(`there is no command "${first}".${meant(first, Object.keys(usages), '')}`);
  const options: Partial<Record<OptionName, string>> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = usage.options.find((it) => it === token.name);
    if (name === undefined) throw new UsageError(unknownOption(token.rawName, first, usage));
    options[name] = valueOf(name, token.value, first);
  }
  return { command: first, paths, options };
}

const known = {
  output: optionTable.output,
  'fail-on': optionTable['fail-on'],
  'flux-version': optionTable['flux-version'],
  hints: optionTable.hints,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const commandNames = listed(Object.keys(usages));

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function unknownOption(typed: string, command: string, usage: Usage): string {
  const elsewhere = Object.hasOwn(optionTable, typed.replace(/^--/, ''));
  const names = usage.options.map((it) => `--${it}`);
  if (elsewhere) return `"fluxwright ${command}" takes no ${typed}.${pointer(command)}`;
  return `there is no option "${typed}".${meant(typed, names, command)}`;
}

function meant(typed: string, names: readonly string[], command: string): string {
  const [best] = similar(typed, names, 1);
  return best === undefined ? pointer(command) : ` Did you mean "${best}"?`;
}

function pointer(command: string): string {
  return ` See: fluxwright ${command === '' ? '' : `${command} `}--help`;
}

function valueOf(name: OptionName, value: string | undefined, command: string): string {
  const { type, takes } = optionTable[name];
  if (type === 'boolean') {
    if (value !== undefined) throw new UsageError(`--${name} takes no value`);
    return '';
  }
  if (value === undefined || value === '') throw new UsageError(`--${name} needs a ${takes}.${pointer(command)}`);
  return value;
}
