/** What somebody wants from New App. */
export interface AppRequest {
  /** Name of the app: of its folder, of its HelmRelease or manifests, of its Kustomization where it gets one. */
  readonly name: string;
  /** Where the app runs. A Namespace manifest is added when no file declares it. */
  readonly namespace: string;
  readonly source: ChartSource | { readonly kind: 'manifests' };
  /** What must be ready first, as `name` or `namespace/name`: Kustomizations where apps have their own, HelmReleases elsewhere. */
  readonly dependsOn: readonly string[];
  /** Chooses among the clusters that `layoutOf` found; the first layout otherwise. */
  readonly cluster?: string;
}

/** A Helm chart. */
export interface ChartSource {
  readonly kind: 'chart';
  /** Name in a Helm repository, or a folder (`./charts/x`) of a GitRepository or Bucket. Without meaning for an OCIRepository. */
  readonly chart: string;
  readonly sourceRef: SourceReference;
  /** A version or a range. Without meaning in Git, where the commit is the version. */
  readonly version?: string;
  /** Declares the source too, when nobody has. */
  readonly url?: string;
}

export interface SourceReference {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Why a text cannot name an app or a namespace, or `undefined` when it can. RFC 1123 label, as Kubernetes demands of namespaces; app names
 * obey it too and stay within the 53 characters that Helm allows a release.
 */
export function checkName(what: 'app' | 'namespace', text: string): string | undefined {
  const longest = what === 'app' ? 53 : 63;
  if (text === '') return `The ${what} needs a name.`;
  if (text.length > longest)
    return `The name of the ${what} is ${text.length} characters long; ${longest} are allowed.`;
  if (label.test(text)) return undefined;
  if (/[A-Z]/.test(text)) return `Capital letters are not allowed in names. Try ${JSON.stringify(text.toLowerCase())}.`;
  if (/^-|-$/.test(text)) return 'A name begins and ends with a letter or a digit.';
  return 'A name consists of small letters, digits and hyphens.';
}
