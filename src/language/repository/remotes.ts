/** The addresses of the remotes in the text of a `.git/config`, those for pushing included; empty when it has none. */
export function remotesIn(config: string): readonly string[] {
  let isRemote = false;
  const found: string[] = [];
  for (const line of config.split('\n')) {
    if (/^\s*\[/.test(line)) isRemote = /^\s*\[remote\s+"/.test(line);
    const url = isRemote ? /^\s*(?:push)?url\s*=\s*"?([^"\s]+)/i.exec(line)?.[1] : undefined;
    if (url !== undefined) found.push(url);
  }
  return found;
}

/**
 * Host and path of the address of a Git repository, so that the ways to write it compare: `ssh://git@HOST/PATH.git`, `git@HOST:PATH` and
 * `https://HOST/PATH` are one. Ports and users are left out.
 */
export function placeOf(url: string): string {
  const plain = url
    .trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  const match =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/:]*)(?::\d+)?\/(.*)$/i.exec(plain) ??
    /^(?:[^@/]*@)?([^/:]+):(.*)$/.exec(plain);
  return match === null ? plain : `${match[1] ?? ''}/${match[2] ?? ''}`.replaceAll(/\/{2,}/g, '/').toLowerCase();
}
