import { pathsIn, targetOf } from './paths.ts';
import type { PathMention } from './paths.ts';
import { nameOf, relativePath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import type { TextEdit } from '../yaml/text.ts';

/** A file or folder that gets another path. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * The edits that keep every path in the repository leading where it leads, once the files have moved: what others say of them, and what they
 * say of others. They are for the files where they are now. What nothing names changes nothing. Costs the files that may name others.
 */
export function editsForMoves(repository: Repository, moves: readonly Move[]): readonly TextEdit[] {
  const to = (path: string): string => {
    const move = moves.find((it) => path === it.from || path.startsWith(`${it.from}/`));
    return move === undefined ? path : move.to + path.slice(move.from.length);
  };
  const edits: TextEdit[] = [];
  for (const manifest of repository.manifests()) {
    for (const it of pathsIn(repository, manifest)) {
      const text = isSymbolic(it.text) ? movedHead(it, to) : movedText(repository, it, to);
      if (text !== undefined && text !== it.text) edits.push({ path: manifest.path, span: it.span, text });
    }
  }
  return edits;
}

function movedText(repository: Repository, it: PathMention, to: (path: string) => string): string | undefined {
  const { target, from, field } = it;
  if (target === undefined || !repository.exists(target) || (to(target) === target && to(from) === from)) return;
  const moved = pathFrom(it, to(from), to(target));
  // A generator takes the file's name for the key where none is written, and the key is what others read.
  const isRenamed = field.keyed === true && !it.hasKey && nameOf(target) !== nameOf(to(target));
  return moved !== undefined && isRenamed ? `${nameOf(target)}=${moved}` : moved;
}

/** Of a path with variables the folders before the first of them are known. */
function movedHead(it: PathMention, to: (path: string) => string): string | undefined {
  const head = /^[^$<{]*\//.exec(it.text)?.[0];
  const target = head === undefined || !/[^./]/.test(head) ? undefined : targetOf(it, head);
  if (head === undefined || target === undefined || (to(target) === target && to(it.from) === it.from)) return;
  const moved = pathFrom({ ...it, text: head }, to(it.from), to(target));
  return moved === undefined ? undefined : moved + it.text.slice(head.length);
}

/** What is written for a path, in the manner of what stands there: `./` before it, `/` behind it. */
function pathFrom({ field, text }: PathMention, from: string, target: string): string | undefined {
  const isRooted = field.start === 'root';
  if (isRooted && from !== '' && target !== from && !target.startsWith(`${from}/`)) return undefined;
  const plain = isRooted ? target.slice(from === '' ? 0 : from.length + 1) : relativePath(from, target);
  const lead = /^(?:\.\/|\/)/.exec(text)?.[0] ?? '';
  const tail = text.endsWith('/') ? '/' : '';
  return (plain.startsWith('../') ? '' : lead) + (plain === '' && lead === '' ? '.' : plain) + tail;
}
