/** A context of the kubeconfig, as data. Holds no credentials. */
export interface ContextRow {
  readonly name: string;
  readonly cluster: string;
  /** URL of the API server, empty when the context names a cluster that is not there. */
  readonly server: string;
  readonly namespace?: string;
  readonly user: string;
}

export interface Contexts {
  /** The kubeconfig's own current context, absent when it names none or one that does not exist. */
  readonly current?: string;
  readonly rows: readonly ContextRow[];
  /** Whether there is no kubeconfig file at all. */
  readonly missing?: true;
  /** Why there are none, or why some are missing: one sentence. */
  readonly problem?: string;
}

/**
 * The kubeconfig files to read, first wins: the setting, else every path in `KUBECONFIG`, else `~/.kube/config`. Separators are those of the
 * platform (`;` on Windows), which the caller passes as `delimiter`; `~/` in the setting stands for `home`.
 */
export function kubeconfigFiles(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  setting?: string,
  delimiter = process.platform === 'win32' ? ';' : ':',
): readonly string[] {
  const listed = [setting, env['KUBECONFIG']]
    .map((list) => (list ?? '').split(delimiter).filter((path) => path.trim() !== ''))
    .find((paths) => paths.length > 0);
  return (listed ?? ['~/.kube/config']).map((path) => path.replace(/^~(?=[/\\])/, home));
}

/**
 * The namespaces in which somebody looks who may not look at the whole cluster: that of the context, those of other contexts with the same
 * cluster and user (people with rights in a few namespaces have one for each), and Flux's own.
 */
export function namespacesOf(context: string, rows: readonly ContextRow[]): readonly string[] {
  const own = rows.find((it) => it.name === context);
  const same = rows.filter((it) => it !== own && it.cluster === own?.cluster && it.user === own.user);
  const others = same.flatMap((it) => it.namespace ?? []);
  return [...new Set([own?.namespace ?? 'default', ...others, 'flux-system'])];
}
