/** Whether kustomize may fetch an entry: an address, or a host before the first slash. */
export function isRemote(entry: string): boolean {
  if (/^\.\.?\//.test(entry)) return false;
  return entry.includes('\n') || /:|\?|\/\/|@/.test(entry) || /^[^/]+\.[a-z]+\//i.test(entry);
}
