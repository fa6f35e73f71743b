import type { Resource } from './catalog.ts';
import { textAt, type Item } from './json.ts';
import { refuse } from './refusal.ts';

/** Whether an object is meant. */
export type Selector = (item: Item) => boolean;

/** The selector of a list or watch. Refuses (400) what the server does not understand. */
export function selectorOf(resource: Resource, labels: string, fields: string): Selector {
  const all = [...split(labels).map(labelSelector), ...split(fields).map((it) => fieldSelector(resource, it))];
  return (item) => all.every((selects) => selects(item));
}

const key = String.raw`[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?`;
const operators: readonly { form: RegExp; test: (found: string | undefined, values: string[]) => boolean }[] = [
  { form: new RegExp(`^(?<key>${key})\\s*(?:==?)\\s*(?<value>[^=!,()\\s]*)$`), test: (it, [value]) => it === value },
  { form: new RegExp(`^(?<key>${key})\\s*!=\\s*(?<value>[^=!,()\\s]*)$`), test: (it, [value]) => it !== value },
  {
    form: new RegExp(`^(?<key>${key})\\s+in\\s*\\((?<value>[^()]*)\\)$`),
    test: (it, values) => it !== undefined && values.includes(it),
  },
  {
    form: new RegExp(`^(?<key>${key})\\s+notin\\s*\\((?<value>[^()]*)\\)$`),
    test: (it, values) => it === undefined || !values.includes(it),
  },
  { form: new RegExp(`^(?<key>${key})$`), test: (it) => it !== undefined },
  { form: new RegExp(`^!\\s*(?<key>${key})$`), test: (it) => it === undefined },
];

function labelSelector(text: string): Selector {
  for (const { form, test } of operators) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const name = groups['key'] ?? '';
    const values = (groups['value'] ?? '').split(',').map((it) => it.trim());
    return (item) => test(item.metadata.labels?.[name], values);
  }
  throw refuse.bad(`unable to parse requirement: ${JSON.stringify(text)}`);
}

function fieldSelector(resource: Resource, text: string): Selector {
  const parts = /^([^=!]+)(!=|==?)(.*)$/.exec(text);
  if (!parts) throw refuse.bad(`invalid field selector: ${JSON.stringify(text)}`);
  const [, field = '', operator, value = ''] = parts;
  if (!resource.selectable.includes(field)) {
    throw refuse.bad(`field label not supported: ${field}`);
  }
  const path = field.split('.');
  return (item) => ((textAt(item, ...path) ?? '') === value) === (operator !== '!=');
}

/** Splits at commas outside of parentheses. */
function split(text: string): string[] {
  return text
    .split(/,(?![^()]*\))/)
    .map((it) => it.trim())
    .filter((it) => it !== '');
}
