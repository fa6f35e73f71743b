import type { Invocation } from '../../flux/commands.ts';
import type { Repository } from '../repository/repository.ts';
import type { TextEdit } from '../yaml/text.ts';
import { equivalents } from './commands.ts';
import { findLayouts } from './layout.ts';
import type { Layout } from './layout.ts';
import { writeDocuments } from './manifests.ts';
import { planFiles } from './files.ts';
import { placeApp } from './place.ts';
import type { Place } from './place.ts';
import { clustersOf, reachOf } from './reach.ts';
import { Refusal } from './refusal.ts';
import { addResource } from './register.ts';
import { checkName } from './request.ts';
import type { AppRequest } from './request.ts';
import { surveyOf } from './survey.ts';

/** A new app as changes to files: nothing is written yet. */
export interface Scaffold {
  readonly create: readonly { readonly path: string; readonly text: string }[];
  /** Insertions into the files that list apps; at most one per file. */
  readonly edits: readonly TextEdit[];
  /** The same by hand: `flux create … --export` for each Flux object, then git. For showing. */
  readonly commands: readonly Invocation[];
  /** The file with which people go on. */
  readonly open: string;
  readonly layout: Layout;
}

/** Where a new app could go, the most likely first; empty when nothing in the repository would apply it. */
export function layoutOf(repository: Repository): readonly Layout[] {
  return findLayouts(surveyOf(repository));
}

/**
 * Writes a new app in the repository's own layout: the first of `layoutOf`, or the first of the cluster asked for. Throws `Refusal` with one
 * sentence where a name is not allowed, a file or object exists already, a source or dependency is declared nowhere, or nothing would
 * apply the app.
 */
export function scaffoldApp(repository: Repository, asked: AppRequest): Scaffold {
  const wrong = checkName('app', asked.name) ?? checkName('namespace', asked.namespace);
  if (wrong !== undefined) throw new Refusal(wrong);
  const survey = surveyOf(repository);
  const layouts = findLayouts(survey);
  const layout = chosen(layouts, asked.cluster);
  const request = layout.cluster === undefined ? asked : { ...asked, cluster: layout.cluster };
  const reach = reachOf(repository, layout.cluster, clustersOf(layouts));
  const place = placeApp(layout, survey, request);
  const plan = planFiles(repository, survey, layout, place, request, reach);
  refuseOverwriting(
    repository,
    place,
    plan.files.map((it) => it.path),
  );
  const style = styleOf(repository, place);
  const create = plan.files.map((it) => ({ path: it.path, text: writeDocuments(it.documents, style) }));
  const edits = place.registrations.map(({ file, entry }) => addResource(file, repository.text(file) ?? '', entry));
  const files = [...create.map((it) => it.path), ...edits.map((it) => it.path)];
  const commands = equivalents(request, { documents: plan.files.flatMap((it) => it.documents), files });
  return { create, edits, commands, open: plan.open, layout };
}

function chosen(layouts: readonly Layout[], cluster: string | undefined): Layout {
  const first = layouts[0];
  if (!first) {
    throw new Refusal(
      'No Kustomization of this repository applies a folder of it, so a new app would never run. Run flux bootstrap first.',
    );
  }
  if (cluster === undefined) return first;
  const fitting = layouts.find((it) => it.cluster === cluster);
  // Where apps do not belong to one cluster, they belong to all.
  if (fitting ?? first.cluster === undefined) return fitting ?? first;
  const known = clustersOf(layouts).join(', ');
  throw new Refusal(`No cluster of this repository is called ${cluster}. There are: ${known}.`);
}

function refuseOverwriting(repository: Repository, place: Place, paths: readonly string[]): void {
  const taken = paths.find((path) => repository.exists(path));
  if (taken !== undefined) throw new Refusal(`${taken} exists already. Choose another name for the app.`);
  if (place.single === undefined && repository.exists(place.folder)) {
    throw new Refusal(`The folder ${place.folder} exists already. Choose another name for the app.`);
  }
}

/** Line ends and the leading `---` follow the file that will list the app, or the model. */
function styleOf(repository: Repository, place: Place): { readonly eol: string; readonly marker: boolean } {
  const neighbour = place.registrations[0]?.file ?? place.own?.model.file;
  const text = (neighbour === undefined ? undefined : repository.text(neighbour)) ?? '';
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', marker: text.startsWith('---') };
}
