import type { RepositoryFault } from '../../flux/images.ts';
import type { Step } from '../yaml/parse.ts';
import { fluxDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with image automation. */
export type ImageProblem =
  | {
      readonly code: 'image/name';
      readonly value: string;
      readonly fault: RepositoryFault;
      /** The name without what is wrong with it. */
      readonly name?: string;
    }
  | { readonly code: 'image/policy-missing' }
  | {
      readonly code: 'image/policy-ignored';
      readonly policy: string;
      readonly by: string;
      readonly path: readonly Step[];
    }
  | { readonly code: 'image/filter'; readonly value: string; readonly fault: string }
  | {
      readonly code: 'image/filter-group';
      readonly group: string;
      readonly names: readonly string[];
      readonly value: string;
    }
  | { readonly code: 'image/not-numeric'; readonly pattern: string }
  | {
      readonly code: 'image/marker-form';
      /** The marker as it must be, where its parts are known. */ readonly meant?: string;
    }
  | {
      readonly code: 'image/marker-part';
      readonly key: string;
      /** What the marker says behind the policy: `tag`, `name`, `digest` or nothing. */
      readonly part: string;
      /** The policy with what should be behind it. */
      readonly meant: string;
    }
  | { readonly code: 'image/no-git' }
  | { readonly code: 'image/template-field'; readonly field: string };

const docs = `${fluxDocs}/image`;

export const imageRows: Rows<ImageProblem> = {
  'image/name': {
    severity: 'error',
    summary: 'An ImageRepository names no repository: its name has a scheme, a tag or other characters.',
    docs: `${docs}/imagerepositories/#image`,
    message: (it) => `"${it.value}" is not the name of a repository: ${imageWords[it.fault]}.`,
  },
  'image/policy-missing': {
    severity: 'error',
    summary: 'An ImagePolicy does not say how to choose a tag.',
    docs: `${docs}/imagepolicies/#policy`,
    message: () => 'This policy does not say how to choose a tag. Add semver, alphabetical or numerical.',
  },
  'image/policy-ignored': {
    severity: 'warning',
    summary: 'An ImagePolicy chooses in several ways, of which only one counts.',
    docs: `${docs}/imagepolicies/#policy`,
    message: (it) => `${it.by} wins over ${it.policy}, which has no effect. Remove one of them.`,
  },
  'image/filter': {
    severity: 'error',
    summary: 'A filter of tags is no regular expression that Flux can read, so scans or policies fail.',
    docs: `${docs}/imagepolicies/#filter-tags`,
    message: (it) => `Flux cannot read this regular expression: ${it.fault}.`,
  },
  'image/filter-group': {
    severity: 'warning',
    summary: 'A filter takes a group out of the tag that its pattern does not have, and gets nothing.',
    docs: `${docs}/imagepolicies/#filter-tags`,
    message: (it) =>
      `The pattern has no group "${it.group}"${it.names.length === 0 ? '' : `, only ${quotedList(it.names)}`}. Name one with (?P<${/^\d/.test(it.group) ? 'name' : it.group}>…).`,
  },
  'image/not-numeric': {
    severity: 'error',
    summary: 'A policy compares tags as numbers, and its filter lets through only tags that are none.',
    docs: `${docs}/imagepolicies/#numerical`,
    message: (it) =>
      `Tags like ${it.pattern} are no numbers. Take the number out of them: a group in the pattern, and its name in extract.`,
  },
  'image/marker-form': {
    severity: 'warning',
    summary: 'A comment is meant to be a marker for image automation and is none, so nothing updates the value.',
    docs: 'https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources',
    message: (it) =>
      `Flux does not read this marker. Write ${it.meant ?? '{"$imagepolicy": "namespace:name"}, with :tag, :name or :digest behind it if need be'}.`,
  },
  'image/marker-part': {
    severity: 'warning',
    summary: 'A marker for image automation writes another part of the image than belongs there.',
    docs: 'https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources',
    message: (it) =>
      `This marker writes ${it.part === '' ? 'the whole image' : `the ${it.part} alone`} into "${it.key}". Write "${it.meant}".`,
  },
  'image/no-git': {
    severity: 'error',
    summary: 'An ImageUpdateAutomation does not say how to commit.',
    docs: `${docs}/imageupdateautomations/#git-specification`,
    message: () => 'Automation of a Git repository needs spec.git with the author of its commits.',
  },
  'image/template-field': {
    severity: 'error',
    summary: 'A commit message uses a field that Flux 2.7 removed, which stops the automation.',
    docs: `${docs}/imageupdateautomations/#message-template`,
    message: (it) => `Flux 2.7 and later have no ${it.field} in messages. Use .Changed.Objects or .Changed.Changes.`,
  },
};

const imageWords: { readonly [F in RepositoryFault]: string } = {
  scheme: 'take the scheme away',
  tag: 'take the tag away, policies choose it',
  digest: 'take the digest away, policies choose it',
  characters: 'it has only lower-case letters, digits and . _ - /',
  length: 'it has 2 to 255 characters',
};
