import { isMap, isScalar } from 'yaml';
import { isKustomizationPath } from '../build/builds.ts';
import { kustomizeGroup } from '../../flux/kind.ts';
import { isPatched } from '../build/patched.ts';
import { Manifest } from '../repository/manifest.ts';
import type { ManifestDocument } from '../repository/manifest.ts';
import type { Problem } from '../problems.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule, Subject } from '../rule.ts';
import { dialectOf } from '../schema/dialect.ts';
import { hintsFor } from '../schema/hints.ts';
import { nameFormOf } from '../schema/names.ts';
import type { KindSchema } from '../schema/schema.ts';
import { Walk } from '../schema/walk.ts';
import { isTaken } from './builtins.ts';
import { isReplaced, isStillMissing, outcomes } from './outcome.ts';

/** What the schema of its kind says of an object, as Flux would send it, or of a kustomization file, as kustomize reads it. */
export const schemaProblems: Rule = function* (it) {
  const { document, repository, manifest } = it;
  const schema = schemaOf(it);
  // A text that is broken in one place may say anything in another.
  if (schema === undefined || !isMap(document.yaml.contents) || document.section.parsed.errors.length > 0) return;
  let isPatchedFile: boolean | undefined;
  // Nobody patches the file that tells what to patch.
  const mayChange = () => (isPatchedFile ??= schema.group !== kustomizeGroup && isPatched(repository, manifest.path));
  let isLeft: boolean | undefined;
  for (const problem of problemsOf(it, schema)) {
    // What nobody takes may be a form that a program or a person fills in before, or an object that is created and not applied.
    if ((isLeft ??= mayBeForm(document.section.text) && !isTaken(repository, manifest.path))) return;
    const isOpen = () =>
      (mayLack(problem) && isPart(document)) ||
      (mayChange() && !isStillMissing(it, problem) && !isStillBroken(it, schema, problem));
    if (patchable.has(problem.code) && isOpen()) continue;
    if (mayChange() && isReplaced(it, problem)) continue;
    // Kustomize's own `vars` may put anything there.
    const text = document.section.text.slice(problem.span.start, problem.span.end);
    if (/\$\([\w.-]+\)/.test(text) && mayChange()) continue;
    yield { ...problem, span: document.shift(problem.span) };
  }
};

/** What a patch from elsewhere may put right: it adds what is missing. */
const patchable: ReadonlySet<Problem['code']> = new Set([
  'schema/required',
  'schema/rule',
  'schema/choice',
  'schema/null',
]);

/** Whether all that builds make of an object breaks the same rule, or holds nothing in the same place. Reads what they make, as JSON, which is YAML. */
function isStillBroken(it: Subject, schema: KindSchema, problem: Problem): boolean {
  if (problem.code !== 'schema/rule' && !isWrittenNull(it.document, problem)) return false;
  const objects = outcomes(it);
  return (
    objects.length > 0 &&
    objects.every((object) => {
      const [document] = new Manifest(it.manifest.path, JSON.stringify(object.body())).documents;
      const found = document === undefined ? [] : problemsOf({ ...it, document }, schema);
      return found.some((one) => isSame(one, problem));
    })
  );
}

/** Whether nothing is said in words: a value that is left out altogether, a strategic patch takes away (kustomize 5.8, through `flux build`). */
function isWrittenNull({ section }: ManifestDocument, { code, span }: Problem): boolean {
  return code === 'schema/null' && /^(?:~|null|Null|NULL)$/.test(section.text.slice(span.start, span.end));
}

/** Whether two problems are one, wherever they stand. */
function isSame(a: Problem, b: Problem): boolean {
  return JSON.stringify({ ...a, span: undefined }) === JSON.stringify({ ...b, span: undefined });
}

/** What an object may lack that is but a part of another: not its name, and nothing that it has and that is nothing. */
function mayLack(problem: Problem): boolean {
  if (problem.code === 'schema/required') return !(problem.path === 'metadata' && problem.field === 'name');
  return problem.code !== 'schema/null';
}

/** Whether Flux lays the object over one that is there already, and needs no more of it than what is to change (`ssa: Merge`). */
function isPart(document: ManifestDocument): boolean {
  return ['annotations', 'labels'].some((place) => {
    const node = document.nodeAt(['metadata', place, 'kustomize.toolkit.fluxcd.io/ssa']);
    return isScalar(node) && /^(?:merge|ifnotpresent|ignore)$/i.test(String(node.value));
  });
}

/**
 * Whether a text holds a value that stands for another, such as `{{ name }}`, `[[ name ]]`, `app-$NAME`, `<name>`, `<%= name %>`, `__NAME__`,
 * `%NAME%`, `@@NAME@@`, `#{name}#` or ytt's `#@ name`, or asks for a name to be made, which `kubectl create` does and Flux does not,
 * or tells of a status alone, as the expectations of test programs (kuttl, Chainsaw) do.
 */
export function mayBeForm(text: string): boolean {
  if ((signs.test(text) && placeholder.test(text)) || /\bgenerateName["']?:/.test(text)) return true;
  return /^status:/m.test(text) && !/^spec:/m.test(text);
}

/** One of them is in every placeholder, and none in most texts. */
const signs = /[{[$<%@]|__/;

const placeholder =
  /[:-] +["']?(?:\{\{.{0,200}\}\}|\{%.{0,200}%\}|\[\[.{0,200}\]\]|[\w.:/-]*\$[A-Z]\w*[\w.:/-]*|<[A-Za-z%][^<>\n]{0,200}>|__\w+__|%\w+%|@{1,2}\w+@{1,2}|#\{[^{}\n]{1,200}\}#?|#@ .{1,200})["']? *(?:#.*)?$|^ *(?:\{[%{]|#@ )/m;

/** The schema that a document is judged by. */
export function schemaOf({
  repository,
  manifest,
  document,
}: Pick<Subject, 'repository' | 'manifest' | 'document'>): KindSchema | undefined {
  const { group, version, kind, apiVersion } = document.header;
  if ((kind === undefined || apiVersion === undefined) && isKustomizationPath(manifest.path)) {
    return repository.schemas.find(kustomizeGroup, 'v1beta1', 'Kustomization');
  }
  if (kind === undefined || apiVersion === undefined) return undefined;
  return repository.schemas.find(group, version, kind.value);
}

/** Who has misspelt more fields than these in one object gets no more guesses: each is compared with all names that there are. */
const mostHints = 50;
const noHints = { similar: [], belongs: [] };

/** What a schema says of a document; spans count from the start of the document. */
export function problemsOf({ repository, document }: Subject, schema: KindSchema): readonly Problem[] {
  const walk = walkOf(repository, document, schema);
  if (isMap(document.yaml.contents)) walk.object(document.yaml.contents, repository.checks.of(schema));
  return walk.problems;
}

/** A walk over values of a document that are to be of a kind. */
export function walkOf(repository: Repository, document: ManifestDocument, schema: KindSchema): Walk {
  const root = repository.checks.of(schema);
  let hinted = 0;
  return new Walk({
    document: document.yaml,
    dialect: dialectOf(schema),
    kind: schema.kind,
    nameForm: nameFormOf(schema.group, schema.kind),
    odd: odd.test(document.section.text),
    hints: (path, field, check) => (hinted++ < mostHints ? hintsFor(root, path, field, check) : noHints),
  });
}

/** What looks like a date, an infinity or no number. */
const odd = /[\s:[,-](?:\d{4}-\d\d?-\d|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)\b)/;
