import { RE2JS, RE2JSException } from 're2js';

/** Why Go cannot compile a regular expression; `undefined` when it can. Held to RE2's grammar by a port of it. */
export function regexFault(pattern: string): string | undefined {
  return read(pattern).fault;
}

/** The groups of an expression that Go can compile: how many, and the names that some have. */
export function regexGroups(
  pattern: string,
): { readonly count: number; readonly names: readonly string[] } | undefined {
  const { compiled } = read(pattern);
  return compiled && { count: compiled.groupCount(), names: Object.keys(compiled.namedGroups()) };
}

function read(pattern: string): { readonly compiled?: RE2JS; readonly fault?: string } {
  // A port may be slower than the original; longer patterns are left alone.
  if (pattern.length > 2000) return {};
  try {
    return { compiled: RE2JS.compile(pattern) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) return {};
    return { fault: error.message.replace(/^error parsing regexp: /, '') };
  }
}
