import { regexFault } from '../regex.ts';
import type { Rule } from '../rule.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { hasValue, keySpan, lengthAt, valueAt } from '../repository/values.ts';

/** Wildcards of a Receiver need labels, and labels need a wildcard (RULES.md rule 85). */
export const receiverWildcards: Rule = function* ({ document }) {
  for (let at = 0; at < lengthAt(document, ['spec', 'resources']); at++) {
    const path = ['spec', 'resources', at];
    const name = valueAt(document, [...path, 'name']);
    const labels = [...path, 'matchLabels'];
    if (name === undefined) continue;
    if (name.text === '*' && !hasValue(document, labels))
      yield { code: 'notification/wildcard', path, span: name.span };
    if (name.text !== '*' && name.text !== '' && hasValue(document, labels))
      yield { code: 'notification/labels-ignored', name: name.text, path: labels, span: keySpan(document, labels) };
  }
};

/** Filters of messages that Go cannot compile: they let everything, or nothing, through (RULES.md rule 86). */
export const alertFilters: Rule = function* ({ document }) {
  for (const list of ['inclusionList', 'exclusionList']) {
    for (let at = 0; at < lengthAt(document, ['spec', list]); at++) {
      const pattern = valueAt(document, ['spec', list, at]);
      const fault = pattern && regexFault(pattern.text);
      if (pattern && fault !== undefined)
        yield { code: 'notification/pattern', value: pattern.text, fault, span: pattern.span };
    }
  }
};

/** The old place of a text that goes with every event (RULES.md rule 57; notification-controller api/v1beta3). */
export const alertSummary: Rule = function* ({ document }) {
  const path = ['spec', 'summary'];
  if (!hasValue(document, path)) return;
  yield { code: 'notification/summary', path, span: keySpan(document, path) };
};

/** Providers that write to a repository of a Git service, and whether owner and name are all of its path. */
const gitServices: Readonly<Record<string, { readonly isOwned: boolean } | undefined>> = {
  ...Object.fromEntries(
    ['github', 'githubdispatch', 'githubpullrequestcomment', 'gitea', 'giteapullrequestcomment'].map((type) => [
      type,
      { isOwned: true },
    ]),
  ),
  ...Object.fromEntries(['gitlab', 'gitlabmergerequestcomment', 'bitbucket'].map((type) => [type, { isOwned: false }])),
};

/** Addresses in which Flux finds no repository (notification-controller v1.9.3 internal/notifier `parseGitAddress`): without a scheme all of it is the path. */
export const gitAddress: Rule = function* ({ document }) {
  const service = gitServices[valueAt(document, ['spec', 'type'])?.text ?? ''];
  const address = valueAt(document, ['spec', 'address']);
  if (service === undefined || address === undefined || address.text === '' || isSymbolic(address.text)) return;
  const path = /^(?:(?:https?|ssh|git):\/\/[^/]+\/+|[^/@:]+@[^/:]+:)(.*?)(?:\.git)?$/.exec(address.text)?.[1];
  const parts = (path ?? '').split('/').length;
  if (path === undefined || path === '' || (service.isOwned ? parts !== 2 : parts < 2))
    yield { code: 'notification/address', value: address.text, isOwned: service.isOwned, span: address.span };
};

/** The types whose address is the URL of a server, as Go's `ParseRequestURI` reads it (notification-controller v1.9.3 internal/notifier). */
const servers: ReadonlySet<string> = new Set([
  ...['alertmanager', 'discord', 'generic', 'generic-hmac', 'googlechat', 'grafana', 'lark', 'matrix', 'msteams'],
  ...['opsgenie', 'pagerduty', 'rocket', 'slack', 'webex'],
]);

/** Addresses of servers without their scheme. */
export const serverAddress: Rule = function* ({ document }) {
  const [type, address] = ['type', 'address'].map((name) => valueAt(document, ['spec', name]));
  if (type === undefined || address === undefined || !servers.has(type.text) || isSymbolic(address.text)) return;
  if (address.text !== '' && !/^\/|:/.test(address.text))
    yield { code: 'notification/address', value: address.text, isServer: true, span: address.span };
};
