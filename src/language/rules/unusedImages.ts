import { builtBy } from '../build/built.ts';
import type { Built } from '../build/finish.ts';
import { locality } from '../build/locality.ts';
import type { Place, Retagging } from '../build/problem.ts';
import { imagesOf, isImageOf } from '../build/transform.ts';
import type { Problem } from '../problems.ts';
import type { Repository } from '../repository/repository.ts';
import { lengthAt, valueAt } from '../repository/values.ts';
import type { Rule, Subject } from '../rule.ts';
import { similar } from '../similar.ts';
import type { Step } from '../yaml/parse.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { buildsAround } from './build.ts';

/**
 * An entry of `images` in a kustomization file that fits no container of any build that takes the file in: kustomize says nothing, and the image stays as
 * it is. What a component names is in whatever takes it in.
 */
export const unusedImages: Rule = function* (it) {
  const { document, manifest } = it;
  if (document.header.kind?.value === 'Component' || !document.section.text.includes('image')) return;
  const index = manifest.documents.indexOf(document);
  const builds = buildsAround(it).map(({ built }) => built);
  for (const list of ['images', 'imageTags'])
    yield* unusedIn(it, [list], builds, ({ place }, at) =>
      isSamePlace(place, { path: manifest.path, document: index, at }),
    );
};

/** The same for `spec.images` of a Flux Kustomization, which Flux writes into the kustomization file of the folder. */
export const unusedFluxImages: Rule = function* (it) {
  const applier = it.document.section.text.includes('images') ? it.repository.builds.applierOf(it.document) : undefined;
  if (applier === undefined || locality(it.repository, applier)?.sure !== true) return;
  const built = builtBy(it.repository, applier);
  if (built !== undefined) yield* unusedIn(it, ['spec', 'images'], [built], (one, _, name) => one.name === name);
};

function* unusedIn(
  { repository, document }: Subject,
  list: readonly Step[],
  builds: readonly Built[],
  isOf: (it: Retagging, at: readonly Step[], name: string) => boolean,
): Generator<Problem> {
  if (builds.length === 0 || builds.some(isVague)) return;
  for (let index = 0; index < lengthAt(document, list); index++) {
    const at = [...list, index, 'name'];
    const word = valueAt(document, at);
    if (word === undefined || word.text === '' || isSymbolic(word.text)) continue;
    const laid = builds.flatMap(({ retaggings }) => retaggings.filter((it) => isOf(it, at, word.text)));
    // Who has listed nothing yet has just begun.
    const isEmpty = laid.every(({ objects }) => objects.every((it) => it.origin.generator !== undefined));
    if (isEmpty || laid.some((it) => isUsed(repository, it))) continue;
    const there = laid.flatMap(({ objects }) => objects.flatMap((it) => imagesOf(it.body())));
    const names = there.map((image) => image.replace(/(?::[^/:@]*)?(?:@.*)?$/, ''));
    yield { code: 'build/image-unused', name: word.text, similar: similar(word.text, new Set(names)), span: word.span };
  }
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.path === other.path && one.document === other.document && one.at.join('/') === other.at.join('/');
}

/** Whether a build may have objects, or images in them, that no file shows. */
function isVague({ vague, objects }: Built): boolean {
  return vague.length > 0 || objects.some((it) => it.vague && it.origin.generator === undefined);
}

/** Asks first the objects whose files have the name: nearly always one of them has the image. */
function isUsed(repository: Repository, { objects, name }: Retagging): boolean {
  const mentions = ({ origin: { path, document } }: Retagging['objects'][number]): boolean =>
    repository.manifest(path)?.documents[document]?.section.text.includes(name) === true;
  const inOrder = [...objects.filter(mentions), ...objects.filter((it) => !mentions(it))];
  return inOrder.some((it) => imagesOf(it.body()).some((image) => isImageOf(image, name) || isSymbolic(image)));
}
