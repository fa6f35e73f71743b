import { expansionsIn, isVariableName, parseTemplate } from '../../flux/substitution.ts';
import type { Completion } from '../typing/completion.ts';
import { isKustomize } from '../repository/facts.ts';
import { escapeMarkdown, inlineCode } from '../markdown.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { Location, Span, TextEdit } from '../yaml/text.ts';
import { scopesOf } from './variables.ts';
import type { Scope, ScopedVariable } from './variables.ts';
import type { EntryPlace } from './variableSources.ts';

/** A variable at an offset of a file: a use in `${…}`, or the key that defines it. */
export interface VariableAt {
  readonly name: string;
  /** The name in the file. */
  readonly span: Span;
  /** The whole `${…}`; the key itself where it is defined. */
  readonly whole: Span;
  /** Where it is defined, as far as files show it; each place once. */
  readonly origins: readonly ScopedVariable[];
  /** The scopes of a use; none for a definition. */
  readonly scopes: readonly Scope[];
}

/** The variable at an offset. Looks at the line's text, not at the tree, so half-typed documents do not matter. */
export function variableAt(repository: Repository, path: string, offset: number): VariableAt | undefined {
  const manifest = repository.manifest(path);
  const document = manifest?.documentAt(offset);
  if (!manifest || !document || repository.isTemplate(path)) return undefined;
  const start = manifest.text.lastIndexOf('\n', offset - 1) + 1;
  const newline = manifest.text.indexOf('\n', offset);
  const line = manifest.text.slice(start, newline < 0 ? undefined : newline);
  for (const it of expansionsIn(parseTemplate(line).parts)) {
    const [from, to] = [start + it.start, start + it.end];
    const isInner = [...expansionsIn(it.args.flat())].some(
      (one) => start + one.start <= offset && offset < start + one.end,
    );
    if (offset < from || offset > to || isInner) continue;
    const scopes = scopesOf(repository, path, document).filter((scope) => scope.runs !== 'no');
    const span = { start: start + it.nameAt.start, end: start + it.nameAt.end };
    return { name: it.name, span, whole: { start: from, end: to }, origins: originsIn(scopes, it.name), scopes };
  }
  return definedAt(repository, path, document, offset);
}

function originsIn(scopes: readonly Scope[], name: string): readonly ScopedVariable[] {
  const found = new Map<string, ScopedVariable>();
  for (const scope of scopes) {
    const it = scope.variables.get(name);
    if (it) found.set(placeKey(it.place), it);
  }
  return [...found.values()];
}

function placeKey({ path, document, field }: EntryPlace): string {
  return `${path}\n${document}\n${field}`;
}

const defining = /^(?:spec\.postBuild\.substitute|data|stringData)\.(.+)$/;

function definedAt(
  repository: Repository,
  path: string,
  document: ManifestDocument,
  offset: number,
): VariableAt | undefined {
  for (const [field, { key, value, hidden }] of document.facts.fields) {
    const name = key === undefined ? undefined : defining.exec(field)?.[1];
    if (key === undefined || name === undefined || !isVariableName(name)) continue;
    const span = document.shift(key);
    if (offset < span.start || offset > span.end) continue;
    const number = repository.manifest(path)?.documents.indexOf(document) ?? 0;
    const place = { path, document: number, field };
    const kind = document.facts.header.kind?.value;
    if (kind !== 'Kustomization' && kind !== 'ConfigMap' && kind !== 'Secret') return undefined;
    const from = document.facts.header.name?.value ?? '';
    const known = hidden === true || kind === 'Secret' ? {} : { value };
    return { name, span, whole: span, origins: [{ name, kind, from, place, ...known }], scopes: [] };
  }
  return undefined;
}

/** Where a variable's key stands; `undefined` when its file changed since. */
export function locationOf(repository: Repository, { path, document, field }: EntryPlace): Location | undefined {
  const it = repository.manifest(path)?.documents[document];
  const word = it?.facts.fields.get(field);
  return it && word && { path, span: it.shift(word.key ?? word.span) };
}

/** Names in scope after `${`, each with where it comes from; `undefined` where no variable is being typed. */
export function completeVariable(
  repository: Repository,
  path: string,
  offset: number,
): readonly Completion[] | undefined {
  const manifest = repository.manifest(path);
  const document = manifest?.documentAt(offset);
  if (!manifest || !document || repository.isTemplate(path)) return undefined;
  const before = /(?<![$])(?:\$\$)*\$\{#?(\w*)$/.exec(manifest.text.slice(Math.max(0, offset - 200), offset));
  if (!before) return undefined;
  const rest = /^\w*/.exec(manifest.text.slice(offset, offset + 200))?.[0] ?? '';
  const replace = { start: offset - (before[1] ?? '').length, end: offset + rest.length };
  const closing = /^[}:=^,/#%]/.test(manifest.text.slice(replace.end, replace.end + 1)) ? '' : '}';
  const offers = new Map<string, Completion>();
  for (const scope of scopesOf(repository, path, document)) {
    for (const it of scope.variables.values()) {
      if (offers.has(it.name)) continue;
      const detail =
        it.value === undefined ? `from ${it.kind} ${it.from}` : `${shortened(it.value)} (${it.kind} ${it.from})`;
      offers.set(it.name, {
        label: it.name,
        kind: 'value',
        insert: it.name + closing,
        detail,
        replace,
        sort: `0${it.name}`,
      });
    }
  }
  return [...offers.values()];
}

/** What a variable stands for, as Markdown; `undefined` where no Kustomization substitutes. */
export function tellVariable(it: VariableAt): string | undefined {
  if (it.scopes.length === 0 && it.origins.length === 0) return undefined;
  const lines = it.scopes.slice(0, 10).map((scope) => {
    const set = scope.variables.get(it.name);
    // Of several clusters the Kustomizations have one name.
    const file = it.scopes.length > 1 ? ` in ${inlineCode(scope.applier.path)}` : '';
    const by = `Kustomization ${inlineCode(scope.applier.name)}${file}`;
    if (!set) return scope.open ? `- ${by}: not in these files` : `- ${by}: **not set**`;
    const from = set.kind === 'Kustomization' ? '' : ` from ${set.kind} ${inlineCode(set.from)}`;
    return `- ${by}: ${set.value === undefined ? 'set' : inlineCode(shortened(set.value))}${from}`;
  });
  const [origin] = it.origins;
  if (it.scopes.length === 0 && origin) {
    lines.push(
      `Set by ${origin.kind} ${inlineCode(origin.from)}${origin.value === undefined ? '' : ` to ${inlineCode(shortened(origin.value))}`}`,
    );
  }
  return `**${escapeMarkdown(`\${${it.name}}`)}**\n\n${lines.join('\n')}`;
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value === '' ? '(empty)' : value;
}

/**
 * All uses of a variable, and the keys that define it: in every file that a Kustomization with the same origin applies. Reads the text of
 * files that use the name; parses none.
 */
export function variableUses(repository: Repository, it: VariableAt): readonly Location[] {
  const wanted = new Set(it.origins.map((one) => placeKey(one.place)));
  const found = it.origins.flatMap((one) => locationOf(repository, one.place) ?? []);
  const pattern = new RegExp(`(?<![$])(?:\\$\\$)*\\$\\{#?(${it.name})(?!\\w)`, 'g');
  for (const manifest of repository.manifests()) {
    for (const document of manifest.documents) {
      if (!document.facts.uses.includes(it.name) || repository.isTemplate(manifest.path)) continue;
      const scopes = scopesOf(repository, manifest.path, document);
      const isSame = scopes.some((scope) => {
        const set = scope.variables.get(it.name);
        return set !== undefined && wanted.has(placeKey(set.place));
      });
      const isLoose = wanted.size === 0 && scopes.length > 0;
      if (!isSame && !isLoose && !isKustomize(document.facts)) continue;
      if (isKustomize(document.facts) && wanted.size === 0) continue;
      for (const match of document.section.text.matchAll(pattern)) {
        const end = document.start + match.index + match[0].length;
        found.push({ path: manifest.path, span: { start: end - it.name.length, end } });
      }
    }
  }
  return found;
}

/** The edits that give a variable another name, or why it cannot have it. */
export function renameVariable(
  repository: Repository,
  it: VariableAt,
  name: string,
): { readonly edits: readonly TextEdit[] } | { readonly refusal: string } {
  if (!isVariableName(name))
    return { refusal: 'A variable has letters, digits and _ only, and starts with a letter or _.' };
  if (it.origins.length === 0) return { refusal: `No file sets \${${it.name}}, so it cannot be renamed.` };
  if (it.origins.some((one) => one.place.field.includes('Generator.'))) {
    return { refusal: 'This variable comes from a generator. Rename it there.' };
  }
  const edits = variableUses(repository, it).map(({ path, span }) => {
    const old = repository.text(path)?.slice(span.start, span.end) ?? '';
    const quote = /^["']/.exec(old)?.[0] ?? '';
    return { path, span, text: quote + name + quote };
  });
  return { edits };
}
