import type { CommentedEntry } from '../build/commented.ts';
import { namespaceRows } from './namespaces.ts';
import type { NamespaceProblem } from './namespaces.ts';
import { patchRows } from './patches.ts';
import type { FaultProblem, PatchProblem } from './patches.ts';
import { didYouMean, fluxDocs, kustomizeDocs, quotedList } from './row.ts';
import type { Rows } from './row.ts';

/** What is wrong with how files are put together. */
export type BuildProblem =
  | Exclude<FaultProblem, { readonly code: PatchProblem['code'] }>
  | PatchProblem
  | NamespaceProblem
  | { readonly code: 'build/wrong-kind'; readonly kind: string }
  | { readonly code: 'build/wrong-version'; readonly version: string; readonly right: string }
  | { readonly code: 'build/deprecated-field'; readonly field: string; readonly instead: string }
  | { readonly code: 'build/image-unused'; readonly name: string; readonly similar: readonly string[] }
  | { readonly code: 'build/orphan'; readonly kustomization: string; readonly commented?: CommentedEntry }
  | { readonly code: 'build/path-is-file'; readonly folder: string; readonly certain: boolean }
  | { readonly code: 'build/ignored'; readonly path: string; readonly by: string }
  | { readonly code: 'build/two-owners'; readonly other: string; readonly object: string };

const resources = `${kustomizeDocs}/resource/`;
const generators = `${kustomizeDocs}/configmapgenerator/`;
const generation = `${fluxDocs}/kustomize/kustomizations/#generating-a-kustomizationyaml-file`;

const entryRows: Pick<
  Rows<BuildProblem>,
  | 'build/duplicate-object'
  | 'build/entry-twice'
  | 'build/no-kustomization-file'
  | 'build/not-an-object'
  | 'build/entry-is-kustomization'
  | 'build/component-kind'
  | 'build/component-missing'
  | 'build/component-remote'
  | 'build/several-files'
  | 'build/cycle'
> = {
  'build/duplicate-object': {
    severity: 'error',
    summary: 'One build holds an object twice, which makes it fail.',
    docs: resources,
    message: (it) => `${it.name} is already in this build, from ${it.other}. Remove one of the two, or rename it.`,
  },
  'build/entry-twice': {
    severity: 'error',
    summary: 'A kustomization file brings the same objects in twice, which makes the build fail.',
    docs: resources,
    message: (it) => `What "${it.entry}" brings is in this build already. Remove one of the two ways to it.`,
  },
  'build/no-kustomization-file': {
    severity: 'error',
    summary: 'A kustomization file lists a folder that has none itself, which makes the build fail.',
    docs: resources,
    message: (it) => `The folder "${it.entry}" has no kustomization.yaml. Add one, or list its files instead.`,
  },
  'build/not-an-object': {
    severity: 'error',
    severityOf: (it) => (it.certain ? 'error' : 'warning'),
    summary: 'A document in a build is no Kubernetes object, which makes the build fail.',
    docs: generation,
    message: (it) =>
      it.missing === 'kind'
        ? 'This is built as a Kubernetes object, but has no kind. Complete it, or keep the file out of the build.'
        : 'This is built as a Kubernetes object, but has no metadata.name. Add one.',
  },
  'build/entry-is-kustomization': {
    severity: 'error',
    summary: 'A kustomization file lists another kustomization file instead of its folder, which makes the build fail.',
    docs: resources,
    message: (it) => `"${it.entry}" is a kustomization file. List its folder instead.`,
  },
  'build/component-kind': {
    severity: 'error',
    summary: 'A component is listed under resources, or something else under components, which makes the build fail.',
    docs: `${kustomizeDocs}/components/`,
    message: (it) =>
      it.isComponent
        ? `"${it.entry}" is a component. List it under components.`
        : `"${it.entry}" is no component: its kustomization file must have kind Component. List it under resources.`,
  },
  'build/component-missing': {
    severity: 'error',
    summary: 'A Flux Kustomization names a component that the repository does not have.',
    docs: `${fluxDocs}/kustomize/kustomizations/#components`,
    message: (it) =>
      `There is no folder "${it.entry}", seen from the path. Correct it, or set ignoreMissingComponents.`,
  },
  'build/component-remote': {
    severity: 'error',
    summary: 'A Flux Kustomization names a component that is not in its source.',
    docs: `${fluxDocs}/kustomize/kustomizations/#components`,
    message: (it) => `Flux takes components from its source alone. "${it.entry}" must be a relative path.`,
  },
  'build/several-files': {
    severity: 'error',
    summary: 'A folder has more than one kustomization file, which makes the build fail.',
    docs: kustomizeDocs,
    message: (it) => `The folder has ${quotedList(it.files).replace(' or ', ' and ')}. Keep one of them.`,
  },
  'build/cycle': {
    severity: 'error',
    summary: 'Kustomization files list each other in a circle, which makes the build fail.',
    docs: resources,
    message: (it) => `These folders list each other: ${it.folders.map((one) => one || '.').join(' → ')}.`,
  },
};

const sourceRows: Pick<
  Rows<BuildProblem>,
  | 'build/source-missing'
  | 'build/source-form'
  | 'build/key-twice'
  | 'build/nothing-to-merge'
  | 'build/exists-already'
  | 'build/no-replicas'
  | 'build/replacement-source'
  | 'build/replacement-field'
> = {
  'build/source-missing': {
    severity: 'error',
    summary: 'A generator reads a file that does not exist, which makes the build fail.',
    docs: generators,
    message: (it) => `There is no file "${it.file}".`,
  },
  'build/source-form': {
    severity: 'error',
    summary: 'A source of a generator is not in the form key=value, which makes the build fail.',
    docs: generators,
    message: (it) => `"${it.source}" must be key=value.`,
  },
  'build/key-twice': {
    severity: 'error',
    summary: 'A generator gets one key twice, which makes the build fail.',
    docs: generators,
    message: (it) => `The key "${it.key}" is there already. Remove one, or give the file another key with key=file.`,
  },
  'build/nothing-to-merge': {
    severity: 'error',
    summary: 'A generator merges into an object that the build does not have, which makes it fail.',
    docs: generators,
    message: (it) => `The build has no "${it.name}" to merge into or replace. Use behavior create.`,
  },
  'build/exists-already': {
    severity: 'error',
    summary: 'A generator makes an object that the build has already, which makes it fail.',
    docs: generators,
    message: (it) => `The build has a "${it.name}" already. Use behavior merge or replace, or another name.`,
  },
  'build/no-replicas': {
    severity: 'error',
    summary: 'A kustomization file sets the replicas of something that the build does not have, which makes it fail.',
    docs: `${kustomizeDocs}/replicas/`,
    message: (it) => `The build has no Deployment, StatefulSet or ReplicaSet "${it.name}".`,
  },
  'build/replacement-source': {
    severity: 'error',
    summary:
      'A replacement copies from an object, or a field of it, that the build does not have, which makes it fail.',
    docs: `${kustomizeDocs}/replacements/`,
    message: (it) =>
      `${it.field === undefined ? `The build has no ${it.object} to copy from` : `${it.object} has no field "${it.field}" to copy from`}.${didYouMean(it.similar)}`,
  },
  'build/replacement-field': {
    severity: 'error',
    summary: 'A replacement writes to a field that its object does not have, which makes the build fail.',
    docs: `${kustomizeDocs}/replacements/`,
    message: (it) => `${it.object} has no field "${it.field}". Correct the path, or give options create: true.`,
  },
};

export const buildRows: Rows<BuildProblem> = {
  ...entryRows,
  ...sourceRows,
  ...patchRows,
  ...namespaceRows,
  'build/wrong-kind': {
    severity: 'error',
    summary: 'A kustomization file has a kind that kustomize does not take there.',
    docs: kustomizeDocs,
    message: (it) => `"${it.kind}" cannot be the kind of a kustomization file: use Kustomization or Component.`,
  },
  'build/wrong-version': {
    severity: 'error',
    summary: 'A kustomization file has an apiVersion that kustomize does not take.',
    docs: kustomizeDocs,
    message: (it) => `kustomize takes ${it.right} here, not "${it.version}".`,
  },
  'build/deprecated-field': {
    severity: 'information',
    summary: 'A field of a kustomization file is deprecated.',
    docs: kustomizeDocs,
    message: (it) => `"${it.field}" is deprecated. Use ${it.instead}.`,
  },
  'build/image-unused': {
    severity: 'warning',
    summary: 'An entry of images fits no container of the build, so it does nothing.',
    docs: `${kustomizeDocs}/images/`,
    message: (it) =>
      `No container of this build has the image "${it.name}", so nothing is changed.${didYouMean(it.similar)}`,
  },
  'build/orphan': {
    severity: 'information',
    severityOf: (it) => (it.commented ? 'hint' : 'information'),
    summary: 'A manifest lies in a folder that Flux builds, and no kustomization file lists it.',
    docs: resources,
    message: (it) =>
      it.commented
        ? `Nothing applies this file: it is commented out in ${it.commented.path}, line ${it.commented.line}.`
        : `Nothing applies this file: ${it.kustomization} does not list it. Add it under resources.`,
  },
  'build/path-is-file': {
    severity: 'error',
    severityOf: (it) => (it.certain ? 'error' : 'warning'),
    summary: 'A Kustomization builds a path that is a file; it must be a folder.',
    docs: `${fluxDocs}/kustomize/kustomizations/#path`,
    message: (it) => `This is a file, and Flux builds folders. Use "${it.folder}".`,
  },
  'build/ignored': {
    severity: 'warning',
    summary: 'A kustomization file lists, or a Kustomization builds, what Flux leaves out of its source.',
    docs: 'https://fluxcd.io/flux/components/source/gitrepositories/#excluding-files',
    message: (it) => `Flux does not see ${it.path}: ${it.by} excludes it.`,
  },
  'build/two-owners': {
    severity: 'warning',
    summary: 'Two Kustomizations of one cluster apply the same object, and take it from each other.',
    docs: `${fluxDocs}/kustomize/kustomizations/#garbage-collection`,
    message: (it) =>
      `The Kustomization ${it.other} applies ${it.object} of this path too: they take it from each other. Let one do it.`,
  },
};
