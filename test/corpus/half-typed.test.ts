import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../src/files.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { Repository } from '../../src/language/repository/repository.ts';
import { fleetFolder } from '../fixtures/fleet.ts';
import { bundledSchemas } from '../schemas.ts';

const corpus = process.env['FLUXWRIGHT_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const settings = { rules: {}, external: [] };
const word = 'inst';

/** How many lines are left out from one that gets a word before it to the next: judging all files takes its time. */
const strides = { fleet: 4, 'kustomize-helm-example': 3 };

/** A text with half a key before one of its lines, as deep as that line. */
function typedBefore(lines: readonly string[], index: number): string {
  const [indent = ''] = /^ *(?:- )?/.exec(lines[index] ?? '') ?? [];
  const at = indent.endsWith('- ') ? index + 1 : index;
  return [...lines.slice(0, at), ' '.repeat(indent.length) + word, ...lines.slice(at)].join('\n');
}

/** A word on a line of its own may go on with a text above it, which is a text then, and with a patch that is a text of several lines. */
function isTrue(code: string, message: string): boolean {
  return code.startsWith('yaml/') || message.includes(word) || code === 'build/patch-form';
}

describe('half a word on a line of its own', () => {
  for (const folder of [fleetFolder, join(corpus, 'kustomize-helm-example')].filter(existsSync)) {
    const name = folder.split('/').at(-1) ?? '';
    it(`turns nothing else red in ${name}`, async function () {
      this.timeout(120_000);
      const repository = new Repository({ schemas: bundledSchemas() });
      await readFolder(folder, repository);
      const paths = [...repository.paths()].filter((it) => /\.ya?ml$/.test(it));
      const problems = () =>
        paths.flatMap((path) => diagnose(repository, path, settings).map((it) => ({ path, ...it })));
      const key = (it: { path: string; code: string; message: string }) => `${it.path}: ${it.message} ${it.code}`;
      const before = new Set(problems().map(key));
      let turn = 0;
      for (const path of paths) {
        const text = repository.text(path) ?? '';
        const lines = text.split('\n');
        for (const [index, line] of lines.entries()) {
          if (/^\s*(?:#|---|$)/.test(line) || turn++ % strides[name as keyof typeof strides] !== 0) continue;
          repository.set(path, typedBefore(lines, index));
          const more = problems().filter((it) => !before.has(key(it)) && !isTrue(it.code, it.message));
          assert.deepEqual(more.map(key), [], `${path}:${index + 1}`);
        }
        repository.set(path, text);
      }
      assert.ok(turn > 0);
    });
  }
});
