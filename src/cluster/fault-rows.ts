import { kinds } from '../flux/kinds.ts';
import type { Kind, Section } from '../flux/kind.ts';
import { plainText } from '../flux/plain.ts';
import type { ApiError, ApiReason } from './api.ts';
import { plainRow } from './row.ts';
import type { Row } from './row.ts';
import type { LiveView } from './store.ts';

/** Why a cluster or a kind cannot be followed. */
export type Fault = Pick<ApiError, 'message' | 'reason'>;

/** One row per reason: the same refusal for five kinds is one fact. */
export function faultRows(section: Section, present: readonly Kind[], live: LiveView): readonly Row[] {
  const byReason = new Map<ApiReason, ApiError>();
  for (const kind of present) {
    const fault = live.fault(kind);
    if (fault !== undefined && !byReason.has(fault.reason)) byReason.set(fault.reason, fault);
  }
  return [...byReason.values()].map((fault) => faultRow(`${section}/problem/${fault.reason}`, fault));
}

/** The fault of the cluster and not of a kind: every kind that could be there has it. */
export function commonFault(live: LiveView): Fault | undefined {
  const faults = kinds.filter((kind) => live.phase(kind) !== 'absent').map((kind) => live.fault(kind));
  const first = faults[0];
  if (first === undefined || !faults.every((it) => it?.reason === first.reason)) return undefined;
  return first.reason === 'forbidden' ? { reason: first.reason, message: nothingAllowed } : first;
}

const nothingAllowed = 'You may not list any kind of Flux here.';

/** What a fault is called in a row, and what can be done about it. */
const faultWords: Readonly<Record<ApiReason, { readonly label: string; readonly advice: string }>> = {
  unreachable: { label: 'Cannot reach the cluster', advice: 'It is tried again by itself. Check the network or VPN.' },
  unauthorized: { label: 'Credentials refused', advice: 'Refresh once you have.' },
  credentials: { label: 'No credentials', advice: 'Repair the sign-in, then refresh.' },
  forbidden: {
    label: 'Not allowed',
    advice:
      'Ask for the rights to list and watch, or set a namespace where you have them in the context of your kubeconfig.',
  },
  notFound: { label: 'Not served', advice: 'It is looked for again by itself.' },
  gone: { label: 'Catching up', advice: 'The list is read again by itself.' },
  tooMany: { label: 'The cluster asks for patience', advice: 'It is tried again by itself, more slowly.' },
  server: { label: 'The cluster fails', advice: 'It is tried again by itself.' },
  malformed: { label: 'Not a Kubernetes answer', advice: 'Check the server address in the kubeconfig, and proxies.' },
};

/** The row of a fault, with what can be done about it. */
export function faultRow(key: string, { message, reason }: Fault): Row {
  const { label, advice } = faultWords[reason];
  // Some sentences begin with what the label says, and a row has room for what comes after it.
  const [beginning = label] = /^\S+ \S+/.exec(label) ?? [];
  const colon = message.startsWith(beginning) ? message.indexOf(': ') : -1;
  const rest = colon < 0 ? message.replace(/^https?:\/\/\S+ /, '') : message.slice(colon + 2);
  const row = plainRow(key, 'problem', label, plainText(rest, 160));
  return { ...row, tooltip: [plainText(message, 1000), advice], verbs: ['retry'] };
}
