import { Composer, Document, Parser } from 'yaml';
import type { CST } from 'yaml';

/** What is left of a text in which one document has ended is thrown away piece by piece; more pieces than these tell nobody anything. */
const mostStray = 50;

/**
 * The document of a text with all its errors, as `parseDocument` of the `yaml` package gives it, but for the end of texts that are broken near
 * their start: that would note an error for each of ten thousand pieces.
 */
export function compose(text: string): Document {
  const composer = new Composer({ merge: true, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  const [document] = composer.compose(withoutRest(new Parser().parse(text)), true, text.length);
  return document ?? new Document(null);
}

function* withoutRest(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  let stray = 0;
  for (const token of tokens) {
    if (token.type === 'error' && ++stray > mostStray) return;
    yield token;
  }
}
