import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { BundleReader } from '../src/language/schema/schema.ts';
import type { TextFile } from '../src/language/schema/texts.ts';

const folder = join(import.meta.dirname, '../src/schemas/texts');

/** Every file of texts by its name without ending, as it stands in `src`. */
export function textFiles(): ReadonlyMap<string, TextFile> {
  const names = readdirSync(folder).map((name) => basename(name, '.yaml'));
  return new Map(names.map((name) => [name, textFileNamed(name)]));
}

/** Gives the texts of `src/schemas/texts` as a build would put them into `dist/schemas/texts`. */
export const readTexts: BundleReader = (file) => {
  const name = /^texts\/(.+)\.json$/.exec(file)?.[1];
  return name === undefined || !existsSync(join(folder, `${name}.yaml`))
    ? undefined
    : JSON.stringify(textFileNamed(name));
};

function textFileNamed(name: string): TextFile {
  return parse(readFileSync(join(folder, `${name}.yaml`), 'utf8')) as TextFile;
}
