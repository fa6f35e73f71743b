import { kindOf } from '../../../src/flux/kinds.ts';
import type { Kind } from '../../../src/flux/kind.ts';
import { apiVersionOf } from '../../../src/flux/kind.ts';
import type { FluxObject } from '../../../src/flux/objects.ts';
import type { Pause } from '../../../src/cluster/pause.ts';

export const kustomization = known('kustomize.toolkit.fluxcd.io', 'Kustomization');
export const helmRelease = known('helm.toolkit.fluxcd.io', 'HelmRelease');
export const gitRepository = known('source.toolkit.fluxcd.io', 'GitRepository');
export const helmRepository = known('source.toolkit.fluxcd.io', 'HelmRepository');

/** An object of a kind, in the namespace `apps` and at version 1 unless told otherwise. */
export function object(kind: Kind, name: string, parts: Partial<FluxObject> = {}): FluxObject {
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    ...parts,
    metadata: { name, namespace: 'apps', uid: `uid-${name}`, resourceVersion: '1', generation: 1, ...parts.metadata },
  };
}

/** Conditions as a controller sets them. */
export function ready(status: 'True' | 'False' | 'Unknown', reason = 'Reason', message = '') {
  return { conditions: [{ type: 'Ready', status, reason, message, observedGeneration: 1 }], observedGeneration: 1 };
}

/** Gives the event loop one turn and notes how long it was asked to wait; aborts after so many waits, so that no test runs for ever. */
export function countedPause(waits: number[], end: AbortController, most: number): Pause {
  return async (milliseconds) => {
    waits.push(milliseconds);
    if (waits.length >= most) end.abort();
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
}

function known(group: string, kind: string): Kind {
  const found = kindOf(group, kind);
  if (found === undefined) throw new Error(`no row for ${kind}`);
  return found;
}

/** Lets everything happen that needs nothing from outside: some turns of the event loop. */
export async function turns(): Promise<void> {
  for (let count = 0; count < 10; count++) await new Promise<void>((resolve) => setImmediate(resolve));
}
