import type { Schema } from './schema.ts';

/**
 * A schema in the manner of one that describes the same kind: its fields in the order of the other's, and with what only the other knows,
 * such as the Flux that brought a field. What the given schema says about values stays.
 */
export function inTheMannerOf(model: Schema, given: Schema): Schema {
  const { since, deprecated } = model;
  const { properties, items, additional } = given;
  return {
    ...given,
    ...(since !== undefined && { since }),
    ...(deprecated !== undefined && { deprecated }),
    ...(properties && { properties: inOrder(model.properties ?? {}, properties) }),
    ...(items && model.items && { items: inTheMannerOf(model.items, items) }),
    ...(typeof additional === 'object' &&
      typeof model.additional === 'object' && { additional: inTheMannerOf(model.additional, additional) }),
  };
}

type Fields = Readonly<Record<string, Schema>>;

function inOrder(model: Fields, given: Fields): Fields {
  const names = [...Object.keys(model).filter((it) => Object.hasOwn(given, it)), ...Object.keys(given)];
  const fields = [...new Set(names)].flatMap((name) => {
    const [like, it] = [Object.hasOwn(model, name) ? model[name] : undefined, given[name]];
    return it === undefined ? [] : [[name, like === undefined ? it : inTheMannerOf(like, it)] as const];
  });
  return Object.fromEntries(fields);
}
