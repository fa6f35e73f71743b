/** One line of a `.sourceignore` or of `spec.ignore`, valid below a folder. */
export interface IgnorePattern {
  readonly folder: string;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly matches: (path: string) => 'exact' | 'above' | undefined;
}

/** The patterns of a text in the format of `.gitignore`, as Flux reads it (pkg/sourceignore). */
export function ignorePatterns(content: string, folder = ''): readonly IgnorePattern[] {
  return content
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#') && line.trim() !== '')
    .map((line) => patternOf(line, folder));
}

/** What stands for other text than itself. */
const special = /(\/\*\*\/|\*\*\/|\/\*\*|\*+|\?|\[[^\]]*\]|\\.)/;

/** What Flux leaves out of every source (pkg/sourceignore: ExcludeVCS). */
export const alwaysPatterns: readonly IgnorePattern[] = patternsIn('.git/ .gitignore .gitmodules .gitattributes');

/** What it leaves out too where a source has no patterns of its own (ExcludeExt, ExcludeCI, ExcludeExtra). */
export const defaultPatterns: readonly IgnorePattern[] = patternsIn(
  '*.jpg *.jpeg *.gif *.png *.wmv *.flv *.tar.gz *.zip',
  '.github/ .circleci/ .travis.yml .gitlab-ci.yml appveyor.yml .drone.yml cloudbuild.yaml codeship-services.yml codeship-steps.yml',
  '**/.goreleaser.yml **/.sops.yaml **/.flux.yaml',
);

function patternsIn(...words: readonly string[]): readonly IgnorePattern[] {
  return ignorePatterns(words.join(' ').replaceAll(' ', '\n'));
}

/** Whether patterns leave a file or folder out. The last one that matches decides, and one that matches a folder counts for all below it. */
export function isIgnored(path: string, patterns: readonly IgnorePattern[], isFolder = false): boolean {
  for (let at = patterns.length - 1; at >= 0; at--) {
    const pattern = patterns[at];
    if (pattern === undefined) continue;
    const { folder } = pattern;
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const found = pattern.matches(folder === '' ? path : path.slice(folder.length + 1));
    if (found === undefined || (found === 'exact' && pattern.foldersOnly && !isFolder)) continue;
    return !pattern.negated;
  }
  return false;
}

function patternOf(line: string, folder: string): IgnorePattern {
  const negated = line.startsWith('!');
  // A blank at the end counts only behind a backslash.
  const body = (negated ? line.slice(1) : line).replace(/(?<!\\) +$/, '');
  const foldersOnly = body.endsWith('/');
  const plain = foldersOnly ? body.slice(0, -1) : body;
  const anchored = plain.includes('/');
  const source = expressionOf(plain.replace(/^\//, ''));
  const whole = expression(`^${anchored ? '' : '(?:.*/)?'}${source}(/.*)?$`);
  const needle = longest(
    plain
      .replace(/^\//, '')
      .split(special)
      .filter((part) => !special.test(part) && !part.startsWith('\\')),
  );
  const matches = (path: string): 'exact' | 'above' | undefined => {
    // Nearly no path has it, and looking for it is much cheaper than the expression.
    if (!path.includes(needle)) return undefined;
    const match = whole?.exec(path) ?? null;
    return match === null ? undefined : match[1] === undefined ? 'exact' : 'above';
  };
  return { folder, negated, foldersOnly, matches };
}

function longest(pieces: readonly string[]): string {
  return pieces.reduce((best, it) => (it.length > best.length ? it : best), '');
}

/** `*` and `?` stay within one name, `**` between slashes is any number of folders. */
function expressionOf(glob: string): string {
  return glob
    .split(special)
    .map((part) => {
      if (part === '/**/') return '/(?:.*/)?';
      if (part === '**/') return '(?:.*/)?';
      if (part === '/**') return '/[^/].*?';
      if (/^\*+$/.test(part)) return '[^/]*';
      if (part === '?') return '[^/]';
      if (/^\[[^\]]*\]$/.test(part)) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
      const plain = part.startsWith('\\') ? part.slice(1) : part;
      return plain.replaceAll(/[^A-Za-z0-9/_-]/g, '\\$&');
    })
    .join('');
}

/** `undefined` for a range that is none: such a line matches nothing. */
function expression(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 's');
  } catch {
    return undefined;
  }
}
