import type { Starter } from './starter.ts';
import { access } from './starters/access.ts';
import { appliers } from './starters/appliers.ts';
import { automation } from './starters/automation.ts';
import { kustomizeFiles } from './starters/files.ts';
import { operator } from './starters/operator.ts';
import { sources } from './starters/sources.ts';
import { workloads } from './starters/workloads.ts';

/** All starters, those of Flux first. */
export const starters: readonly Starter[] = [
  ...appliers,
  ...sources,
  ...automation,
  ...operator,
  ...kustomizeFiles,
  ...workloads,
  ...access,
];
