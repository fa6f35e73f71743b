import type { Kind, Verb } from '../flux/kind.ts';
import type { ObjectId } from '../flux/objects.ts';
import type { Need } from './api.ts';
import { createQueue } from './queue.ts';
import type { JsonReader } from './rest.ts';

/**
 * What the user of a context may do, as far as the server has said so. Answers at once from what is known; the first question about something
 * asks the server, and is answered by a change. What the server was not able to say stays unknown, and unknown is not forbidden.
 */
export interface Access {
  may(need: Need): boolean | undefined;
  /** Called when an answer has come that is news. The result ends it. */
  onDidChange(listener: () => void): () => void;
}

/** How long an answer counts, in milliseconds: roles change seldom, and whoever was just given one looks again soon. */
const fresh = 5 * 60_000;
/** How many questions are under way at once, so that a cluster with many namespaces is not asked for everything together. */
const mostAtOnce = 4;

interface Answer {
  allowed: boolean | undefined;
  /** When it was asked, in milliseconds since the epoch. */
  asked: number;
}

/** Ends with the signal. One request is enough for somebody who may everything: the widest question is asked first. */
export function createAccess(mayI: JsonReader['mayI'], signal: AbortSignal, now: () => number = Date.now): Access {
  const answers = new Map<string, Answer>();
  const listeners = new Set<() => void>();
  const queue = createQueue(mostAtOnce);

  async function ask(need: Need, answer: Answer): Promise<void> {
    const before = answer.allowed;
    try {
      if (!signal.aborted) answer.allowed = await mayI(need, signal);
    } catch {
      // Nobody knows: as before, until the next question after a while.
    }
    if (answer.allowed !== before && !signal.aborted) for (const listener of [...listeners]) listener();
  }
  function answerTo(need: Need): boolean | undefined {
    const key = [need.verb, need.group, need.resource, need.namespace ?? ''].join(' ');
    const known = answers.get(key);
    if (known !== undefined && now() - known.asked < fresh) return known.allowed;
    const answer: Answer = { allowed: known?.allowed, asked: now() };
    answers.set(key, answer);
    void queue(() => ask(need, answer));
    return answer.allowed;
  }
  return {
    may(need) {
      for (const wide of widestFirst(need)) {
        const allowed = answerTo(wide);
        if (allowed !== false) return allowed;
      }
      return false;
    },
    onDidChange(listener) {
      const mine = (): void => listener();
      listeners.add(mine);
      return () => void listeners.delete(mine);
    },
  };
}

/** Everything everywhere, then the kind everywhere, then the kind in its namespace. */
function widestFirst({ verb, group, resource, namespace }: Need): readonly Need[] {
  const wide: readonly Need[] = [
    { verb, group: '*', resource: '*' },
    { verb, group, resource },
  ];
  return namespace === undefined || namespace === '' ? wide : [...wide, { verb, group, resource, namespace }];
}

/** Whether an object offers a verb, as far as is known: unknown is not forbidden. */
export type May = (verb: Verb | 'rollBackHelm', kind: Kind, id: ObjectId) => boolean;

/**
 * What access means for verbs. Asking, suspending and resuming are patches, and Helm's rollback suspends first. A rollback by Git changes no
 * cluster. Source: flux2 v2.9.5 cmd/flux.
 */
export function mayOf(access: Access): May {
  return (verb, { group, plural }, { namespace }) =>
    verb === 'rollBack' || access.may({ verb: 'patch', group, resource: plural, namespace }) !== false;
}
