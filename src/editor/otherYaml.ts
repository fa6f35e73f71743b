import * as vscode from 'vscode';
import { ownsFields, type OtherSchemas } from '../language/suppliers.ts';
import { setting } from './settings.ts';
import type { Place } from './workspace.ts';

/** The YAML extension, which many people have beside us. */
export const yamlExtension = 'redhat.vscode-yaml';

/** What the YAML extension knows of schemas for a file; `undefined` where it does not run. */
export function otherSchemas(scope: vscode.Uri): OtherSchemas | undefined {
  if (!vscode.extensions.getExtension(yamlExtension)) return undefined;
  const settings = vscode.workspace.getConfiguration('yaml', scope);
  const store = settings.get<unknown>('schemaStore.enable');
  return { mappings: globsIn(settings.get<unknown>('schemas')), store: store !== false };
}

/** Whether the fields at an offset of a file are ours: see `ownsFields`. */
export function ownsFieldsAt({ repository, path, uri }: Place, offset: number): boolean {
  return ownsFields(repository, path, offset, setting('fluxwright.schemas', uri), otherSchemas(uri));
}

/** What somebody wrote into a setting, as far as it has the right form. */
function globsIn(value: unknown): OtherSchemas['mappings'] {
  if (typeof value !== 'object' || value === null) return {};
  const isText = (it: unknown): it is string => typeof it === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([schema, globs]: [string, unknown]) => [
      schema,
      (Array.isArray(globs) ? globs : [globs]).filter(isText),
    ]),
  );
}
