import { scalarText } from '../yaml/scalar-text.ts';
import { SnippetText, escapeSnippet } from './snippet.ts';

/**
 * A whole object, or several, to begin a file with. In `body`, `{text}` is a text to overwrite, `{a|b}` a choice, `{text@Kind}` the name of
 * an object of the repository, and `{=1}` repeats what stands in the first of them.
 */
export interface Starter {
  readonly label: string;
  /** A few words. */
  readonly summary: string;
  readonly body: string;
}

/** The object as a snippet. `namesOf` gives the names that objects of a kind have: one is proposed, several are a choice. */
export function snippetOf(starter: Starter, namesOf: (kind: string) => readonly string[]): string {
  const text = new SnippetText();
  return fill(starter, {
    plain: escapeSnippet,
    stop: (choices, kind) => {
      const names = kind === undefined ? [] : namesOf(kind).map(scalarText);
      return text.stop(names.length > 0 ? names : choices);
    },
    repeat: (number) => `$${number}`,
  });
}

/** The object as it stands when nobody changes anything. */
export function plainTextOf(starter: Starter): string {
  const values: string[] = [];
  return fill(starter, {
    plain: (text) => text,
    stop: ([first = '']) => {
      values.push(first);
      return first;
    },
    repeat: (number) => values[number - 1] ?? '',
  });
}

interface Filling {
  readonly plain: (text: string) => string;
  readonly stop: (choices: readonly string[], kind: string | undefined) => string;
  readonly repeat: (number: number) => string;
}

function fill({ body }: Starter, { plain, stop, repeat }: Filling): string {
  const pieces = body.trim().split(/\{([^{}\n]+)\}/);
  const filled = pieces.map((piece, at) => {
    if (at % 2 === 0) return plain(piece);
    if (piece.startsWith('=')) return repeat(Number(piece.slice(1)));
    const [text = '', kind] = piece.split('@');
    return kind !== undefined && /^[A-Z]\w+$/.test(kind) ? stop([text], kind) : stop(piece.split('|'), undefined);
  });
  return `${filled.join('')}\n`;
}

/** The kinds that a starter makes, with their groups and versions: the first is what it is about. */
export function headerOf({ body }: Starter): { readonly apiVersion: string; readonly kind: string } {
  return {
    apiVersion: /^apiVersion: (\S+)/m.exec(body)?.[1] ?? '',
    kind: /^kind: (\S+)/m.exec(body)?.[1] ?? '',
  };
}
