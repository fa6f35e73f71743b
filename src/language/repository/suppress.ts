import type { Manifest } from './manifest.ts';

const comment = /#[ \t]*fluxwright-disable(-next-line)?(?:[ \t]+([A-Za-z/,\- \t]+?))?[ \t]*\r?$/gm;

const external = /#[ \t]*fluxwright-external:?[ \t]+([^\r\n]+?)[ \t]*\r?$/gm;

/** The objects that comments of a file say to exist elsewhere: `# fluxwright-external: Kind/namespace/name[, …]`, with `*` for any text. */
export function externalsOf(manifest: Manifest): readonly string[] {
  if (!manifest.text.includes('fluxwright-external')) return [];
  const lists = Array.from(manifest.text.matchAll(external), (it) => (it[1] ?? '').split(/[\s,]+/));
  return lists.flat().filter((it) => it.includes('/'));
}

/**
 * Says which problems comments of a file switch off: `# fluxwright-disable-next-line CODE[, CODE]` for the line below, `# fluxwright-disable
 * CODE[, CODE]` for the whole file. Without a code they mean every code.
 */
export function suppressionsOf(manifest: Manifest): (code: string, offset: number) => boolean {
  if (!manifest.text.includes('fluxwright-disable')) return () => false;
  const whole = new Set<string>();
  const lines = new Map<number, Set<string>>();
  for (const match of manifest.text.matchAll(comment)) {
    const codes = (match[2] ?? '*').split(/[\s,]+/).filter((it) => it !== '');
    const line = manifest.lines.position(match.index).line + 1;
    const into = match[1] === undefined ? whole : (lines.get(line) ?? new Set<string>());
    for (const code of codes) into.add(code);
    if (into !== whole) lines.set(line, into);
  }
  return (code, offset) => {
    if (whole.has('*') || whole.has(code)) return true;
    const line = lines.get(manifest.lines.position(offset).line);
    return line !== undefined && (line.has('*') || line.has(code));
  };
}
