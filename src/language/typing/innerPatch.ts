import { cursorIn } from '../repository/cursor.ts';
import type { Cursor, Patched } from '../repository/cursor.ts';
import { Manifest } from '../repository/manifest.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { textOf } from '../yaml/parse.ts';
import type { Step } from '../yaml/parse.ts';
import { typedBlock } from '../yaml/typedBlock.ts';
import type { Span } from '../yaml/text.ts';
import { entriesOf, indentOf } from '../yaml/line.ts';
import { trailOf } from './trail.ts';

/** A place in a patch that stands as a block of text in another document. */
export interface InnerPatch {
  readonly cursor: Cursor;
  /** Offset in the patch. */
  readonly offset: number;
  /** Where a piece of one line of the patch stands in the file around it. */
  readonly outward: (span: Span) => Span;
}

/** The place in a patch at an offset of a file; `undefined` elsewhere. Looks at the lines above, and parses the document around it. */
export function innerPatchAt(repository: Repository, path: string, offset: number): InnerPatch | undefined {
  const document = repository.manifest(path)?.documentAt(offset);
  if (!document || !mayHoldPatches(document) || repository.isTemplate(path)) return undefined;
  const { text } = document.section;
  const opener = openerOf(text, offset - document.start);
  const block =
    opener && isPatch(opener.path) ? typedBlock(text, opener.at, opener.column, offset - document.start) : undefined;
  if (opener === undefined || block === undefined) return undefined;
  const place = (it: number): number => document.start + block.outward(it);
  // No file is called so: what the patch says itself is all that is known of it.
  const inner = new Manifest(`${path}#patch`, block.text);
  const cursor = cursorIn(repository, inner, block.at, patchedBy(document, opener.path));
  if (cursor === undefined) return undefined;
  return { cursor, offset: block.at, outward: ({ start, end }) => ({ start: place(start), end: place(end) }) };
}

/** Whether a list of patches stands in a document. Descriptions in the CRDs of half a megabyte have the word too. */
function mayHoldPatches({ section }: ManifestDocument): boolean {
  return section.remember('may hold patches', () => /^[ "'-]*patches\w*["']?[ ]*:/m.test(section.text));
}

interface Opener {
  /** To the value that the block is. */
  readonly path: readonly Step[];
  /** Offset of its line. */
  readonly at: number;
  /** Zero-based, of the key or the dash that opens it. */
  readonly column: number;
}

/** The block in which an offset stands: the nearest line above that opens one and is less deep than all between. */
function openerOf(text: string, offset: number): Opener | undefined {
  let least = offset - (text.lastIndexOf('\n', offset - 1) + 1);
  for (let end = text.lastIndexOf('\n', offset - 1); end >= 0;) {
    const at = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(at, end).replace(/\r$/, '');
    const indent = indentOf(line) ?? least;
    end = at - 1;
    if (indent >= least) continue;
    const entries = entriesOf(line);
    const own = entries.at(-1);
    const isAlike = own?.value === 'block' && (own.key ?? 'patch') === 'patch';
    if (isAlike && /^\|[-+]?(?:\s|$)/.test(line.slice(own.valueAt)) && own.column < least) {
      const dashes = entries.filter((it) => it.key === undefined).map((it) => it.column);
      const trail = trailOf(text, at, dashes, own.key === undefined ? own.column + 2 : own.column);
      const path = typeof trail === 'string' ? [] : own.key === undefined ? trail.path : [...trail.path, own.key];
      if (path.length > 0) return { path, at, column: own.column };
    }
    if (indent === 0) return undefined;
    least = indent;
  }
  return undefined;
}

/** Whether patches stand at a path: in kustomization files, Flux Kustomizations, post-renderers and FluxInstances. */
function isPatch(path: readonly Step[]): boolean {
  const [list, position, key] = path.slice(path.at(-1) === 'patch' ? -3 : -2);
  if (typeof position !== 'number' || path.includes('values')) return false;
  return key === 'patch' ? list === 'patches' || list === 'patchesJson6902' : list === 'patchesStrategicMerge';
}

function patchedBy(document: ManifestDocument, path: readonly Step[]): Patched {
  const kind = textOf(document.nodeAt([...path.slice(0, -1), 'target', 'kind']));
  return { ...(kind !== undefined && kind !== '' && { kind }) };
}
