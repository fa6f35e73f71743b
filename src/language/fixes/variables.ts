import { inlinePatchesIn } from '../build/inlinePatches.ts';
import type { Manifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { optOut } from '../variables/optOut.ts';
import type { VariableProblem } from '../problems/variables.ts';
import type { Span } from '../yaml/text.ts';
import type { Draft, Fixes } from './draft.ts';
import { draft, replace, spellings } from './draft.ts';
import { keysAt } from '../repository/values.ts';
import { addAfter, addBefore } from './edit.ts';

export const variableFixes: Fixes<VariableProblem> = {
  'variable/unset': (it, manifest, repository) => [
    ...spellings(manifest, it.span, it.similar),
    ...(it.room ? [setIn(it.name, it.applier, it.room)] : []),
    ...defaultFor(it.name, manifest, it.span),
    ...escaped(`\${${it.name}`, manifest, it.span.start - 2),
    ...leftAlone(manifest, it.span, repository),
  ],
  'variable/malformed': (it, manifest, repository) => [
    ...escaped(it.text, manifest, it.span.start),
    ...leftAlone(manifest, it.span, repository),
  ],
  'variable/not-substituted': 'Which value the variable should have is a decision.',
  'variable/name': (it, manifest) => {
    const better = it.name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^\d/, '_$&');
    return it.from === undefined ? spellings(manifest, it.span, [better]) : [];
  },
  'variable/type': (it, manifest) => {
    const { text, path } = manifest;
    const value = text.slice(it.span.start, it.span.end).replace(/^(["'])(.*)\1$/s, '$2');
    const quote = '${quote:="}';
    return value.includes('\n') || value.includes("'")
      ? []
      : [{ title: 'Keep it a text', edits: [{ path, span: it.span, text: `${quote}${value}${quote}` }] }];
  },
  'variable/unused': (it, manifest) => lineRemoved(`Remove "${it.name}"`, manifest, it.span),
  'variable/operator': (it, manifest) => {
    const at = manifest.text.indexOf(it.operator, it.span.start);
    return at < 0 || at >= it.span.end
      ? []
      : [
          {
            title: it.behind === undefined ? 'Write := for what Flux does' : 'Write := for a default',
            edits: [insert(manifest, { start: at, end: at + it.operator.length }, ':=')],
            sure: it.behind === undefined,
          },
        ];
  },
  'variable/in-base64': 'The value must move to stringData, and what is around it there only its author knows.',
  'variable/double-dollar': (it, manifest) => [
    { title: 'Write $$$$ to keep $$', edits: [insert(manifest, it.span, '$$$$')] },
  ],
};

/** Tells Flux to put no variables into the object at all. What stands in a patch is another object. */
function leftAlone(manifest: Manifest, span: Span, repository: Repository): readonly Draft[] {
  const annotation = `${optOut.key}: ${optOut.value}`;
  const at = ['metadata', 'annotations'];
  if (isInPatch(repository, manifest, span)) return [];
  return draft(
    manifest,
    span,
    'Put no variables into this object',
    (document) => {
      const [first] = keysAt(document, at);
      const given = document.nodeAt([...at, optOut.key]);
      if (given) return replace(manifest, document.span(given), optOut.value);
      return first === undefined
        ? addAfter(manifest, document, ['metadata', 'name'], `annotations: { ${annotation} }`)
        : addBefore(manifest, document, [...at, first], annotation);
    },
    false,
  );
}

function isInPatch(repository: Repository, manifest: Manifest, span: Span): boolean {
  for (const { inner, outward } of inlinePatchesIn(repository, manifest, manifest.documentAt(span.start))) {
    const { start, end } = outward({ start: 0, end: inner.text.length });
    if (start <= span.start && span.end <= end) return true;
  }
  return false;
}

function setIn(name: string, applier: string, room: { path: string; offset: number; indent: number }): Draft {
  const span = { start: room.offset, end: room.offset };
  return {
    title: `Set ${name} in Kustomization "${applier}"`,
    edits: [{ path: room.path, span, text: `\n${' '.repeat(room.indent)}${name}: ""` }],
    sure: false,
  };
}

function defaultFor(name: string, manifest: Manifest, span: Span): readonly Draft[] {
  if (manifest.text[span.end] !== '}') return [];
  return [
    {
      title: `Give \${${name}} an empty default`,
      edits: [insert(manifest, { start: span.end, end: span.end }, ':=')],
      sure: false,
    },
  ];
}

function escaped(text: string, manifest: Manifest, at: number): readonly Draft[] {
  if (!manifest.text.startsWith('${', at)) return [];
  return [
    {
      title: `Keep "${text.slice(0, 20)}" as plain text with $$`,
      edits: [insert(manifest, { start: at, end: at }, '$')],
      sure: false,
    },
  ];
}

function lineRemoved(title: string, { text, path }: Manifest, span: Span): readonly Draft[] {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', span.end);
  const end = newline < 0 ? text.length : newline + 1;
  const isWhole = /^\s*$/.test(text.slice(start, span.start)) && !/[|>{[&]/.test(text.slice(span.end, end));
  return isWhole ? [{ title, edits: [{ path, span: { start, end }, text: '' }], sure: false }] : [];
}

function insert({ path }: Manifest, span: Span, text: string): Draft['edits'][number] {
  return { path, span, text };
}
