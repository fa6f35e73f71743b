import type { FluxAction } from '../flux/commands.ts';
import { plainText } from '../flux/plain.ts';

/** What became of one of several objects. */
export interface Done {
  readonly name: string;
  /** Why it did not work; absent when it did. */
  readonly failure?: string;
}

/** What an action is called when it is over. */
const over: Readonly<Record<FluxAction, string>> = {
  reconcile: 'Reconciled',
  reconcileWithSource: 'Reconciled',
  suspend: 'Suspended',
  resume: 'Resumed',
};

/** Longer lists of names are cut. */
const mostNamed = 3;

/** What became of several objects, as one line: how many worked, and of those that did not the first with its reason. */
export function summaryOf(action: FluxAction, done: readonly Done[], asked: number): string {
  const failed = done.filter((it) => it.failure !== undefined);
  const worked = done.length - failed.length;
  const count = worked === asked ? counted(asked) : `${worked} of ${counted(asked)}`;
  const skipped = asked - done.length;
  const [first] = failed;
  const others = failed.slice(1, mostNamed).map((it) => plainText(it.name, 100));
  const rest = failed.length - mostNamed;
  const also = [...others, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  return [
    `${over[action]} ${count}.`,
    ...(skipped > 0 ? [`${counted(skipped)} left as ${skipped === 1 ? 'it was' : 'they were'}.`] : []),
    ...(first === undefined ? [] : [`${plainText(`${first.name}: ${first.failure}`, 300)}`]),
    ...(also === '' ? [] : [`Also not: ${also}.`]),
  ].join(' ');
}

/** `1 object`, `5 objects`. */
export function counted(count: number): string {
  return count === 1 ? '1 object' : `${count} objects`;
}
