import * as vscode from 'vscode';
import type { Settings } from '../language/diagnose.ts';
import type { SettingId } from './ids.ts';

/** The value of a setting where a file lies. package.json gives every setting a default, so a value is always there. */
export function setting<T>(id: SettingId, scope?: vscode.Uri): T {
  return vscode.workspace.getConfiguration(undefined, scope ?? null).get(id) as T;
}

/** What the rules want to know, for one folder. */
export function checkSettings(folder: vscode.Uri): Settings {
  const version = setting<string>('fluxwright.fluxVersion', folder);
  return {
    rules: setting('fluxwright.rules', folder),
    external: setting('fluxwright.external', folder),
    ...(version === 'auto' ? {} : { fluxVersion: version }),
  };
}
