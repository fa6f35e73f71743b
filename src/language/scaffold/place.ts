import { folderOf, nameOf, relativePath } from '../repository/paths.ts';
import type { Layout } from './layout.ts';
import { Refusal } from './refusal.ts';
import type { AppRequest } from './request.ts';
import type { FluxKustomization, Survey } from './survey.ts';

/** Where the parts of one app go in a layout. */
export interface Place {
  /** Folder of the app's manifests. */
  readonly folder: string;
  /** All manifests in this one file; absent: a file each, with a kustomization file that lists them. */
  readonly single?: string;
  /** Kustomization files that must list the app, with the entry. */
  readonly registrations: readonly { readonly file: string; readonly entry: string }[];
  /** The app's own Flux Kustomization. */
  readonly own?: { readonly file: string; readonly model: FluxKustomization };
  /** A folder for the namespace that does not exist yet (`namespaced` only), with its kustomization file and what that lists. */
  readonly space?: { readonly folder: string; readonly entry: string };
}

export function placeApp(layout: Layout, survey: Survey, request: AppRequest): Place {
  const registrations = (path: string) =>
    layout.register === undefined
      ? []
      : [{ file: layout.register, entry: relativePath(folderOf(layout.register), path) }];
  switch (layout.form) {
    case 'overlay':
    case 'folders': {
      const folder = `${layout.root}/${request.name}`;
      return { folder, registrations: registrations(folder) };
    }
    case 'flat': {
      const single = `${layout.root}/${request.name}.yaml`;
      return { folder: layout.root, single, registrations: registrations(single) };
    }
    case 'entry': {
      const folder = `${layout.root}/${request.name}`;
      const model = modelOf(layout);
      const file = `${model.path}/${request.name}.yaml`;
      return { folder, own: { file, model }, registrations: registrations(file) };
    }
    case 'namespaced':
      return placeInNamespace(layout, survey, request);
  }
}

/** File and folder names follow the app that stands as the model: `ks.yaml` beside `app/` in most repositories. */
function placeInNamespace(layout: Layout, survey: Survey, request: AppRequest): Place {
  const model = modelOf(layout);
  const space = `${layout.root}/${request.namespace}`;
  const home = `${space}/${request.name}`;
  const file = `${home}/${nameOf(model.file)}`;
  const entry = relativePath(space, file);
  const own = { file, model };
  const folder = `${home}/${nameOf(model.path)}`;
  const list = survey.kustomizeFiles.get(space);
  if (list) return { folder, own, registrations: [{ file: list.path, entry }] };
  const registrations = layout.register === undefined ? [] : [{ file: layout.register, entry: request.namespace }];
  return { folder, own, registrations, space: { folder: space, entry } };
}

function modelOf(layout: Layout): FluxKustomization {
  if (!layout.model) throw new Refusal('No Kustomization of this repository can serve as a model for the new one.');
  return layout.model;
}
