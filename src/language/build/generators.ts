import { folderOf, joinPath, nameOf } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { at, isBody, pairs, text, texts } from './body.ts';
import type { Body, Value } from './body.ts';
import type { BuiltObject } from './object.ts';
import type { Findings, Place } from './problem.ts';

const kinds = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;
export type Generator = keyof typeof kinds;

/** What one entry of a generator makes. Contents of files whose text is not known are missing in it, and it is vague then. */
export function generated(
  repository: Repository,
  file: { readonly path: string; readonly document: number; readonly body: Body },
  generator: Generator,
  index: number,
  findings: Findings,
): BuiltObject | undefined {
  const list = file.body[generator];
  const args = Array.isArray(list) ? (list as readonly Value[])[index] : undefined;
  const name = text(at(args, 'name'));
  if (!isBody(args) || name === undefined || name === '') return undefined;
  const place: Place = { path: file.path, document: file.document, at: [generator, index] };
  const data = dataOf(repository, args, place, findings);
  const options = optionsOf(args, file.body);
  const namespace = text(args['namespace']) ?? '';
  const kind = kinds[generator];
  const behavior = text(args['behavior']);
  const body = objectOf(kind, args, namespace, options, data.content);
  return {
    origin: { path: file.path, document: file.document, generator, item: index },
    identity: { group: '', version: 'v1', kind, namespace, name },
    before: [],
    prefix: '',
    suffix: '',
    behavior: behavior === 'merge' || behavior === 'replace' ? behavior : 'create',
    hashed: options['disableNameSuffixHash'] !== true,
    vague: data.vague,
    body: () => body,
  };
}

/** What a generated object becomes that is merged into, or replaces, one that is there. */
export function absorbed(old: BuiltObject, added: BuiltObject): BuiltObject {
  const body = (): Body => {
    const [was, now] = [old.body(), added.body()];
    const both = (key: string): Value | undefined => {
      const parts = added.behavior === 'merge' ? [was[key], now[key]] : [now[key]];
      return parts.some(isBody) ? (Object.assign({}, ...parts.filter(isBody)) as Body) : undefined;
    };
    const kept = (key: string): Body => ({ ...asBody(at(was, 'metadata', key)), ...asBody(at(now, 'metadata', key)) });
    const metadata = { ...asBody(was['metadata']), ...asBody(now['metadata']) };
    const extra = (key: string): Body => (Object.keys(kept(key)).length > 0 ? { [key]: kept(key) } : {});
    const [data, binaryData] = [both('data'), both('binaryData')];
    return {
      ...now,
      metadata: { ...metadata, ...extra('labels'), ...extra('annotations') },
      ...(data && { data }),
      ...(binaryData && { binaryData }),
    };
  };
  const { prefix, suffix, before, identity } = old;
  return {
    ...added,
    identity,
    before,
    prefix,
    suffix,
    hashed: old.hashed,
    vague: old.vague || added.vague,
    body,
  };
}

function asBody(value: Value | undefined): Body {
  return isBody(value) ? value : {};
}

/** The options of an entry over those of the file. */
function optionsOf(args: Body, file: Body): Body {
  const [own, all] = [asBody(args['options']), asBody(file['generatorOptions'])];
  const either = (key: string): boolean => own[key] === true || all[key] === true;
  return {
    labels: { ...pairs(all['labels']), ...pairs(own['labels']) },
    annotations: { ...pairs(all['annotations']), ...pairs(own['annotations']) },
    disableNameSuffixHash: either('disableNameSuffixHash'),
    immutable: either('immutable'),
  };
}

function objectOf(
  kind: 'ConfigMap' | 'Secret',
  args: Body,
  namespace: string,
  options: Body,
  content: ReadonlyMap<string, string>,
): Body {
  const keys = [...content.keys()].sort();
  const encode = kind === 'Secret' ? base64 : (it: string): string => it;
  const data = Object.fromEntries(keys.map((key) => [key, encode(content.get(key) ?? '')]));
  const [labels, annotations] = [pairs(options['labels']), pairs(options['annotations'])];
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: text(args['name']) ?? '',
      ...(namespace !== '' && { namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...(kind === 'Secret' && { type: text(args['type']) || 'Opaque' }),
    ...(keys.length > 0 && { data }),
    ...(options['immutable'] === true && { immutable: true }),
  };
}

interface Data {
  readonly content: Map<string, string>;
  vague: boolean;
}

function dataOf(repository: Repository, args: Body, place: Place, findings: Findings): Data {
  const data: Data = { content: new Map(), vague: false };
  const put = (key: string, value: string, where: Place): void => {
    if (data.content.has(key)) findings.add(where, { what: 'key-twice', key });
    data.content.set(key, value);
  };
  const read = (file: string, where: Place): string | undefined => {
    const path = joinPath(folderOf(place.path), file);
    if (path !== undefined) findings.sources.add(path);
    const found = path === undefined ? undefined : (repository.text(path) ?? repository.plainText(path));
    if (found !== undefined && !found.includes('\ufffd')) return found;
    data.vague = true;
    const isKnown = path === undefined || isSymbolic(file) || /:\/\//.test(file) || repository.isFile(path);
    if (!isKnown) findings.add(where, { what: 'source-missing', file });
    return undefined;
  };
  const within = (...steps: readonly (string | number)[]): Place => ({ ...place, at: [...place.at, ...steps] });
  const env = text(args['env']);
  const envs = texts(args['envs']).map((it, index) => [it, within('envs', index)] as const);
  for (const [file, where] of env === undefined ? envs : [...envs, [env, within('env')] as const]) {
    for (const [key, value] of lines(read(file, where) ?? '')) put(key, value, where);
  }
  for (const [index, source] of texts(args['literals']).entries()) {
    const cut = source.indexOf('=');
    if (cut <= 0) findings.add(within('literals', index), { what: 'source-form', source });
    else put(source.slice(0, cut), unquoted(source.slice(cut + 1)), within('literals', index));
  }
  for (const [index, source] of texts(args['files']).entries()) {
    const where = within('files', index);
    const parts = source.split('=');
    const [key = '', file = ''] = parts.length === 1 ? [nameOf(source), source] : parts;
    if (parts.length > 2 || key === '' || file === '') findings.add(where, { what: 'source-form', source });
    else put(key, read(file, where) ?? '', where);
  }
  return data;
}

/** The pairs of an env file: blank lines and comments left out, a key alone has an empty value. */
function* lines(content: string): Iterable<readonly [key: string, value: string]> {
  for (const line of content.replace(/^\ufeff/, '').split('\n')) {
    const trimmed = line.replace(/\r$/, '').trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const cut = trimmed.indexOf('=');
    yield cut < 0 ? [trimmed, ''] : [trimmed.slice(0, cut), trimmed.slice(cut + 1)];
  }
}

function unquoted(value: string): string {
  const first = value[0];
  return value.length >= 2 && first === value.at(-1) && (first === '"' || first === "'") ? value.slice(1, -1) : value;
}

function base64(value: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(value)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
