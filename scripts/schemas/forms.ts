import type { Schema } from '../../src/language/schema/schema.ts';

/** Forms that many fields share. */
export const full: Schema = { minLength: 1 };
export const some: Schema = { minItems: 1 };
export const natural: Schema = { minimum: 0 };
export const positive: Schema = { minimum: 1 };
export const port: Schema = { minimum: 1, maximum: 65_535 };
export const withSpec: Schema = { required: ['spec'] };
export const named = { required: ['name'], properties: { name: full } } as const satisfies Schema;
/** The name of a port has a letter. */
export const portOrName: Schema = { ...port, pattern: '^([0-9a-z]-?)*[a-z](-?[0-9a-z])*$' };
/** A DNS label (RFC 1123). */
export const label: Schema = { minLength: 1, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' };
const dotted = '[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
export const subdomain: Schema = { maxLength: 253, pattern: `^${dotted}$` };
/** Empty is the same as none. */
export const subdomainOrNone: Schema = { maxLength: 253, pattern: `^(${dotted})?$` };
export const labelValue: Schema = { maxLength: 63, pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$' };
/** The key of a label, at the start of a line for CEL. */
export const labelKey = `^(${dotted}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$`;
const octet = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
export const address = `${octet}([.]${octet}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*`;
export const ip: Schema = { pattern: `^(${address})$` };

type Rule = NonNullable<Schema['rules']>[number];

/** A rule of CEL. */
export const must = (rule: string, message: string): Rule => ({ rule, message });

/** A rule that a list is there and not empty, or one of several. */
export const someOf = (fields: readonly string[], message: string): Rule =>
  must(fields.map((it) => `has(self.${it}) && size(self.${it}) > 0`).join(' || '), message);

/** A rule that at most, or just, one of some fields is there. */
export function oneOf(fields: readonly string[], compare: '<=' | '==', message: string): Rule {
  const there = fields.map((it) => `(has(self.${it}) ? 1 : 0)`).join(' + ');
  return must(`${there} ${compare} 1`, message);
}

/** A rule that the keys of a map are keys of labels. */
export const labelKeys = (what: string) =>
  must(`self.all(key, key.matches('${labelKey}'))`, `the keys of ${what} are keys of labels`);
