import type { Completion } from './completion.ts';
import type { Repository } from '../repository/repository.ts';
import { describeField } from './describe.ts';
import { fieldAt } from './field.ts';
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
  const document = repository.manifest(path)?.documentAt(about.offset);
  const field = document && fieldAt(repository, path, document, about.field);
  return field && describeField(field, repository);
}
