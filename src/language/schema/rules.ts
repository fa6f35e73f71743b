import type { Node } from 'yaml';
import type { Check } from './check.ts';
import type { Walker } from './ground.ts';
import { celValue } from './celValue.ts';

/** The rules (`x-kubernetes-validations`) that a value breaks. Costs the part of the value that the schema names, once. */
export function brokenRules(walk: Walker, node: Node, check: Check): void {
  const { rules } = check;
  if (rules.length === 0) return;
  const value = celValue(walk.anchors, node, check);
  if (value === undefined) return;
  for (const rule of rules) {
    const message = rule.broken(value);
    if (message === undefined) continue;
    const isBuild = walk.ground.dialect === 'kustomize' && ({ isBuild: true } as const);
    walk.add({ code: 'schema/rule', path: walk.place, message, ...isBuild }, walk.blame(node));
  }
}
