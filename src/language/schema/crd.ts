import type { Document } from 'yaml';
import { metadataRef } from './bundle.ts';
import type { Schema } from './schema.ts';
import { isRecord, schemaOf } from './structural.ts';

/** The schemas by version that a CustomResourceDefinition (apiextensions.k8s.io/v1) gives; empty for one that cannot be read. Never throws. */
export function versionsIn(document: Document): ReadonlyMap<string, Schema> {
  const spec = member(plain(document), 'spec');
  const versions = member(spec, 'versions');
  const found = new Map<string, Schema>();
  for (const it of Array.isArray(versions) ? versions : []) {
    const name: unknown = member(it, 'name');
    const given = member(member(it, 'schema'), 'openAPIV3Schema');
    if (typeof name === 'string' && isRecord(given)) found.set(name, customResource(schemaOf(given)));
  }
  return found;
}

/** What any custom resource has, whatever its CRD says: the API server puts it there. */
export function customResource(schema: Schema): Schema {
  const { apiVersion = text, kind = text, metadata: _, ...fields } = schema.properties ?? {};
  return { ...schema, properties: { apiVersion, kind, metadata: { ref: metadataRef }, ...fields } };
}

const text: Schema = { type: 'string' };

/**
 * The text of a CRD in block style without descriptions: two thirds of it, which nobody asks for and which keep it from being plain. A field
 * that is called description stays, because what it is stands below it.
 */
export function withoutDescriptions(given: string): string {
  const kept: string[] = [];
  let dropped = -1;
  for (const line of given.split('\n')) {
    const indent = line.search(/\S/);
    if (dropped >= 0 && (indent < 0 || indent > dropped)) continue;
    dropped = /^ *description: *[^\s#&*!]/.test(line) ? indent : -1;
    if (dropped < 0) kept.push(line);
  }
  return kept.join('\n');
}

/** How many fields a schema names. */
export function sizeOf(schema: Schema): number {
  const { items, additional, properties } = schema;
  const below = [
    ...Object.values(properties ?? {}),
    ...(items ? [items] : []),
    ...(typeof additional === 'object' ? [additional] : []),
  ];
  return below.reduce((sum, it) => sum + 1 + sizeOf(it), 0);
}

/** Bombs of aliases and nesting without end give nothing. */
function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch {
    return undefined;
  }
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}
