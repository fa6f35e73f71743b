import { rootedPath } from '../repository/paths.ts';
import { valueAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';

/** What Kustomizations and image automations work on. */
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

/** Paths that leave their source: the controllers hold them in (RULES.md rule 34; `securejoin` in kustomize-controller 1.9). */
export const outside: Rule = function* ({ document }) {
  const path = valueAt(document, fields[document.header.kind?.value ?? ''] ?? []);
  let depth = 0;
  for (const part of path?.text.split('/') ?? []) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (path === undefined || depth >= 0) continue;
    yield { code: 'path/outside', path: `./${rootedPath(path.text)}`, span: path.span };
    return;
  }
};
