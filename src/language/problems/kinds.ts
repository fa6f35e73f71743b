import { isFluxGroup } from '../../flux/kind.ts';
import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with `apiVersion` and `kind`. */
export type KindProblem =
  | {
      readonly code: 'kind/unknown';
      readonly group: string;
      readonly kind: string;
      readonly similar: readonly string[];
    }
  | {
      readonly code: 'kind/group';
      readonly kind: string;
      readonly group: string;
      /** The group of Flux that is spelt alike. */
      readonly meant: string;
    }
  | {
      readonly code: 'kind/version';
      readonly kind: string;
      readonly version: string;
      /** The newest `group/version` of the kind that every Flux in use serves; where there is none, that the newest serves. */
      readonly current: string;
      /** The Flux minor that no longer serves the version. */
      readonly removed?: string;
      /** The Flux minor that is the first to serve the version. */
      readonly since?: string;
    }
  | {
      readonly code: 'kind/deprecated';
      readonly kind: string;
      readonly version: string;
      readonly current: string;
      /** The Flux minor from which on the version is deprecated. */
      readonly deprecated: string;
      readonly removed?: string;
    }
  | {
      readonly code: 'kind/new-field';
      readonly field: string;
      /** The Flux minor that brought the field. */
      readonly since: string;
      /** The Flux in use. */
      readonly minor: string;
      /** Whether no Flux in use knows the field; else one of several does. */
      readonly everywhere: boolean;
    };

export const kindRows: Rows<KindProblem> = {
  'kind/unknown': {
    severity: 'error',
    severityOf: (it) => (isFluxGroup(it.group) ? 'error' : 'warning'),
    summary: 'An API group of Flux, or of a CRD in the repository, has no such kind.',
    docs: fluxDocs,
    message: (it) => `${it.group} has no kind "${it.kind}".${didYouMean(it.similar)}`,
  },
  'kind/group': {
    severity: 'error',
    summary: 'A kind of Flux is in a group that is a slip of the group it belongs to.',
    docs: fluxDocs,
    message: (it) => `There is no group "${it.group}". ${it.kind} is in "${it.meant}".`,
  },
  'kind/version': {
    severity: 'error',
    summary: 'The version of a Flux kind is not served by the Flux in use.',
    docs: 'https://fluxcd.io/flux/installation/upgrade/',
    message: (it) => {
      if (it.removed !== undefined)
        return `Flux ${it.removed} and later do not serve ${it.kind} as ${it.version}. Use ${it.current}.`;
      if (it.since !== undefined)
        return `${it.kind} is served as ${it.version} from Flux ${it.since} on, and yours is older. Use ${it.current}.`;
      return `No version of Flux serves ${it.kind} as ${it.version}. Use ${it.current}.`;
    },
  },
  'kind/deprecated': {
    severity: 'warning',
    summary: 'The version of a Flux kind is still served by the Flux in use, and a later Flux drops it.',
    docs: 'https://fluxcd.io/flux/installation/upgrade/',
    message: (it) =>
      `${it.version} is deprecated for ${it.kind}${it.removed === undefined ? '' : ` and gone in Flux ${it.removed}`}. Use ${it.current}.`,
  },
  'kind/new-field': {
    severity: 'error',
    severityOf: (it) => (it.everywhere ? 'error' : 'warning'),
    summary:
      'A field is newer than the Flux in use, which refuses the object; a warning where only one of several is older.',
    docs: 'https://fluxcd.io/flux/installation/upgrade/',
    message: (it) =>
      `"${it.field}" came with Flux ${it.since}, and Flux ${it.minor} refuses it. Remove it, or upgrade first.`,
  },
};
