import { uncommented } from '../build/commented.ts';
import type { CommentedEntry } from '../build/commented.ts';
import { folderOf, relativePath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { Refusal } from '../scaffold/refusal.ts';
import { addResource } from '../scaffold/register.ts';
import type { Draft } from './draft.ts';

/**
 * Adds a file to `resources` of a kustomization file, as New App does. Never preferred, since Flux applies what is listed; none where the list
 * cannot be written to.
 */
export function listing(kustomization: string, path: string, repository: Repository): readonly Draft[] {
  const text = repository.text(kustomization);
  if (text === undefined) return [];
  const title = `Add to resources of ${kustomization}`;
  try {
    const edit = addResource(kustomization, text, relativePath(folderOf(kustomization), path));
    return [{ title, edits: [edit], sure: false }];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [];
  }
}

/** Takes an entry out of its comment. Never preferred either. */
export function backIn(entry: CommentedEntry, repository: Repository): readonly Draft[] {
  const edit = uncommented(repository, entry);
  return edit === undefined
    ? []
    : [{ title: `Take it out of the comment in ${entry.path}`, edits: [edit], sure: false }];
}
