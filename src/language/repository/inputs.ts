import type { Word } from './header.ts';

type Fields = ReadonlyMap<string, Word>;

/** A field of an input in a template: `<< inputs.name >>`, and nothing done to it. */
const plain = /<<-?\s*inputs\.(\w+)\s*-?>>/g;

/**
 * The inputs of a ResourceSet, each as its scalars by name; `undefined` where providers or a strategy have a say (flux-operator v0.59.0 api/v1 and
 * internal/builder: each template is rendered once for each input).
 */
export function inputsOf(fields: Fields): readonly ReadonlyMap<string, string | undefined>[] | undefined {
  const inputs: Map<string, string | undefined>[] = [];
  for (const [field, word] of fields) {
    if (/^spec\.(?:inputsFrom|inputStrategy)\./.test(field)) return undefined;
    const [, at, name] = /^spec\.inputs\.(\d+)\.(.+)$/.exec(field) ?? [];
    if (at === undefined || name === undefined) continue;
    const input = (inputs[Number(at)] ??= new Map<string, string | undefined>());
    input.set(name, word.hidden === true ? undefined : word.value);
  }
  return inputs.filter(() => true);
}

/** A text with an input put in; as it stands as far as that is not known. */
export function withInput(text: string, input: ReadonlyMap<string, string | undefined>): string {
  return text.replace(plain, (all, name: string) => input.get(name) ?? all);
}
