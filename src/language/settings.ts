import { parseDocument } from 'yaml';
import type { Settings } from './diagnose.ts';

const severities: readonly string[] = ['error', 'warning', 'information', 'hint', 'off'];

/** Settings as they are when nobody has set anything. */
export const defaultSettings: Settings = { rules: {}, external: [] };

/**
 * The part of a VS Code `settings.json` that the checks know: `fluxwright.rules`, `fluxwright.external`, `fluxwright.fluxVersion`. Comments
 * and commas at the end are allowed; values of another type are passed over. Never throws.
 */
export function readSettings(text: string): Settings {
  const values = read(text);
  const version = values['fluxwright.fluxVersion'];
  const external = values['fluxwright.external'];
  return {
    rules: rulesIn(values['fluxwright.rules']),
    external: Array.isArray(external) ? external.filter((it): it is string => typeof it === 'string') : [],
    ...(typeof version === 'string' && version !== '' && version !== 'auto' && { fluxVersion: version }),
  };
}

/** The rules that are known severities, whatever else a setting holds. */
export function rulesIn(value: unknown): Settings['rules'] {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).filter(([, it]) => typeof it === 'string' && severities.includes(it));
  return Object.fromEntries(entries);
}

/** JSON with comments is YAML once its comments are taken away, and its flow collections may end with a comma. */
function read(text: string): Readonly<Record<string, unknown>> {
  const plain = text.replaceAll(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, kept?: string) => kept ?? ' ');
  if (plain.length > 1_000_000 || /[[{]{200}/.test(plain)) return {};
  try {
    const value: unknown = parseDocument(plain.replaceAll('\t', ' '), { logLevel: 'silent' }).toJS({
      maxAliasCount: 0,
    });
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
