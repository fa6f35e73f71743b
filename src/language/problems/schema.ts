import { didYouMean, quotedList } from './row.ts';
import type { Rows } from './row.ts';
import {
  articles,
  changeWords,
  formatWords,
  boundWords,
  nameWords,
  placeOf,
  hintsOf,
  quotedText,
  quoteHint,
  shortened,
} from './schemaWords.ts';
import type { Bound, NameForm, UnknownField } from './schemaWords.ts';

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
  | {
      readonly code: 'schema/unknown-kind';
      readonly kind: string;
      readonly apiVersion: string;
      /** What is wrong: the kind, or only its version. */
      readonly part: 'kind' | 'version';
      /** Kinds, or `group/version`s. */
      readonly similar: readonly string[];
    }
  | { readonly code: 'schema/choice'; readonly path: string }
  | {
      readonly code: 'schema/rule';
      readonly path: string;
      readonly message: string;
      /** Kustomize refuses it, and not the API server. */
      readonly isBuild?: true;
    }
  | { readonly code: 'schema/name'; readonly value: string; readonly form: NameForm }
  | { readonly code: 'schema/label'; readonly value: string; readonly part: 'key' | 'value' }
  | {
      readonly code: 'schema/lost-labels';
      /** The scalar that is no text; absent for mappings and lists. */
      readonly text?: string;
      /** The annotations are meant, which are no mapping. */
      readonly isAnnotations?: true;
    }
  | { readonly code: 'schema/lost-object'; readonly text: string }
  | {
      readonly code: 'schema/changed-value';
      readonly text: string;
      readonly becomes: string;
      /** A leading zero makes a number octal; an amount is nothing, so 0; a number is too large for 32 bits; there are spaces around an amount. */
      readonly why?: 'octal' | 'nothing' | 'overflow' | 'spaces';
    };

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
  'schema/unknown-kind': {
    severity: 'error',
    summary: 'Kubernetes has no such kind in this version.',
    docs: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    message: (it) =>
      `Kubernetes has no ${it.kind} in ${it.apiVersion}.${it.part === 'kind' || it.similar.length === 0 ? didYouMean(it.similar) : ` Use ${quotedList(it.similar)}.`}`,
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
    message: (it) =>
      `${it.isBuild === true ? 'Kustomize cannot build this' : 'The API server refuses this'}: ${it.message}.`,
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
  'schema/lost-labels': {
    severity: 'warning',
    summary:
      'A label of an object is no text, or its annotations are no mapping, and Flux drops them all without a word.',
    docs: `${concepts}/labels/#syntax-and-character-set`,
    message: (it) =>
      it.isAnnotations === true
        ? 'Annotations must be a mapping. As they are, Flux drops them without a word.'
        : `The value of a label must be text${it.text === undefined || it.text === '' ? '' : `: put ${it.text} in quotes`}. As it is, Flux drops all labels of the object without a word.`,
  },
  'schema/lost-object': {
    severity: 'warning',
    summary: 'The name or the apiVersion of an object is no text, and Flux drops the object without a word.',
    docs: `${concepts}/names/`,
    message: (it) => `This must be text, and ${it.text} is none. As it is, Flux drops the whole object without a word.`,
  },
  'schema/changed-value': {
    severity: 'warning',
    summary: 'Flux changes a value without a word while it builds.',
    docs: fluxApply,
    message: (it) => `Flux ${changeWords[it.why ?? 'text'](it)}`,
  },
};
