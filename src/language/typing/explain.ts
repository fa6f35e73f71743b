import type { Completion } from './completion.ts';
import { cursorAt } from '../repository/cursor.ts';
import type { Repository } from '../repository/repository.ts';
import { describeField } from './describe.ts';
import { fieldAt } from './field.ts';
import { innerPatchAt } from './innerPatch.ts';
import { plainTextOf } from './starter.ts';
import { starters } from './starters.ts';

/** What is known of a completion beyond its label, as Markdown: asked for one at a time, when somebody looks at it. */
export function explain(
  repository: Repository,
  path: string,
  { about, documentation }: Completion,
): string | undefined {
  if (about === undefined) return documentation;
  if ('starter' in about) {
    const starter = starters.find((it) => it.label === about.starter);
    return starter && `${starter.summary}.\n\n\`\`\`yaml\n${plainTextOf(starter)}\`\`\``;
  }
  const place = innerPatchAt(repository, path, about.offset)?.cursor ?? cursorAt(repository, path, about.offset);
  const field = place && fieldAt(place, about.field);
  return field && describeField(field, repository);
}
