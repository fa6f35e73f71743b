import { isKustomizationPath } from './build/builds.ts';
import type { Diagnosis } from './diagnose.ts';
import type { ManifestDocument } from './repository/manifest.ts';
import type { Repository } from './repository/repository.ts';

/** Whether completion, hover and problems come from schemas: always, never, or where no other extension has a schema. */
export const schemaModes = ['auto', 'always', 'never'] as const;
export type SchemaMode = (typeof schemaModes)[number];

/** What the YAML extension beside us knows of schemas, where it runs. */
export interface OtherSchemas {
  /** The setting `yaml.schemas`: globs by the address of a schema. */
  readonly mappings: Readonly<Record<string, string | readonly string[]>>;
  /** The setting `yaml.schemaStore.enable`: schemas by file name, from the network. */
  readonly store: boolean;
}

/** Problems that a schema in the hands of the YAML extension shows just as well. */
const shownElsewhere: ReadonlySet<string> = new Set([
  'duration/invalid',
  'schema/bounds',
  'schema/choice',
  'schema/dropped-field',
  'schema/enum',
  'schema/format',
  'schema/null',
  'schema/pattern',
  'schema/required',
  'schema/type',
  'schema/unknown-field',
]);

/**
 * Whether the fields at an offset of a file are ours to explain, complete and judge. Where they are not, what no schema can know stays:
 * references, paths, variables, versions, rules of Flux.
 */
export function ownsFields(
  repository: Repository,
  path: string,
  offset: number,
  mode: SchemaMode,
  others: OtherSchemas | undefined,
): boolean {
  if (mode !== 'auto') return mode === 'always';
  const document = repository.manifest(path)?.documentAt(offset);
  return others === undefined || document === undefined || !isDescribedElsewhere(path, document, others);
}

/** Whether a problem is left to the YAML extension, or was found by a schema that nobody wants to hear of. */
export function isLeftOut(
  { code }: Pick<Diagnosis, 'code'>,
  owned: boolean,
  others: OtherSchemas | undefined,
): boolean {
  // Plain errors of YAML are its job wherever it runs.
  if (others !== undefined && code.startsWith('yaml/')) return true;
  return !owned && shownElsewhere.has(code);
}

/** Whether another supplier of schemas is evident: a modeline, a mapping that fits the file, or the schema store. */
function isDescribedElsewhere(path: string, { section }: ManifestDocument, others: OtherSchemas): boolean {
  const modeline = /^#\s*yaml-language-server\s*:.*\$schema=(\S+)/m.exec(section.text)?.[1];
  if (modeline !== undefined) return modeline !== 'none';
  if (others.store && isKustomizationPath(path)) return true;
  return Object.values(others.mappings)
    .flat()
    .some((glob) => fits(glob, path));
}

/** As the YAML extension matches: the end of the path decides, and a star stands for anything. */
function fits(glob: string, path: string): boolean {
  const parts = glob.replace(/^(?:\.?\/|\*\*\/)+/, '').split(/\*+/);
  let rest = `/${path}`;
  const last = parts.pop() ?? '';
  for (const part of parts) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return parts.length === 0 ? rest.endsWith(`/${last}`) : rest.endsWith(last);
}
