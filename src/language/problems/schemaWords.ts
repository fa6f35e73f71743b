import { didYouMean } from './row.ts';

/** A field that the schema does not have. */
export interface UnknownField {
  /** Where the field stands: the mapping's path, empty at the top. */
  readonly path: string;
  readonly field: string;
  readonly kind: string;
  readonly similar: readonly string[];
  /** The paths of the mappings that have a field of the name, the nearest first. */
  readonly belongs: readonly string[];
}

export type Bound =
  | 'minimum'
  | 'maximum'
  | 'multipleOf'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties';

/** What a name may look like: see `nameForms`. */
export type NameForm = 'subdomain' | 'label' | 'segment' | 'job' | 'cronjob';

export const articles: Readonly<Record<string, string | undefined>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  intOrString: 'a whole number or text',
  quantity: 'a quantity',
  null: 'nothing',
};

export const formatWords: Readonly<Record<string, string | undefined>> = {
  quantity: 'a quantity: a number, with m, k, M, G, T, Ki, Mi, Gi or Ti behind it if need be',
  byte: 'base64. Put text that is not encoded under "stringData" in a Secret',
  'date-time': 'a time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
  'time-zone': 'a name of the time zone database, such as Europe/Berlin',
  cron: 'a schedule: minute, hour, day of the month, month and weekday (0 to 6), such as "30 3 * * 1-5"',
  ipv4: 'an IPv4 address',
  uuid: 'a UUID',
};

/** What Flux does to a value, and what to do about it. */
export const changeWords: Readonly<
  Record<'text' | 'octal' | 'nothing' | 'overflow' | 'spaces', (it: { text: string; becomes: string }) => string>
> = {
  text: (it) => `makes ${it.becomes} of this. Put ${it.text} in quotes to keep it.`,
  octal: (it) => `reads ${it.becomes}: a leading zero makes an octal number. Take the zero away.`,
  nothing: (it) => `makes ${it.becomes} of nothing. Write an amount, or take the field away.`,
  overflow: (it) => `makes ${it.becomes} of this: the number does not fit into 32 bits.`,
  spaces: () => 'takes the spaces away. Remove them.',
};

export const boundWords: { readonly [B in Bound]: (limit: number) => string } = {
  minimum: (it) => `must be at least ${it}`,
  maximum: (it) => `must be at most ${it}`,
  multipleOf: (it) => `must be a multiple of ${it}`,
  minLength: (it) => (it === 1 ? 'must not be empty' : `must have at least ${it} characters`),
  maxLength: (it) => `must have at most ${it} characters`,
  minItems: (it) => (it === 1 ? 'must not be empty' : `must have at least ${it} items`),
  maxItems: (it) => `must have at most ${it} items`,
  minProperties: (it) => (it === 1 ? 'must not be empty' : `must have at least ${it} fields`),
  maxProperties: (it) => `must have at most ${it} ${it === 1 ? 'field' : 'fields'}`,
};

export const nameWords: { readonly [F in NameForm]: string } = {
  subdomain: 'at most 253 lower case letters, digits, "-" and ".", with a letter or digit at both ends',
  label: 'at most 63 lower case letters, digits and "-", with a letter or digit at both ends',
  segment: 'it must not be ".", ".." or hold "/" or "%"',
  job: 'at most 63 lower case letters, digits, "-" and ".", with a letter or digit at both ends',
  cronjob: 'at most 52 lower case letters, digits, "-" and ".", with a letter or digit at both ends',
};

export function placeOf(it: UnknownField): string {
  return it.path === '' ? it.kind : `"${it.path}" of ${it.kind}`;
}

export function hintsOf(it: UnknownField): string {
  const [place] = it.belongs;
  if (place !== undefined) return place === '' ? ' It belongs to the top level.' : ` It belongs under "${place}".`;
  return didYouMean(it.similar);
}

export function quotedText(it: { readonly text?: string; readonly found: string }): string {
  return it.text === '' ? 'nothing' : `"${shortened(it.text ?? '')}"`;
}

export function quoteHint(it: {
  readonly expected: string;
  readonly found: string;
  readonly quoted?: boolean;
}): string {
  const isScalar = it.found !== 'object' && it.found !== 'array' && it.found !== 'null';
  if (it.expected === 'string' && isScalar) return ' Put it in quotes.';
  return it.quoted === true && it.expected !== 'object' && it.expected !== 'array' ? ' Take the quotes away.' : '';
}

export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
