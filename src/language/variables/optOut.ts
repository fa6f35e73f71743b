import { at, text } from '../build/body.ts';
import type { Body } from '../build/body.ts';
import type { Built } from '../build/finish.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import { textOf } from '../yaml/parse.ts';

/** The label or annotation that keeps Flux from substituting in an object: this key and exactly this value (RULES.md 3.3). */
export const optOut = { key: 'kustomize.toolkit.fluxcd.io/substitute', value: 'disabled' } as const;

/** Whether a document tells Flux to leave it alone. */
export function optsOut(document: ManifestDocument): boolean {
  if (!document.section.text.includes(optOut.key)) return false;
  return ['annotations', 'labels'].some((it) => textOf(document.nodeAt(['metadata', it, optOut.key])) === optOut.value);
}

/** Whether a build makes a document opt out: by common annotations or a patch. What `generatorOptions` say is of no concern to it. */
export function isOptedOut(
  built: Built | undefined,
  path: string,
  index: number | undefined,
): 'yes' | 'no' | 'unknown' {
  const objects = index === undefined ? [] : (built?.objectsAt(path, index) ?? []);
  const said = new Set(objects.map((it) => !it.vague && isOut(it.body())));
  if (objects.some((it) => it.vague) || said.size !== 1) return 'unknown';
  return said.has(true) ? 'yes' : 'no';
}

/** Whether an object tells Flux to leave it alone. */
export function isOut(body: Body): boolean {
  return ['annotations', 'labels'].some((it) => text(at(body, 'metadata', it, optOut.key)) === optOut.value);
}
