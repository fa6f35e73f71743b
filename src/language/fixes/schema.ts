import { isMap } from 'yaml';
import type { Manifest } from '../repository/manifest.ts';
import { pairOf } from '../yaml/parse.ts';
import type { SchemaProblem } from '../problems/schema.ts';
import type { UnknownField } from '../problems/schemaWords.ts';
import { readPlain } from '../schema/scalars.ts';
import type { Span, TextEdit } from '../yaml/text.ts';
import { spellings, withoutTaken } from './draft.ts';
import type { Draft, Fixes } from './draft.ts';

export const schemaFixes: Fixes<SchemaProblem> = {
  'schema/unknown-field': (it, manifest) => fieldFixes(it, manifest),
  'schema/dropped-field': (it, manifest) => fieldFixes(it, manifest),
  'schema/type': (it, manifest) => typeFixes(it, manifest),
  'schema/null': (it, manifest) => removal('Remove the field', manifest, it.span),
  'schema/required': 'What the value should be, only the author knows.',
  'schema/enum': (it, manifest) =>
    spellings(manifest, it.span, it.similar.length > 0 ? it.similar : it.allowed.slice(0, 4)),
  'schema/pattern': 'What the value should be, only the author knows.',
  'schema/format': 'What the value should be, only the author knows.',
  'schema/bounds': 'What the value should be, only the author knows.',
  'schema/duplicate-item': 'Which of the two items is meant, only the author knows.',
  'schema/unknown-kind': (it, manifest) => spellings(manifest, it.span, it.similar),
  'schema/choice': 'Which of the forms is meant, only the author knows.',
  'schema/rule': 'Which of the fields to change is a decision.',
  'schema/name': (it, manifest) => spellings(manifest, it.span, nameLike(it.value)),
  'schema/label': 'What the label should say, only the author knows.',
  'schema/lost-labels': (it, manifest) =>
    it.text === undefined || it.text === ''
      ? []
      : [{ title: 'Put it in quotes', edits: [quoted(manifest, it.span, it.text)] }],
  'schema/lost-object': (it, manifest) => {
    const path = manifest.documentAt(it.span.start)?.locate(it.span.start).path;
    // No kind is called so, in quotes or without.
    return path?.at(-1) === 'name' ? [{ title: 'Put it in quotes', edits: [quoted(manifest, it.span, it.text)] }] : [];
  },
  'schema/changed-value': (it, manifest) => {
    if (it.why === undefined) return [{ title: 'Put it in quotes', edits: [quoted(manifest, it.span, it.text)] }];
    if (it.why === 'octal') return spellings(manifest, it.span, [it.text.replace(/^([-+]?)0+/, '$1')]);
    return it.why === 'spaces' ? spellings(manifest, it.span, [it.text.trim()]) : [];
  },
};

function fieldFixes(it: UnknownField & { readonly span: Span }, manifest: Manifest): readonly Draft[] {
  return [
    ...moves(it, manifest),
    ...spellings(manifest, it.span, withoutTaken(manifest, it.span, it.similar)),
    ...removal(`Remove "${it.field}"`, manifest, it.span),
  ];
}

function typeFixes(
  it: Extract<SchemaProblem, { readonly code: 'schema/type' }> & { readonly span: Span },
  manifest: Manifest,
): readonly Draft[] {
  const { text, expected } = it;
  if (text === undefined) return [];
  if (expected === 'string') return [{ title: 'Put it in quotes', edits: [quoted(manifest, it.span, text)] }];
  const meant = expected === 'boolean' ? (booleans[text.toLowerCase()] ?? text) : text;
  const { look } = readPlain(meant);
  if (look !== expected && !(expected === 'number' && look === 'integer')) return [];
  return [
    {
      title: meant === text ? 'Take the quotes away' : `Write ${meant}`,
      edits: [{ path: manifest.path, span: it.span, text: meant }],
    },
  ];
}

const booleans: Readonly<Record<string, string | undefined>> = { yes: 'true', on: 'true', no: 'false', off: 'false' };

function quoted(manifest: Manifest, span: Span, text: string): TextEdit {
  const quote = text.includes('"') || text.includes('\\') ? "'" : '"';
  return { path: manifest.path, span, text: quote + (quote === "'" ? text.replaceAll("'", "''") : text) + quote };
}

/** The name with small letters and dashes, where that makes it right. */
function nameLike(name: string): readonly string[] {
  const tidy = name
    .toLowerCase()
    .replaceAll(/[_\s]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return tidy !== name && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(tidy) ? [tidy] : [];
}

/** Takes a field away with the lines of its value, where it has lines of its own, and others stand beside it. */
function removal(title: string, manifest: Manifest, key: Span): readonly Draft[] {
  const block = isAlone(manifest, key) ? undefined : blockOf(manifest.text, key);
  if (block === undefined) return [];
  return [{ title, edits: [{ path: manifest.path, span: block, text: '' }], sure: false }];
}

/** Puts a field, with the lines of its value, into the mapping that has such a field, where that mapping is there in block style. */
function moves(it: UnknownField & { readonly span: Span }, manifest: Manifest): readonly Draft[] {
  const [place] = it.belongs;
  const document = manifest.documentAt(it.span.start);
  const block = isAlone(manifest, it.span) ? undefined : blockOf(manifest.text, it.span);
  if (place === undefined || document === undefined || block === undefined) return [];
  const map = document.nodeAt(place === '' ? [] : place.split('.'));
  const first = isMap(map) && map.flow !== true ? map.items[0]?.key : undefined;
  if (!isMap(map) || first === undefined || pairOf(document.yaml, map, it.field) !== undefined) return [];
  const target = document.span(first as Parameters<typeof document.span>[0]).start;
  const lineStart = manifest.text.lastIndexOf('\n', target - 1) + 1;
  const { text, path } = manifest;
  if (text.slice(lineStart, target).trim() !== '' || (lineStart >= block.start && lineStart < block.end)) return [];
  const moved = shifted(text.slice(block.start, block.end), columnOf(text, it.span.start), target - lineStart);
  const title = place === '' ? 'Move to the top level' : `Move to "${place}"`;
  return [
    {
      title,
      edits: [
        { path, span: block, text: '' },
        { path, span: { start: lineStart, end: lineStart }, text: moved },
      ],
    },
  ];
}

/** Whether a key is the only one of its mapping, of which nothing would be left without it. */
function isAlone(manifest: Manifest, key: Span): boolean {
  const document = manifest.documentAt(key.start);
  const { path = [], onKey = false } = document?.locate(key.start) ?? {};
  const map = document?.nodeAt(path.slice(0, -1));
  return onKey && isMap(map) && map.items.length < 2;
}

function shifted(block: string, from: number, to: number): string {
  const text = block.endsWith('\n') ? block : `${block}\n`;
  return text.replaceAll(/^( *)(?=\S)/gm, (blanks) => ' '.repeat(Math.max(0, blanks.length - from + to)));
}

/** The whole lines of a key and its value; `undefined` where something else stands before the key. */
function blockOf(text: string, key: Span): Span | undefined {
  const start = text.lastIndexOf('\n', key.start - 1) + 1;
  if (text.slice(start, key.start).trim() !== '') return undefined;
  const column = key.start - start;
  let end = endOfLine(text, key.end);
  for (let at = end; at < text.length; at = endOfLine(text, at)) {
    const line = text.slice(at, endOfLine(text, at));
    if (line.trim() === '') continue;
    const indent = line.search(/\S/);
    if (indent < column || (indent === column && !/^\s*- /.test(line))) break;
    end = at + line.length;
  }
  return { start, end };
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}
