import type { Step } from '../yaml/parse.ts';

/** `spec.patches[0].target` for `['spec', 'patches', 0, 'target']`; empty for the root. */
export function placeText(path: readonly Step[]): string {
  let text = '';
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`;
  return text;
}
