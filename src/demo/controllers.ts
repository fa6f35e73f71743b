import type { FluxObject } from '../flux/objects.ts';
import type { GroupVersion } from './catalog.ts';
import type { Storage } from './storage.ts';
export interface Stage {
  storage: Storage;
  groups: readonly GroupVersion[];
  revision: (s: FluxObject) => Promise<string> | string;
  pace: number;
  signal: AbortSignal;
}
export async function play(_stage: Stage): Promise<void> {}
