import type { RepositoryFault } from '../../flux/images.ts';
import type { Step } from '../yaml/parse.ts';
import { didYouMean, fluxDocs } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with a source. */
export type SourceProblem =
  | { readonly code: 'source/git-url'; readonly value: string; readonly suggestion?: string }
  | { readonly code: 'source/no-secret'; /** Whether for a GitHub App; else for SSH. */ readonly github: boolean }
  | { readonly code: 'source/ref-ignored'; readonly ref: string; readonly by: string; readonly path: readonly Step[] }
  | { readonly code: 'source/ref-name'; readonly value: string }
  | { readonly code: 'source/range'; readonly value: string }
  | { readonly code: 'source/pattern'; readonly value: string; readonly fault: string }
  | OciUrlProblem
  | { readonly code: 'source/media-type'; readonly value: string; readonly meant: string }
  | {
      readonly code: 'source/capture';
      readonly name: string;
      readonly similar: readonly string[];
      readonly value: string;
    }
  | {
      readonly code: 'source/copy-missing';
      readonly path: string;
      readonly similar: readonly string[];
      /** Whether the source is this repository for certain. */
      readonly certain: boolean;
    }
  | {
      readonly code: 'source/alias';
      readonly alias: string;
      readonly similar: readonly string[];
      readonly value: string;
    }
  | { readonly code: 'source/helm-oci'; /** Whether a type is given, which is wrong then. */ readonly given: boolean };

/** A URL that names no repository of a registry. */
export interface OciUrlProblem {
  readonly code: 'source/oci-url';
  readonly value: string;
  readonly fault: RepositoryFault;
  /** The URL without tag and digest. */
  readonly name?: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
  /** Whether the object has a `ref` already. */
  readonly hasRef?: boolean;
}

export const sourceRows: Rows<SourceProblem> = {
  'source/git-url': {
    severity: 'error',
    summary: 'The URL of a GitRepository is not http://, https:// or ssh://, which the API server refuses.',
    docs: `${fluxDocs}/source/gitrepositories/#url`,
    message: (it) =>
      `A Git URL must start with https://, http:// or ssh://.${didYouMean(it.suggestion === undefined ? [] : [it.suggestion])}`,
  },
  'source/no-secret': {
    severity: 'error',
    summary: 'A GitRepository over SSH, or with a GitHub App, has no secretRef, so Flux cannot log in.',
    docs: `${fluxDocs}/source/gitrepositories/#secret-reference`,
    message: (it) => `${it.github ? 'A GitHub App' : 'Git over SSH'} needs a Secret with its key. Add spec.secretRef.`,
  },
  'source/ref-ignored': {
    severity: 'information',
    summary: 'A reference of a source has no effect because a stronger one stands beside it.',
    docs: `${fluxDocs}/source/gitrepositories/#reference`,
    message: (it) => `${it.by} wins over ${it.ref}, which has no effect. Remove one of them.`,
  },
  'source/ref-name': {
    severity: 'error',
    summary: 'The name of a Git ref does not start with refs/, so Flux finds no such ref.',
    docs: `${fluxDocs}/source/gitrepositories/#name-example`,
    message: (it) => `A ref is named in full here. Write refs/heads/${it.value} for a branch, or use ref.branch.`,
  },
  'source/range': {
    severity: 'error',
    summary: 'A semver range cannot be read, so Flux finds no version.',
    docs: 'https://github.com/Masterminds/semver#checking-version-constraints',
    message: (it) => `"${it.value}" is not a range of versions. Write ">=1.0 <2", 1.x or ^1.2.`,
  },
  'source/pattern': {
    severity: 'error',
    summary: 'A filter of tags is no regular expression that Flux can read.',
    docs: `${fluxDocs}/source/ocirepositories/#semverfilter-example`,
    message: (it) => `Flux cannot read this regular expression: ${it.fault}.`,
  },
  'source/oci-url': {
    severity: 'error',
    summary: 'The URL of an OCIRepository is not oci:// and a repository, without tag.',
    docs: `${fluxDocs}/source/ocirepositories/#url`,
    message: (it) => ociWords[it.fault](it),
  },
  'source/alias': {
    severity: 'error',
    summary: 'An ArtifactGenerator copies from an alias that none of its sources has.',
    docs: `${fluxDocs}/source/artifactgenerators/`,
    message: (it) => `No source has the alias "${it.alias}".${didYouMean(it.similar)}`,
  },
  'source/copy-missing': {
    severity: 'error',
    severityOf: (it) => (it.certain ? 'error' : 'warning'),
    summary: 'An ArtifactGenerator copies a file or folder that its source does not have, so it makes no artifact.',
    docs: `${fluxDocs}/source/artifactgenerators/`,
    message: (it) => `The source has no file or folder "${it.path}".${didYouMean(it.similar)}`,
  },
  'source/media-type': {
    severity: 'warning',
    summary: 'A layer is chosen by a media type that is a slip of that of Helm charts, so Flux finds no layer.',
    docs: `${fluxDocs}/source/ocirepositories/#layer-selector`,
    message: (it) => `No layer of a chart has the type "${it.value}".${didYouMean([it.meant])}`,
  },
  'source/capture': {
    severity: 'error',
    summary: 'An ArtifactGenerator uses a part of a path that its pathPattern does not name.',
    docs: `${fluxDocs}/source/artifactgenerators/`,
    message: (it) => `spec.pathPattern does not name {${it.name}}.${didYouMean(it.similar.map((one) => `{${one}}`))}`,
  },
  'source/helm-oci': {
    severity: 'error',
    summary: 'A HelmRepository has an oci:// URL without type: oci, which Flux refuses.',
    docs: `${fluxDocs}/source/helmrepositories/#helm-oci-repository`,
    message: () => 'An oci:// repository needs type: oci.',
  },
};

const ociWords: { readonly [F in RepositoryFault]: (it: OciUrlProblem) => string } = {
  scheme: () => 'The URL of an OCIRepository must start with oci:// and name a repository.',
  tag: (it) => `The URL must not have a tag. Put ${it.tag ?? 'it'} into spec.ref.tag.`,
  digest: () => 'The URL must not have a digest. Put it into spec.ref.digest.',
  characters: () => 'The name of a repository has only lower-case letters, digits and . _ - /',
  length: () => 'The name of a repository has 2 to 255 characters.',
};
