import { findNamed } from '../build/lookup.ts';
import type { Candidate } from '../build/lookup.ts';
import type { Repository } from '../repository/repository.ts';
import type { Span } from '../yaml/text.ts';

/** A marker for image automation, `# {"$imagepolicy": "namespace:name:tag"}`, at a place. */
export interface MarkerAt {
  /** The name of the policy, without quotes. */
  readonly name: string;
  /** Where the name stands. */
  readonly span: Span;
  /** The policies that it means. */
  readonly found: readonly Candidate[];
}

/** The marker whose policy is named at an offset. */
export function markerAt(repository: Repository, path: string, offset: number): MarkerAt | undefined {
  const document = repository.manifest(path)?.documentAt(offset);
  if (document === undefined || repository.isTemplate(path)) return undefined;
  for (const { value, span } of document.facts.markers) {
    const { start, end } = document.shift(span);
    if (offset < start || offset > end) continue;
    const [namespace, name = ''] = value.split(':', 2);
    const found = findNamed(repository, 'ImagePolicy', name).filter((it) => (it.namespace ?? namespace) === namespace);
    return { name, span: { start: end - name.length, end }, found };
  }
  return undefined;
}
