import * as vscode from 'vscode';
import { kustomizeBuild } from '../flux/commands.ts';
import { plainText } from '../flux/plain.ts';
import { buildOf, normalBuild } from '../language/build/show.ts';
import type { App } from './app.ts';
import { askedBuild, built, nothingBuilt, type BuildQuery } from './builds.ts';
import { UserError } from './errors.ts';
import { compareBuildScheme } from './ids.ts';
import { ask, find } from './programs.ts';
import type { Workspace } from './workspace.ts';

interface SideQuery extends BuildQuery {
  readonly side: 'ours' | 'kustomize';
}

/** Shows, in the diff editor, what we take the folder of a Kustomization to build beside what kustomize builds of it. */
export async function compareBuild({ workspace }: App, argument: unknown): Promise<void> {
  const asked = askedBuild(argument);
  const build = built(workspace, asked);
  if (!build) throw new UserError(nothingBuilt);
  const folder = build.folder === '' ? '.' : build.folder;
  const uri = (side: SideQuery['side']) =>
    vscode.Uri.from({
      scheme: compareBuildScheme,
      path: `/${folder.replaceAll('/', '.')}.yaml`,
      query: JSON.stringify({ ...asked, side } satisfies SideQuery),
    });
  const title = plainText(`${folder}: Fluxwright ↔ kustomize`, 200);
  await vscode.commands.executeCommand('vscode.diff', uri('ours'), uri('kustomize'), title, { preview: true });
}

/** Serves both sides. Our side follows the files; kustomize runs when its side is opened. */
export function registerBuildComparisons(workspace: Workspace): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const isOurs = (uri: vscode.Uri) => uri.scheme === compareBuildScheme && sideOf(uri) === 'ours';
  return vscode.Disposable.from(
    changed,
    workspace.onDidChange(() => {
      for (const it of vscode.workspace.textDocuments) if (isOurs(it.uri)) changed.fire(it.uri);
    }),
    vscode.workspace.registerTextDocumentContentProvider(compareBuildScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => sideText(workspace, JSON.parse(uri.query) as SideQuery),
    }),
  );
}

function sideOf(uri: vscode.Uri): SideQuery['side'] {
  return (JSON.parse(uri.query) as SideQuery).side;
}

/** The folder is looked up anew: a document that is restored at the start must not choose what a program is run on. */
async function sideText(workspace: Workspace, query: SideQuery): Promise<string> {
  const place = workspace.locate(vscode.Uri.parse(query.uri));
  const build = built(workspace, query);
  if (!place || !build) return `# ${nothingBuilt}\n`;
  const ours = buildOf(place.repository, build.folder);
  if (query.side === 'ours') return normalBuild(ours?.text ?? '');
  if (!vscode.workspace.isTrusted) return '# Trust this folder to run kustomize in it.\n';
  try {
    const program = (await find('kustomize')) === undefined ? 'kubectl' : 'kustomize';
    const folder = vscode.Uri.joinPath(place.uri, build.folder).fsPath;
    return normalBuild(await ask(kustomizeBuild(program, folder), place.uri.fsPath));
  } catch (error) {
    return `# ${plainText(error instanceof Error ? error.message : String(error), 500)}\n`;
  }
}
