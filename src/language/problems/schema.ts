import { didYouMean, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with a value, by the schema of its kind. `path` is dotted, from the root of the object. */
export type SchemaProblem =
  | ({ readonly code: 'schema/unknown-field' } & UnknownField)
  | ({ readonly code: 'schema/dropped-field' } & UnknownField)
  | {
      readonly code: 'schema/type';
      readonly path: string;
      readonly expected: string;
      /** What Flux reads, such as `integer` or `object`. */
      readonly found: string;
      /** The scalar as it stands in the file, without quotes; absent for mappings and lists. */
      readonly text?: string;
      readonly quoted?: boolean;
      /** What Flux makes of it, where that differs from the text: `0777` is 511. */
      readonly becomes?: string;
    }
  | { readonly code: 'schema/null'; readonly path: string; readonly expected: string }
  | { readonly code: 'schema/required'; readonly path: string; readonly field: string }
  | {
      readonly code: 'schema/enum';
      readonly path: string;
      readonly value: string;
      readonly allowed: readonly string[];
      readonly similar: readonly string[];
    }
  | { readonly code: 'schema/pattern'; readonly path: string; readonly value: string; readonly pattern: string }
  | { readonly code: 'schema/format'; readonly path: string; readonly value: string; readonly format: string }
  | { readonly code: 'schema/bounds'; readonly path: string; readonly bound: Bound; readonly limit: number }
  | { readonly code: 'schema/duplicate-item'; readonly path: string; readonly item: string }
  | { readonly code: 'schema/choice'; readonly path: string }
  | { readonly code: 'schema/rule'; readonly path: string; readonly message: string }
  | { readonly code: 'schema/name'; readonly value: string; readonly form: NameForm }
  | { readonly code: 'schema/label'; readonly value: string; readonly part: 'key' | 'value' }
  | { readonly code: 'schema/changed-value'; readonly text: string; readonly becomes: string };

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
export type NameForm = 'subdomain' | 'label' | 'service' | 'segment' | 'cronjob';

const concepts = 'https://kubernetes.io/docs/concepts/overview/working-with-objects';
const crds = 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions';
const fluxApply = 'https://fluxcd.io/flux/components/kustomize/kustomizations/';

export const schemaRows: Rows<SchemaProblem> = {
  'schema/unknown-field': {
    severity: 'error',
    summary: 'A field does not exist in the kind, and the API server refuses the object.',
    docs: `${concepts}/#server-side-field-validation`,
    message: (it) => `${placeOf(it)} has no field "${it.field}", and the API server refuses the object.${hintsOf(it)}`,
  },
  'schema/dropped-field': {
    severity: 'warning',
    summary: 'A field does not exist in the kind, and Flux drops it without a word.',
    docs: `${concepts}/#server-side-field-validation`,
    message: (it) => `${placeOf(it)} has no field "${it.field}". Flux drops it without a word.${hintsOf(it)}`,
  },
  'schema/type': {
    severity: 'error',
    summary: 'A value has the wrong type, as Flux reads it.',
    docs: `${crds}/#validation`,
    message: (it) => {
      const read = it.becomes === undefined || it.becomes === it.text ? '' : `, which Flux reads as ${it.becomes}`;
      const given =
        it.text === undefined ? articles[it.found] : `${it.quoted === true ? 'the text ' : ''}${quotedText(it)}`;
      if (it.found === 'unwritable') return `Flux cannot build the folder: ${it.text ?? ''} has no form in JSON.`;
      return `"${it.path}" must be ${articles[it.expected] ?? it.expected}, not ${given ?? it.found}${read}.${quoteHint(it)}`;
    },
  },
  'schema/null': {
    severity: 'error',
    summary: 'A field of a custom resource has no value, which the API server refuses.',
    docs: `${crds}/#validation`,
    message: (it) =>
      `"${it.path}" has no value. It must be ${articles[it.expected] ?? it.expected}; leave the field away if it is not needed.`,
  },
  'schema/required': {
    severity: 'error',
    summary: 'A field is missing without which the API server refuses the object.',
    docs: `${crds}/#validation`,
    message: (it) =>
      `The field "${it.field}"${it.path === '' ? '' : ` of "${it.path}"`} is missing, and it is required.`,
  },
  'schema/enum': {
    severity: 'error',
    summary: 'A value is none of those that the API server takes.',
    docs: `${crds}/#validation`,
    message: (it) =>
      `"${it.value}" is not allowed for "${it.path}": use ${quotedList(it.allowed.slice(0, 12))}.${didYouMean(it.similar.slice(0, 1))}`,
  },
  'schema/pattern': {
    severity: 'error',
    summary: 'A value is not in the form that the API server asks for.',
    docs: `${crds}/#validation`,
    message: (it) => `"${shortened(it.value)}" is not in the form of "${it.path}": it must match ${it.pattern}`,
  },
  'schema/format': {
    severity: 'error',
    summary: 'A value is not of the format that the API server reads.',
    docs: `${crds}/#validation`,
    message: (it) => `"${shortened(it.value)}" is not ${formatWords[it.format] ?? `of the format ${it.format}`}.`,
  },
  'schema/bounds': {
    severity: 'error',
    summary: 'A number, a text or a list is out of its bounds.',
    docs: `${crds}/#validation`,
    message: (it) => `"${it.path}" ${boundWords[it.bound](it.limit)}.`,
  },
  'schema/duplicate-item': {
    severity: 'error',
    summary: 'Two items of a list have one key, which the API server refuses.',
    docs: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
    message: (it) => `The list "${it.path}" has ${it.item} already. The API server refuses it twice.`,
  },
  'schema/choice': {
    severity: 'error',
    summary: 'A value has none of the forms that the API server takes, or several of them.',
    docs: `${crds}/#validation`,
    message: (it) => `${it.path === '' ? 'The object' : `"${it.path}"`} fits none of the forms that its kind allows.`,
  },
  'schema/rule': {
    severity: 'error',
    summary: 'An object breaks a rule of its kind, and the API server refuses it.',
    docs: `${crds}/#validation-rules`,
    message: (it) => `The API server refuses this: ${it.message}.`,
  },
  'schema/name': {
    severity: 'error',
    summary: 'A name is not one that Kubernetes takes.',
    docs: `${concepts}/names/`,
    message: (it) => `"${shortened(it.value)}" is no name that Kubernetes takes: ${nameWords[it.form]}.`,
  },
  'schema/label': {
    severity: 'error',
    summary: 'The key or the value of a label is not one that Kubernetes takes.',
    docs: `${concepts}/labels/#syntax-and-character-set`,
    message: (it) =>
      it.part === 'value'
        ? `"${shortened(it.value)}" cannot be the value of a label: at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.`
        : `"${shortened(it.value)}" cannot be a key here: at most 63 letters, digits, "-", "_" and ".", after a domain and "/" if it has one.`,
  },
  'schema/changed-value': {
    severity: 'warning',
    summary: 'Flux changes a value without a word while it builds.',
    docs: fluxApply,
    message: (it) => `Flux makes ${it.becomes} of this. Put ${it.text} in quotes to keep it.`,
  },
};

const articles: Readonly<Record<string, string | undefined>> = {
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

const formatWords: Readonly<Record<string, string | undefined>> = {
  quantity: 'a quantity: a number, with m, k, M, G, T, Ki, Mi, Gi or Ti behind it if need be',
  byte: 'base64. Put text that is not encoded under "stringData" in a Secret',
  'date-time': 'a time such as 2026-01-31T12:00:00Z',
  date: 'a date such as 2026-01-31',
  ipv4: 'an IPv4 address',
  uuid: 'a UUID',
};

const boundWords: { readonly [B in Bound]: (limit: number) => string } = {
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

const nameWords: { readonly [F in NameForm]: string } = {
  subdomain: 'at most 253 lower case letters, digits, "-" and ".", with a letter or digit at both ends',
  label: 'at most 63 lower case letters, digits and "-", with a letter or digit at both ends',
  service: 'at most 63 lower case letters, digits and "-", with a letter first and a letter or digit last',
  segment: 'it must not be ".", ".." or hold "/" or "%"',
  cronjob: 'at most 52 lower case letters, digits, "-" and ".", with a letter or digit at both ends',
};

function placeOf(it: UnknownField): string {
  return it.path === '' ? it.kind : `"${it.path}" of ${it.kind}`;
}

function hintsOf(it: UnknownField): string {
  const [place] = it.belongs;
  if (place !== undefined) return place === '' ? ' It belongs to the top level.' : ` It belongs under "${place}".`;
  return didYouMean(it.similar);
}

function quotedText(it: { readonly text?: string; readonly found: string }): string {
  return it.text === '' ? 'nothing' : `"${shortened(it.text ?? '')}"`;
}

function quoteHint(it: { readonly expected: string; readonly found: string; readonly quoted?: boolean }): string {
  const isScalar = it.found !== 'object' && it.found !== 'array' && it.found !== 'null';
  if (it.expected === 'string' && isScalar) return ' Put it in quotes.';
  return it.quoted === true && it.expected !== 'object' && it.expected !== 'array' ? ' Take the quotes away.' : '';
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
