import { isRecord } from '../schema/structural.ts';

/** What a reference inside of a JSON Schema names, such as `#/definitions/port`; `undefined` for what is elsewhere or not there. */
export function referenceIn(root: unknown, reference: unknown): unknown {
  if (typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference)) return undefined;
  let at: unknown = root;
  for (const step of reference.split('/').slice(1)) {
    const key = unescaped(step);
    at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return step;
  }
}
