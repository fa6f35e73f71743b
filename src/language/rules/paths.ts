import { valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';

const fields: Readonly<Record<string, readonly string[]>> = {
  Kustomization: ['spec', 'path'],
  ImageUpdateAutomation: ['spec', 'update', 'path'],
};

/** Paths with the separator of Windows, which is part of a name where Flux runs (RULES.md rule 34). */
export const backslashes: Rule = function* ({ document }) {
  const path = valueAt(document, fields[document.header.kind?.value ?? ''] ?? []);
  if (path?.text.includes('\\') === true)
    yield { code: 'path/backslash', path: path.text.replaceAll('\\', '/'), span: path.span };
};
