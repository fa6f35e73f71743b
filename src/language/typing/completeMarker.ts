import { allOfKind } from '../build/lookup.ts';
import type { Repository } from '../repository/repository.ts';
import type { Completion } from './completion.ts';

/** What a policy may write: the whole image, or one part of it (image-automation-controller v1.2, pkg/update/setters.go). */
const parts = ['', ':tag', ':name', ':digest'] as const;

/** Which part belongs to a field, by its key. */
const fields: readonly { readonly key: RegExp; readonly part: (typeof parts)[number] }[] = [
  { key: /tag$|^version$/i, part: ':tag' },
  { key: /name$|^repository$/i, part: ':name' },
  { key: /digest$/i, part: ':digest' },
];

/** A marker from its brace on, and one whose text is being written. */
const started = /\s#\s*(\{[ \t]*(?:"[\w$]*)?)$/;
const within = /\s#\s*\{[ \t]*"\$imagepolicy"[ \t]*:[ \t]*"([^"\n]*)$/;

/** Markers that let image automation write the value on the line; `undefined` where none is being typed. */
export function completeMarker(
  repository: Repository,
  path: string,
  offset: number,
): readonly Completion[] | undefined {
  const text = repository.text(path);
  if (text === undefined || repository.isTemplate(path)) return undefined;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', offset);
  const line = text.slice(start, offset);
  const inside = within.exec(line);
  const typed = inside?.[1] ?? started.exec(line)?.[1];
  if (typed === undefined) return undefined;
  const after = text.slice(offset, newline < 0 ? undefined : newline);
  const rest = inside ? (/^[\w.:-]*/.exec(after)?.[0] ?? '') : (/^"?\}?/.exec(after)?.[0] ?? '');
  const replace = { start: offset - typed.length, end: offset + rest.length };
  const closing = after.slice(rest.length).startsWith('"') ? '' : '"}';
  const fit = partFor(/^\s*(?:-\s+)*["']?([\w.-]+)["']?\s*:/.exec(line)?.[1] ?? '');
  const policies = [...allOfKind(repository, 'ImagePolicy')].filter((it) => it.namespace !== undefined);
  return policies.flatMap(({ name, namespace = '', declaration }) =>
    parts.map((part): Completion => {
      const label = `${namespace}:${name}${part}`;
      const insert = inside ? label + closing : `{"$imagepolicy": "${label}"}`;
      const detail = `ImagePolicy in ${declaration.manifest.path}`;
      return {
        label,
        kind: 'object',
        insert,
        detail,
        replace,
        filter: inside ? label : insert,
        sort: `${part === fit ? 0 : 1}${label}`,
      };
    }),
  );
}

function partFor(key: string): (typeof parts)[number] {
  return fields.find((it) => it.key.test(key))?.part ?? '';
}
