import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

/** Turns each YAML file of texts in one folder into a JSON file of the same name in another, which it makes. */
export async function writeTexts(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).filter((name) => name.endsWith('.yaml'));
  await Promise.all(
    names.map(async (name) => {
      const texts: unknown = parse(await readFile(join(from, name), 'utf8'));
      await writeFile(join(to, `${basename(name, '.yaml')}.json`), JSON.stringify(texts));
    }),
  );
}
