import type { MetadataProblem } from '../problems/metadata.ts';
import { replace } from './draft.ts';
import type { Fixes } from './draft.ts';

export const metadataFixes: Fixes<MetadataProblem> = {
  'metadata/control': (it, manifest) =>
    it.values.map((text) => ({
      title: `Use ${text}`,
      edits: [replace(manifest, it.span, text)],
      // Where there is only one, but the text says the opposite, nobody knows.
      sure: it.values.length === 1 && text.toLowerCase() === it.value.toLowerCase(),
    })),
};
