import { textOf } from '../yaml/parse.ts';
import type { NotificationProblem } from '../problems/notifications.ts';
import { draft, replace } from './draft.ts';
import type { Fixes } from './draft.ts';
import { indentOf, overwrite, pairSpan, removeKey } from './edit.ts';

export const notificationFixes: Fixes<NotificationProblem> = {
  'notification/wildcard': 'Which labels the objects have, only the author knows.',
  'notification/labels-ignored': (it, manifest) =>
    draft(manifest, it.span, 'Remove matchLabels', (document) => removeKey(manifest, document, it.path), false),
  'notification/pattern': 'What the expression should match, only the author knows.',
  'notification/address': (it, manifest) =>
    /^[\w.-]+\.[a-z]+\/[\w.-]+\/[\w.-]+$/.test(it.value)
      ? [{ title: 'Write https:// before it', edits: [replace(manifest, it.span, `https://${it.value}`)] }]
      : [],
  'notification/summary': (it, manifest) =>
    draft(manifest, it.span, 'Use eventMetadata.summary', (document) => {
      const span = pairSpan(document, it.path);
      const isBlock = textOf(document.nodeAt(it.path))?.includes('\n') === true;
      if (span === undefined || isBlock || document.nodeAt(['spec', 'eventMetadata']) !== undefined) return undefined;
      const pair = manifest.text.slice(span.start, span.end);
      return overwrite(manifest, span, `eventMetadata:\n${indentOf(manifest, span.start)}  ${pair}`);
    }),
};
