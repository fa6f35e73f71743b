import type { Step } from '../yaml/parse.ts';
import { fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with alerts and receivers. */
export type NotificationProblem =
  | { readonly code: 'notification/wildcard'; readonly path: readonly Step[] }
  | { readonly code: 'notification/labels-ignored'; readonly name: string; readonly path: readonly Step[] }
  | { readonly code: 'notification/pattern'; readonly value: string; readonly fault: string }
  | {
      readonly code: 'notification/address';
      readonly value: string;
      /** Whether owner and repository are all that its path may have. */
      readonly isOwned?: boolean;
      /** Whether a server is meant, not a repository. */
      readonly isServer?: true;
    }
  | { readonly code: 'notification/summary'; readonly path: readonly Step[] };

const docs = `${fluxDocs}/notification`;

export const notificationRows: Rows<NotificationProblem> = {
  'notification/wildcard': {
    severity: 'error',
    summary: 'A Receiver triggers all objects of a kind without matchLabels, which fails at every call.',
    docs: `${docs}/receivers/#resources`,
    message: () => 'The name "*" needs matchLabels that say which objects are meant.',
  },
  'notification/labels-ignored': {
    severity: 'warning',
    summary: 'A Receiver has matchLabels beside a name, where they have no effect.',
    docs: `${docs}/receivers/#resources`,
    message: (it) => `matchLabels have no effect beside the name "${it.name}". Use the name "*", or remove them.`,
  },
  'notification/pattern': {
    severity: 'warning',
    summary: 'A filter of an Alert is no regular expression that Flux can read, so it does nothing.',
    docs: `${docs}/alerts/#event-exclusion`,
    message: (it) => `Flux cannot read this regular expression and ignores it: ${it.fault}.`,
  },
  'notification/address': {
    severity: 'warning',
    summary:
      'The address of a Provider has no scheme, or names no repository of a Git service, so no event gets there.',
    docs: `${docs}/providers/#git-commit-status-updates`,
    message: (it) =>
      it.isServer
        ? `The address needs its scheme. Write https://${it.value}.`
        : `Flux finds no repository in "${it.value}". Write https://, the host, and ${it.isOwned ? 'OWNER/REPOSITORY' : 'the path of the repository'}.`,
  },
  'notification/summary': {
    severity: 'warning',
    summary: 'The field summary of an Alert is deprecated; eventMetadata.summary says the same.',
    docs: `${docs}/alerts/#event-metadata`,
    message: () => 'summary is deprecated. Use eventMetadata.summary.',
  },
};
