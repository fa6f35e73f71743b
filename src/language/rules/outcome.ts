import { isScalar } from 'yaml';
import { scalarOf, text, under } from '../build/body.ts';
import { builtFrom } from '../build/built.ts';
import type { BuiltObject } from '../build/object.ts';
import { isPatched } from '../build/patched.ts';
import { wayUp } from '../build/roots.ts';
import type { Problem } from '../problems.ts';
import type { Subject } from '../rule.ts';
import { textOf } from '../yaml/parse.ts';

type Place = Pick<Subject, 'repository' | 'manifest' | 'document'>;

/** What builds make of a document, patches and replacements applied; nothing where some of that is not computed. */
export function outcomes({ repository, manifest, document }: Place): readonly BuiltObject[] {
  const objects = builtFrom(repository, manifest.path, manifest.documents.indexOf(document));
  return objects.some((it) => it.vague) ? [] : objects;
}

/** Whether a required field is missing in all that builds make of an object, too. Its span counts from the start of the document. */
export function isStillMissing(it: Place, problem: Problem): boolean {
  if (problem.code !== 'schema/required' || problem.path.includes('[')) return false;
  const steps = [...problem.path.split('.').filter((step) => step !== ''), problem.field];
  const objects = outcomes(it);
  return objects.length > 0 && objects.every((one) => under(one.body(), steps) === undefined);
}

/** Whether builds put a value into one of some fields that the file leaves out, or may do so. */
export function mayBeAdded(it: Place, ...fields: readonly (readonly string[])[]): boolean {
  if (!isPatched(it.repository, it.manifest.path)) return false;
  const objects = outcomes(it);
  return objects.length === 0 || objects.some((one) => fields.some((path) => under(one.body(), path) !== undefined));
}

/** Problems of a value that patches and replacements may put another in place of. */
const ofValues: ReadonlySet<Problem['code']> = new Set([
  'schema/type',
  'schema/enum',
  'schema/pattern',
  'schema/format',
  'schema/bounds',
]);

/** Whether every build has another value where a problem is, or none, or may have one. Its span counts from the start of the document. */
export function isReplaced(it: Place, problem: Problem): boolean {
  if (!ofValues.has(problem.code)) return false;
  const { repository, manifest, document } = it;
  const { path } = document.locate(document.start + problem.span.start);
  const node = document.nodeAt(path);
  const source = isScalar(node) ? textOf(node) : undefined;
  // A number is what it says, however it is written: 1.0 is 1.
  const written = [source, source === undefined ? undefined : text(scalarOf(source))];
  const objects = builtFrom(repository, manifest.path, manifest.documents.indexOf(document));
  const mayFill = objects.some((one) => one.vague) && isFilledAbove(it);
  const isOther = (one: BuiltObject): boolean => mayFill || !written.includes(text(under(one.body(), path)));
  return objects.length > 0 && objects.every(isOther);
}

/** Whether a kustomization on the way has a field that fills in values and that is not always computed. */
function isFilledAbove({ repository, manifest }: Place): boolean {
  return wayUp(repository, manifest.path).folders.some((folder) =>
    /^["']?(?:replacements|vars|transformers|configurations)["']?\s*:/m.test(
      repository.builds.fileOf(folder)?.text ?? '',
    ),
  );
}
