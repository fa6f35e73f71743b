import { at, bodies, isBody, isList, pairs, text, withKey, withValue } from './body.ts';
import type { Body, Value } from './body.ts';
import { changeField } from './fields.ts';
import type { FieldSpec } from './fields.ts';
import { annotationFields, namespaceFields, replicaKinds } from './fieldTables.ts';
import { isClusterScoped } from './identity.ts';
import { after, identitiesOf, originalOf } from './object.ts';
import type { BuiltObject } from './object.ts';

/** Puts all objects into a namespace. A Namespace object gets its name, as in kustomize; the others keep theirs. */
export function intoNamespace(objects: readonly BuiltObject[], namespace: string): readonly BuiltObject[] {
  return objects.map((object) => {
    const { identity } = object;
    const isNamespace = identity.kind === 'Namespace' && identity.group === '' && identity.version === 'v1';
    const change = isNamespace ? { name: namespace } : isClusterScoped(identity) ? {} : { namespace };
    const before = [...object.before, identity];
    return after(object, { identity: { ...identity, ...change }, before }, (body) => {
      const placed = isClusterScoped(identity) ? body : withValue(body, ['metadata', 'namespace'], namespace);
      const bound = /^(Cluster)?RoleBinding$/.test(identity.kind) ? withSubjects(placed, namespace) : placed;
      return namespaceFields.reduce((it, spec) => changeField(it, spec, () => namespace), bound);
    });
  });
}

/** Only subjects that are called `default` follow. */
function withSubjects(body: Body, namespace: string): Body {
  const subjects = body['subjects'];
  if (!isList(subjects)) return body;
  const moved = subjects.map((it) => (isBody(it) && text(it['name']) === 'default' ? { ...it, namespace } : it));
  return { ...body, subjects: moved };
}

/** Puts a prefix before all names, or a suffix behind them; not of Namespaces, CRDs and APIServices. */
export function renamed(objects: readonly BuiltObject[], prefix: string, suffix: string): readonly BuiltObject[] {
  return objects.map((object) => {
    const { kind, group } = originalOf(object);
    if (kind === 'CustomResourceDefinition' || kind === 'Namespace') return object;
    if (kind === 'APIService' && group === 'apiregistration.k8s.io') return object;
    const { identity } = object;
    const name = prefix + identity.name + suffix;
    const change = {
      identity: { ...identity, name },
      before: [...object.before, identity],
      prefix: prefix + object.prefix,
      suffix: object.suffix + suffix,
    };
    return after(object, change, (body) => withValue(body, ['metadata', 'name'], name));
  });
}

/** Adds labels or annotations at some places. */
export function withPairs(
  objects: readonly BuiltObject[],
  added: Readonly<Record<string, string>>,
  specs: readonly FieldSpec[],
): readonly BuiltObject[] {
  if (Object.keys(added).length === 0) return objects;
  return objects.map((object) => after(object, {}, (body) => addPairs(body, added, specs)));
}

function addPairs(body: Body, added: Readonly<Record<string, string>>, specs: readonly FieldSpec[]): Body {
  const add = (old: Value | undefined): Value => ({ ...(isBody(old) ? old : {}), ...added });
  return specs.reduce((it, spec) => changeField(it, spec, add), body);
}

/** Adds annotations to objects and pod templates. */
export function annotated(objects: readonly BuiltObject[], added: Value | undefined): readonly BuiltObject[] {
  return withPairs(objects, pairs(added), annotationFields);
}

/** What Flux puts on everything that it applies (`spec.commonMetadata`). */
export function withCommonMetadata(objects: readonly BuiltObject[], common: Value | undefined): readonly BuiltObject[] {
  const labels = [{ path: 'metadata/labels', create: true }];
  const annotations = [{ path: 'metadata/annotations', create: true }];
  return withPairs(
    withPairs(objects, pairs(at(common, 'labels')), labels),
    pairs(at(common, 'annotations')),
    annotations,
  );
}

/** Sets the number of replicas of what has, or had, a name. `undefined` when nothing has: then the build fails. */
export function withReplicas(objects: readonly BuiltObject[], entry: Body): readonly BuiltObject[] | undefined {
  const name = text(entry['name']);
  const count = entry['count'] ?? null;
  const isMeant = (it: BuiltObject): boolean =>
    identitiesOf(it).some((id) => id.name === name && (replicaKinds as readonly string[]).includes(id.kind));
  if (!objects.some(isMeant)) return undefined;
  return objects.map((it) =>
    isMeant(it) ? after(it, {}, (body) => withValue(body, ['spec', 'replicas'], count)) : it,
  );
}

/** Changes image names, tags and digests, wherever containers are. */
export function withImage(objects: readonly BuiltObject[], entry: Body): readonly BuiltObject[] {
  return objects.map((it) =>
    it.identity.kind === 'CustomResourceDefinition' ? it : after(it, {}, (body) => asBody(inContainers(body, entry))),
  );
}

/** The images of all containers of an object, wherever they are. */
export function imagesOf(value: Value): readonly string[] {
  if (isList(value)) return value.flatMap(imagesOf);
  if (!isBody(value)) return [];
  return Object.entries(value).flatMap(([key, it]) => {
    const own = isHolder(key) ? bodies(it).flatMap(({ image }) => text(image) ?? []) : [];
    return [...own, ...imagesOf(it)];
  });
}

/** Whether kustomize takes an image for one that an entry of `images` names. */
export function isImageOf(image: string, name: string): boolean {
  return image.startsWith(name) && version.test(image.slice(name.length));
}

/** What may follow the name of an image. */
const version = /^(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$/;

function isHolder(key: string): boolean {
  return key === 'containers' || key === 'initContainers';
}

function asBody(value: Value): Body {
  return isBody(value) ? value : {};
}

function inContainers(value: Value, entry: Body): Value {
  if (isList(value)) return value.map((it) => inContainers(it, entry));
  if (!isBody(value)) return value;
  return Object.entries(value).reduce<Body>((body, [key, it]) => {
    const inner = inContainers(it, entry);
    return withKey(body, key, isHolder(key) && isList(inner) ? inner.map((one) => withNewImage(one, entry)) : inner);
  }, value);
}

function withNewImage(container: Value, entry: Body): Value {
  const image = text(at(container, 'image'));
  const name = text(entry['name']) ?? '';
  if (!isBody(container) || image === undefined || !isImageOf(image, name)) return container;
  const rest = image.slice(name.length);
  const newTag = text(entry['newTag']) ?? '';
  const digest = text(entry['digest']) ?? '';
  const suffix = text(entry['tagSuffix']) ?? '';
  const newName = text(entry['newName']) || name;
  const now =
    newTag !== '' || digest !== ''
      ? (newTag === '' ? '' : `:${newTag}`) + (digest === '' ? '' : `@${digest}`)
      : suffix === ''
        ? rest
        : `${rest.replace(/@.*/, '') || ':'}${suffix}`;
  return { ...container, image: newName + now };
}
