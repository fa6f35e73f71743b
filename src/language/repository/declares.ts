import { kustomizeGroup } from '../../flux/kind.ts';
import { headerOf } from './header.ts';
import type { Header, Word } from './header.ts';
import { inputsOf, withInput } from './inputs.ts';
import { instanceSpec } from './instance.ts';

/** An object that a document makes appear in the cluster: itself, or one that its controller will make. */
export interface Declared {
  readonly group: string;
  readonly kind: string;
  readonly name: Word;
  /** As written; the effective one depends on who builds the file. */
  readonly namespace?: string;
}

/** The objects that a document with a header and fields declares. */
export function* declaredBy(header: Header, fields: ReadonlyMap<string, Word>): Generator<Declared> {
  const { group, kind, name, namespace } = header;
  if (kind === undefined || header.apiVersion === undefined || group === kustomizeGroup) return;
  const at = namespace === undefined ? {} : { namespace: namespace.value };
  if (name !== undefined) yield { group, kind: kind.value, name, ...at };
  const inputs = kind.value === 'ResourceSet' ? inputsOf(fields) : undefined;
  for (const [, it] of embeddedHeaders(header, fields)) {
    if (it.kind === undefined || it.name === undefined) continue;
    const place = it.namespace && { namespace: it.namespace.value };
    yield* rendered({ group: it.group, kind: it.kind.value, name: it.name, ...place }, inputs);
  }
  if (kind.value === 'ArtifactGenerator') yield* artifactsOf(fields, at);
  const instance = instanceSpec({ header, fields });
  if (instance !== undefined) yield* syncOf(fields, `${instance}.sync`, at);
}

/** What a template of a ResourceSet makes: one object for each input, where those are known, or what it says. */
function rendered(it: Declared, inputs: ReturnType<typeof inputsOf>): readonly Declared[] {
  const isTemplate = [it.name.value, it.namespace ?? ''].some((text) => text.includes('<<'));
  if (!isTemplate || inputs === undefined || inputs.length === 0) return [it];
  const all = inputs.map((input): Declared => {
    const name = { ...it.name, value: withInput(it.name.value, input) };
    return { ...it, name, ...(it.namespace !== undefined && { namespace: withInput(it.namespace, input) }) };
  });
  return [...new Map(all.map((one) => [`${one.namespace ?? ''}/${one.name.value}`, one])).values()];
}

function* artifactsOf(fields: ReadonlyMap<string, Word>, at: { readonly namespace?: string }): Generator<Declared> {
  for (const [path, name] of fields) {
    if (/^spec\.artifacts\.\d+\.name$/.test(path))
      yield { group: 'source.toolkit.fluxcd.io', kind: 'ExternalArtifact', name, ...at };
  }
}

/** Flux Operator makes a source and a Kustomization of one name, by default the instance's namespace (FluxInstance `spec.sync`). */
function* syncOf(
  fields: ReadonlyMap<string, Word>,
  sync: string,
  at: { readonly namespace?: string },
): Generator<Declared> {
  const kind = fields.get(`${sync}.kind`);
  if (kind === undefined) return;
  const name = fields.get(`${sync}.name`) ?? { value: at.namespace ?? 'flux-system', span: kind.span };
  yield { group: 'source.toolkit.fluxcd.io', kind: kind.value, name, ...at };
  yield { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization', name, ...at };
}

/** Where whole objects stand in a document of a kind. */
const lists: Readonly<Record<string, string>> = { List: 'items', ResourceSet: 'spec.resources' };

/** The headers of the objects that stand in a document, each with the dotted path to it: the items of a List, the resources of a ResourceSet. */
export function* embeddedHeaders(
  { kind }: Pick<Header, 'kind'>,
  fields: ReadonlyMap<string, Word>,
): Generator<readonly [path: string, header: Header]> {
  const list = Object.hasOwn(lists, kind?.value ?? '') ? lists[kind?.value ?? ''] : undefined;
  if (list === undefined) return;
  for (const path of fields.keys()) {
    if (!path.startsWith(`${list}.`) || !path.endsWith('.kind')) continue;
    const place = path.slice(0, -'.kind'.length);
    yield [place, headerOf(fields, `${place}.`)];
  }
}
