/** HTML that may be shown as it is. Only `html` makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = string | number | Html | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Puts pieces into HTML. Every text among them is escaped, for content and for quoted attributes alike: there is no way to put in raw text. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(parts.map((part, index) => part + rendered(pieces[index] ?? '')).join(''));
}

function rendered(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (typeof piece !== 'string' && typeof piece !== 'number') return piece.map((it) => it.text).join('');
  return String(piece).replace(/[&<>"']/g, (it) => entities[it] ?? '');
}
