import { parseDocument } from 'yaml';
import type { Severity } from '../problems/row.ts';
import { settingsFile } from './paths.ts';
import type { Repository } from './repository.ts';

/** What people may set. */
export interface Settings {
  /** Severity or `off` by problem code. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Objects that exist though no file declares them: `Kind/namespace/name`, with `*` for any text. */
  readonly external: readonly string[];
  /** Minor version of Flux, such as `2.9`; absent: what the repository says, else the newest. */
  readonly fluxVersion?: string;
  /** Version of the Flux that the connected cluster runs. */
  readonly clusterFluxVersion?: string;
  /** `false`: nobody looks at hints, so that most need not be found. */
  readonly hints?: boolean;
}

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
    external: stringsIn(external),
    ...(typeof version === 'string' && version !== '' && version !== 'auto' && { fluxVersion: version }),
  };
}

/**
 * Settings with those of the repository's own file, which has the keys `rules`, `external` and `fluxVersion`. What was set for the editor or on
 * the command line wins; objects declared elsewhere add up.
 */
export function withOwnSettings(repository: Repository, given: Settings): Settings {
  const own = repository.remember('settings', () => ownSettings(repository.text(settingsFile) ?? ''));
  return own === undefined
    ? given
    : { ...own, ...given, rules: { ...own.rules, ...given.rules }, external: [...own.external, ...given.external] };
}

function ownSettings(text: string): Settings | undefined {
  const values = text === '' ? {} : valuesOf(text);
  if (Object.keys(values).length === 0) return undefined;
  const version = values['fluxVersion'];
  return {
    rules: rulesIn(values['rules']),
    external: stringsIn(values['external']),
    // An unquoted 2.9 is a number, and 2.10 would be 2.1.
    ...(typeof version === 'string' && version !== 'auto' && { fluxVersion: version }),
  };
}

function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];
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
  return valuesOf(plain.replaceAll('\t', ' '));
}

function valuesOf(text: string): Readonly<Record<string, unknown>> {
  if (text.length > 1_000_000 || /[[{]{200}/.test(text)) return {};
  try {
    const value: unknown = parseDocument(text, { logLevel: 'silent' }).toJS({ maxAliasCount: 0 });
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
