import type { ImageProblem } from '../problems/images.ts';
import { similar } from '../similar.ts';
import { draft, replace } from './draft.ts';
import type { Fixes } from './draft.ts';
import { removeKey } from './edit.ts';

export const imageFixes: Fixes<ImageProblem> = {
  'image/name': (it, manifest) =>
    it.name === undefined ? [] : [{ title: `Change to "${it.name}"`, edits: [replace(manifest, it.span, it.name)] }],
  'image/policy-missing': 'How to choose a tag is a decision.',
  'image/policy-ignored': (it, manifest) =>
    draft(manifest, it.span, `Remove ${it.policy}`, (document) => removeKey(manifest, document, it.path)),
  'image/filter': 'What the expression should match, only the author knows.',
  'image/filter-group': (it, manifest) => {
    const [only] = it.names.length === 1 ? it.names : similar(it.group, it.names);
    if (only === undefined) return [];
    const text = it.value.replace(/\$\{?(\w+)\}?/g, (all, name: string) => (name === it.group ? `$${only}` : all));
    return [{ title: `Use group "${only}"`, edits: [replace(manifest, it.span, text)] }];
  },
  'image/not-numeric': 'Which part of the tag is the number, only the author knows.',
  'image/marker-form': (it, manifest) =>
    it.meant === undefined
      ? []
      : [{ title: `Write ${it.meant}`, edits: [{ path: manifest.path, span: it.span, text: it.meant }] }],
  'image/marker-part': (it, manifest) => [
    { title: `Write ${it.meant}`, edits: [replace(manifest, it.span, it.meant)] },
  ],
  'image/no-git': 'Who commits, only the author knows.',
  'image/template-field': 'The new fields have another structure, so the message must be written anew.',
};
