import { strict as assert } from 'node:assert';
import { bundledSchemas } from '../../../schemas.ts';
import { Offers, place } from '../../cursor.ts';
import type { Files } from '../../cursor.ts';

const schemas = bundledSchemas();

/** What completion offers at the `|`, with all schemas that Fluxwright brings. */
export function typing(marked: string, files: Files = {}, path?: string): Typing {
  return new Typing(place(marked, files, path, { schemas }));
}

/** Offers that can be taken as the editor takes them, tab stops left as they are. */
export class Typing extends Offers {
  /** The text after a snippet is taken: `<…>` shows a tab stop, `a|b` in it a choice. Lines are indented as the editor does. */
  expanding(label: string): string {
    const one = this.all.find((it) => it.label === label);
    assert.ok(one, `${label} is not among ${this.labels.join(', ')}`);
    const { text } = this;
    const { start } = one.replace;
    const lead = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))?.[0] ?? '';
    const insert = one.snippet ? marked(one.insert).replaceAll('\n', `\n${lead}`) : one.insert;
    return text.slice(0, one.replace.start) + insert + text.slice(one.replace.end);
  }
}

function marked(snippet: string): string {
  return snippet.replace(
    /\\([\\$}])|\$\{\d+\|((?:[^\\|]|\\.)*)\|\}|\$\{\d+:((?:[^\\}]|\\.)*)\}|\$\d+/g,
    (_, escaped?: string, choices?: string, text?: string) => {
      if (escaped !== undefined) return escaped;
      return `<${(choices?.replaceAll(',', '|') ?? text ?? '').replace(/\\(.)/g, '$1')}>`;
    },
  );
}
