import { parseDocument } from 'yaml';
import type { Repository } from '../repository/repository.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import { isRecord } from '../schema/structural.ts';
import { schemaFileOf, schemaPath } from './chart.ts';
import { Conversion } from './conversion.ts';
import { withDefaults } from './defaults.ts';

/** What completion and hover know of the values of a chart in this repository: its `values.schema.json`, and the keys and comments of its `values.yaml`. */
export function valuesOf(repository: Repository, chart: string): KindSchema {
  return repository.remember(`values of ${chart}`, () => {
    const json = schemaFileOf(repository, chart);
    const conversion = new Conversion(json);
    const given: Schema = isRecord(json) ? conversion.schemaOf(json) : { type: 'object' };
    const schema = withDefaults(given, commented(repository.text(`${chart}/values.yaml`)), conversion.definitions);
    const path = isRecord(json) ? schemaPath(chart) : `${chart}/values.yaml`;
    return {
      ...{ group: '', version: '', kind: `values of ${chart}`, namespaced: undefined, normalised: false },
      schema,
      definitions: conversion.definitions,
      origin: { from: 'file', path },
      chart,
    };
  });
}

/** Larger files are left alone. */
const longest = 500_000;

/** The values of a chart with their comments, which the repository's own reading of a file does not keep. */
function commented(text: string | undefined): unknown {
  return text === undefined || text.length > longest ? undefined : parseDocument(text, { logLevel: 'silent' }).contents;
}
