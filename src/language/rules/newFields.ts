import { isMap, isScalar, isSeq } from 'yaml';
import { isFluxGroup } from '../../flux/kind.ts';
import { isBefore, newestMinor } from '../../flux/versions.ts';
import { spanOf } from '../yaml/parse.ts';
import type { Rule, Subject } from '../rule.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import type { Span } from '../yaml/text.ts';

interface NewField {
  readonly field: string;
  readonly since: string;
  readonly span: Span;
}

/** Fields that the Flux in use does not know yet, which its API server refuses (RULES.md 3.2). Silent while nobody says which Flux it is. */
export const newFields: Rule = function* (it) {
  const { flux, document, repository } = it;
  if (!flux.known || !isBefore(flux.oldest, newestMinor)) return;
  const { group, version, kind } = document.header;
  const schema = kind && isFluxGroup(group) ? repository.schemas.find(group, version, kind.value) : undefined;
  if (schema?.origin.from !== 'bundle') return;
  for (const { field, since, span } of newer(it, schema)) {
    const everywhere = isBefore(flux.newest, since);
    yield { code: 'kind/new-field', field, since, minor: flux.oldest, everywhere, span: document.shift(span) };
  }
};

function* newer({ document, flux }: Subject, schema: KindSchema): Generator<NewField> {
  const open: (readonly [node: unknown, schema: Schema | undefined])[] = [[document.yaml.contents, schema.schema]];
  while (open.length > 0) {
    const [node, given] = open.pop() ?? [];
    const rule = given?.ref === undefined ? given : schema.definitions[given.ref];
    if (isSeq(node)) for (const item of node.items) open.push([item, rule?.items]);
    if (!isMap(node)) continue;
    for (const { key, value } of node.items) {
      const field = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
      const child =
        field !== undefined && rule?.properties && Object.hasOwn(rule.properties, field)
          ? rule.properties[field]
          : undefined;
      if (child === undefined || field === undefined || !isScalar(key)) continue;
      if (child.since !== undefined && isBefore(flux.oldest, child.since))
        yield { field, since: child.since, span: spanOf(key) };
      else open.push([value, child]);
    }
  }
}
