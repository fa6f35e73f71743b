import { below } from '../build/bases.ts';
import { sourceLocality } from '../build/locality.ts';
import { keyOf } from '../build/sources.ts';
import { inputsOf, withInput } from '../repository/inputs.ts';
import { rootedPath } from '../repository/paths.ts';
import { lengthAt } from '../repository/values.ts';
import type { Rule } from '../rule.ts';
import { similar } from '../similar.ts';
import { textOf } from '../yaml/parse.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** What Flux Operator gives every input (flux-operator v0.59.0 internal/inputs). */
const given = ['id', 'provider'];

/**
 * `<< inputs.name >>` that an input of the ResourceSet itself does not have: nothing is made then (flux-operator v0.59.0 internal/builder renders with
 * `missingkey=error`).
 */
export const missingInputs: Rule = function* ({ document }) {
  const inputs = inputsOf(document.facts.fields);
  const { text } = document.section;
  if (inputs === undefined || inputs.length === 0 || /\bhasKey\b/.test(text)) return;
  for (const match of text.matchAll(/<<[^<>\n]*?\binputs\.(\w+)/g)) {
    const name = match[1] ?? '';
    const lacking = inputs.findIndex((it) => ![...it.keys()].some((key) => key === name || key.startsWith(`${name}.`)));
    if (lacking < 0 || given.includes(name)) continue;
    const start = match.index + match[0].length - name.length;
    const all = inputs.flatMap((it) => [...it.keys()]);
    const span = document.shift({ start, end: start + name.length });
    yield { code: 'reference/input-missing', name, number: lacking + 1, similar: similar(name, all), span };
  }
};

/** Folders of this repository that Kustomizations of a ResourceSet would build, and that are not there. */
export const missingTemplatePaths: Rule = function* ({ repository, manifest, document }) {
  const inputs = inputsOf(document.facts.fields);
  if (inputs === undefined) return;
  for (let at = 0; at < lengthAt(document, ['spec', 'resources']); at++) {
    const nodeOf = (...path: readonly string[]) => document.nodeAt(['spec', 'resources', at, ...path]);
    const said = (...path: readonly string[]) => textOf(nodeOf(...path));
    const [path, kind, name] = [
      said('spec', 'path'),
      said('spec', 'sourceRef', 'kind'),
      said('spec', 'sourceRef', 'name'),
    ];
    const node = nodeOf('spec', 'path');
    if (said('kind') !== 'Kustomization' || !node || path === undefined || kind === undefined || name === undefined)
      continue;
    const namespace = said('spec', 'sourceRef', 'namespace') ?? said('metadata', 'namespace') ?? '';
    const here = sourceLocality(repository, { kind, name, key: keyOf(kind, namespace, name) }, manifest.path);
    if (here === undefined) continue;
    for (const input of inputs.length === 0 ? [new Map<string, string>()] : inputs) {
      const put = withInput(path, input);
      const folder = rootedPath(put);
      if (isSymbolic(put) || repository.exists(below(here.base, folder))) continue;
      yield { code: 'path/missing', path: put, similar: [], certain: here.sure, span: document.span(node) };
      break;
    }
  }
};
