import type { KindSchema } from '../schema/schema.ts';

/** A JSON patch (RFC 6902), as it stands in a file or in a document. */
export const operations: KindSchema = {
  ...{ group: '', version: 'JSON', kind: 'patch', namespaced: undefined, normalised: false, definitions: {} },
  origin: { from: 'bundle', product: 'RFC', version: '6902' },
  schema: {
    type: 'array',
    text: 'Operations on the object, one after the other. One that cannot be done fails the whole build.',
    items: {
      type: 'object',
      required: ['op', 'path'],
      properties: {
        op: {
          type: 'string',
          enum: ['add', 'replace', 'remove', 'move', 'copy', 'test'],
          text: '`add` sets a field, or puts an item into a list. `replace` and `remove` fail where nothing is at `path`.',
        },
        path: {
          type: 'string',
          text: 'JSON pointer: keys and positions, each after a `/`. `-` is the end of a list; a `/` in a key is written `~1`, a `~` is `~0`.',
        },
        value: { text: 'What to put there.' },
        from: { type: 'string', text: 'JSON pointer to what is moved or copied.' },
      },
    },
  },
};
