import { kinds } from '../flux/kinds.ts';
import { plainText } from '../flux/plain.ts';
import { mostNamespaces } from './namespaces.ts';
import { plainRow } from './row.ts';
import type { Row } from './row.ts';
import type { LiveView } from './store.ts';

/** Longer lists of namespaces are cut in a row; its tooltip has room for all. */
const named = 3;

/** The row that says that only some namespaces are shown, which these are, and how to see more. None where the whole cluster is shown. */
export function scopeRows(live: LiveView): readonly Row[] {
  // What is forbidden everywhere has a row of its own.
  const here = kinds.filter((kind) => live.phase(kind) !== 'absent' && live.fault(kind)?.reason !== 'forbidden');
  const narrow = here.flatMap((kind) => live.scope(kind) ?? []);
  const namespaces = [...new Set(narrow)].sort();
  if (namespaces.length === 0) return [];
  const whole = here.filter((kind) => live.scope(kind) === undefined && live.phase(kind) === 'known');
  const label = namespaces.length === 1 ? 'Only one namespace' : `Only ${namespaces.length} namespaces`;
  const row = plainRow('scope', 'empty', label, listed(namespaces, named));
  const tooltip = [
    `Shown: ${listed(namespaces, mostNamespaces)}. You may not list Flux objects in the whole cluster.`,
    ...(whole.length === 0 ? [] : [`All namespaces: ${whole.map((it) => it.kind).join(', ')}.`]),
    ...(namespaces.length < mostNamespaces ? [] : ['No more namespaces than these are followed at once.']),
    'To see more, ask for the rights to list and watch them in further namespaces; these are then found by themselves.',
    'Where you may not list namespaces either, give your kubeconfig a context for each one.',
  ];
  return [{ ...row, tooltip }];
}

function listed(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return plainText([...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(', '), 4000);
}
