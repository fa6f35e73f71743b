import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kindOf } from '../../src/flux/kinds.ts';
import { metadataFile } from '../../src/language/schema/bundle.ts';
import { inTheMannerOf } from '../../src/language/schema/manner.ts';
import type { Schema } from '../../src/language/schema/schema.ts';
import { schemaOf } from '../../src/language/schema/structural.ts';
import { ensureTools } from '../../test/bed/tools.ts';
import { datesOf, withDates, withMetadata } from './custom.ts';
import type { Crd } from './custom.ts';
import { crdsOf, releases } from './history.ts';
import { print } from './print.ts';
import type { Described } from './print.ts';

/** An API version that a newer Flux no longer serves. */
interface Former {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema;
}

/** Kept in the repository, as `history.json` is and for the same reason. */
const formerFile = join(import.meta.dirname, 'former.json');

/** The last minor of Flux whose CRDs still have every version that 2.2 served. */
const last = '2.6';

/** A file for each version that some Flux of the tables served and the newest does not, in the order of the `current` version of its kind. */
export function formerKinds(current: readonly Described[]): readonly Described[] {
  const served = current.flatMap((it) => it.kinds.map((row) => ({ ...row, schema: it.content.schema })));
  const all = JSON.parse(readFileSync(formerFile, 'utf8')) as readonly Former[];
  return all.flatMap(({ group, version, kind, namespaced, schema: given }) => {
    const rows = served.filter((it) => it.group === group && it.kind === kind);
    if (rows.some((it) => it.version === version)) return [];
    const model = rows[0]?.schema;
    const dated = withDates(given, datesOf(group, kind), '');
    const schema = withMetadata(model === undefined ? dated : inTheMannerOf(model, dated));
    const file = `${kind}.${group}.${version}.json`;
    const row = { group, version, kind, namespaced, product: 'former', file };
    return [{ file, content: { uses: [metadataFile], schema }, kinds: [row] }];
  });
}

function formersIn(text: string): readonly Former[] {
  const { group, scope, names, versions } = (parse(text) as Crd).spec;
  const gone = versions.filter(({ name }) => kindOf(group, names.kind)?.versions.includes(name) !== true);
  return gone.map(({ name, schema }) => ({
    ...{ group, version: name, kind: names.kind, namespaced: scope === 'Namespaced' },
    schema: schemaOf(schema.openAPIV3Schema),
  }));
}

if (import.meta.main) {
  const { 'controller-gen': generator } = await ensureTools(['controller-gen'], (line) => console.error(line));
  const release = releases.find((it) => it.minor === last);
  if (release === undefined) throw new Error(`no modules of Flux ${last}`);
  const found = (await crdsOf(release, generator)).flatMap(formersIn);
  writeFileSync(formerFile, print(found, 2));
}
