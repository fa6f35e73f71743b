import { isOldVersion, servedVersion } from '../../flux/versions.ts';
import type { FluxRange } from '../../flux/versions.ts';
import type { Manifest } from '../repository/manifest.ts';
import type { TextEdit } from '../yaml/text.ts';

/** `apiVersion: group/version` or, in the target of a patch, `version: version`, wherever they stand on a line. */
const line =
  /^([ \t]*(?:- +)*)(apiVersion|version):[ \t]+["']?(?:([a-z.]+\.fluxcd\.io)\/)?(v\d\w*)["']?[ \t]*(?:#.*)?\r?$/gm;

/**
 * Edits for every old API version that a file mentions beside the kind it is of: objects, patches in files and in text, health checks,
 * receivers, targets. Looks at lines, because patches are text inside of text.
 */
export function versionMentions(manifest: Manifest, flux: FluxRange): readonly TextEdit[] {
  const { text, path } = manifest;
  const edits: TextEdit[] = [];
  for (const match of text.matchAll(line)) {
    const [all, lead = '', key = '', given, version = ''] = match;
    const beside = siblings(text, match.index, lead.length);
    const group = key === 'version' ? beside.get('group') : given;
    const kind = beside.get('kind');
    if (group === undefined || kind === undefined || !isOldVersion(group, kind, version, flux)) continue;
    const start = match.index + all.indexOf(version, all.indexOf(given ?? ':'));
    const to = servedVersion(group, kind, flux);
    if (to !== undefined) edits.push({ path, span: { start, end: start + version.length }, text: to });
  }
  return edits;
}

/** How many lines up and down belong to one mapping at the most. */
const most = 40;

/** `kind` and `group` in the same mapping as a key that stands on a line in some column. */
function siblings(text: string, at: number, column: number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const step of [-1, 1] as const) {
    let line = lineAt(text, at);
    for (let bound = 0; bound < most; bound++) {
      // A dash opens an item: what stands above belongs to another one.
      if (step < 0 && /^\s*- /.test(line.text.slice(0, column))) break;
      const next = step < 0 ? line.start - 1 : line.end + 1;
      if (next < 0 || next > text.length) break;
      line = lineAt(text, next);
      const indent = /^[ \t]*(?:- +)*/.exec(line.text)?.[0] ?? '';
      if (line.text.trim() === '' || line.text.trim().startsWith('#')) continue;
      if (indent.length < column || line.text.startsWith('---') || (step > 0 && indent.includes('-'))) break;
      const pair = /^(kind|group):[ \t]+["']?([\w.-]+)["']?[ \t]*(?:#.*)?\r?$/.exec(line.text.slice(column));
      if (indent.length === column && pair?.[1] !== undefined && !found.has(pair[1])) found.set(pair[1], pair[2] ?? '');
    }
  }
  return found;
}

function lineAt(text: string, at: number): { readonly text: string; readonly start: number; readonly end: number } {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const newline = text.indexOf('\n', at);
  const end = newline < 0 ? text.length : newline;
  return { text: text.slice(start, end), start, end };
}
