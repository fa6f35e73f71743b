import type { Step } from '../yaml/parse.ts';
import { didYouMean, fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with names of things that others than Flux make too, or that text alone links. */
export type LinkProblem =
  | {
      readonly code: 'reference/object-missing';
      readonly kind: string;
      readonly name: string;
      readonly namespace?: string;
      readonly similar: readonly string[];
      readonly elsewhere: readonly string[];
      /** A file that has one of this name for another cluster. */
      readonly away?: string;
      /** The kind of an object that is called so. */
      readonly other?: string;
      /** The item of the list that may be marked as optional, where it is one. */
      readonly item?: readonly Step[];
    }
  | {
      readonly code: 'reference/hashed';
      readonly kind: string;
      readonly name: string;
      /** The name with its hash, which ends with `*` where the content is not known. */
      readonly made: string;
    }
  | {
      readonly code: 'reference/misspelt';
      readonly kind: string;
      readonly name: string;
      readonly similar: readonly string[];
    }
  | {
      readonly code: 'reference/misspelt-key';
      readonly kind: string;
      readonly name: string;
      readonly key: string;
      readonly similar: readonly string[];
    }
  | {
      readonly code: 'reference/key-missing';
      readonly kind: string;
      readonly name: string;
      readonly key: string;
      readonly keys: readonly string[];
      readonly similar: readonly string[];
    }
  | {
      readonly code: 'reference/input-missing';
      readonly name: string;
      /** Which input of the list lacks it, counted from one. */
      readonly number: number;
      readonly similar: readonly string[];
    }
  | {
      readonly code: 'image/marker-missing';
      readonly name: string;
      readonly namespace: string;
      readonly similar: readonly string[];
      /** Other namespaces that have a policy of this name. */
      readonly elsewhere: readonly string[];
    }
  | { readonly code: 'helm/release-twice'; readonly release: string; readonly other: string }
  | {
      readonly code: 'helm/chart-missing';
      readonly path: string;
      /** Whether there is a folder, without a chart in it. */ readonly isFolder: boolean;
      readonly similar: readonly string[];
    };

export const linkRows: Rows<LinkProblem> = {
  'reference/object-missing': {
    severity: 'warning',
    summary:
      'A ConfigMap, Secret or ServiceAccount that something refers to is in no file, and looks as if it should be.',
    docs: `${fluxDocs}/helm/helmreleases/#values-references`,
    message: (it) => {
      const where = it.namespace === undefined ? '' : ` in namespace "${it.namespace}"`;
      const away = it.away === undefined ? '' : ` The one of ${it.away} goes to another cluster.`;
      const elsewhere =
        it.elsewhere.length === 0 ? away : ` There is one in ${quotedList(it.elsewhere)}, where it is not looked for.`;
      const other = it.other === undefined ? '' : ` There is a ${it.other} of that name.`;
      return `No ${it.kind} "${it.name}" is declared${where}.${elsewhere || other || didYouMean(it.similar)}`;
    },
  },
  'reference/hashed': {
    severity: 'error',
    summary: 'Flux looks for a generated ConfigMap or Secret under a name behind which kustomize has written a hash.',
    docs: 'https://fluxcd.io/flux/guides/helmreleases/#refer-to-values-in-configmaps-generated-with-kustomize',
    message: (it) =>
      `kustomize names this ${it.kind} "${it.made}", and nobody writes that here. Give the generator disableNameSuffixHash: true, or add a nameReference for this field under configurations.`,
  },
  'reference/misspelt': {
    severity: 'warning',
    summary: 'A Kubernetes object names another one that no file has, and that is nearly called like one of its build.',
    docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    message: (it) => `No file declares a ${it.kind} "${it.name}".${didYouMean(it.similar)}`,
  },
  'reference/misspelt-key': {
    severity: 'warning',
    summary: 'A pod asks for a key that its ConfigMap or Secret does not have, so it does not start.',
    docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/',
    message: (it) =>
      `${it.kind} "${it.name}" has no key "${it.key}", and the pod does not start without.${didYouMean(it.similar)}`,
  },
  'reference/key-missing': {
    severity: 'error',
    summary: 'Values come from a key that the ConfigMap or Secret does not have.',
    docs: `${fluxDocs}/helm/helmreleases/#values-references`,
    message: (it) =>
      `${it.kind} "${it.name}" has no key "${it.key}"${it.keys.length === 0 ? '' : `, but ${quotedList(it.keys)}`}.${didYouMean(it.similar)}`,
  },
  'reference/input-missing': {
    severity: 'error',
    summary: 'A template of a ResourceSet uses an input that one of its inputs does not have, so it makes nothing.',
    docs: 'https://fluxoperator.dev/docs/crd/resourceset/#inputs',
    message: (it) =>
      `Input ${it.number} of spec.inputs has no "${it.name}", so nothing is made.${didYouMean(it.similar)}`,
  },
  'image/marker-missing': {
    severity: 'warning',
    summary: 'A marker for image automation names an ImagePolicy that no file declares, so nothing updates the value.',
    docs: 'https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources',
    message: (it) =>
      `No ImagePolicy "${it.name}" is declared in namespace "${it.namespace}", so nothing updates this value.${it.elsewhere.length === 0 ? didYouMean(it.similar) : ` There is one in ${quotedList(it.elsewhere)}.`}`,
  },
  'helm/release-twice': {
    severity: 'error',
    summary: 'Two HelmReleases install the same Helm release, so they overwrite each other in turns.',
    docs: `${fluxDocs}/helm/helmreleases/#release-name`,
    message: (it) =>
      `HelmRelease "${it.other}" installs the Helm release "${it.release}" too: they overwrite each other. Set another releaseName.`,
  },
  'helm/chart-missing': {
    severity: 'error',
    summary: 'A HelmRelease takes its chart from a folder that the repository does not have.',
    docs: `${fluxDocs}/helm/helmreleases/#chart-template`,
    message: (it) =>
      `${it.isFolder ? `The folder "${it.path}" has no Chart.yaml` : `The repository has no chart in folder "${it.path}"`}.${didYouMean(it.similar)}`,
  },
};
