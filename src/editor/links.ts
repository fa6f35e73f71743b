import * as vscode from 'vscode';
import { fileOfLink, linksIn, type Link } from '../language/references/links.ts';
import { rangeIn, yamlFiles } from './reading.ts';
import { uriOf, type Place, type Workspace } from './workspace.ts';

/** A link whose file is looked for once somebody points at it: for a folder that costs more than drawing a line. */
class PathLink extends vscode.DocumentLink {
  readonly at: Place;
  readonly link: Link;

  constructor(range: vscode.Range, at: Place, link: Link) {
    super(range);
    this.at = at;
    this.link = link;
  }
}

/** Paths in manifests, and addresses of this repository's own files, open what they name. */
export function registerLinks(workspace: Workspace): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(yamlFiles, {
    provideDocumentLinks(document) {
      const at = workspace.locate(document.uri);
      return at && linksIn(at.repository, at.path).map((it) => new PathLink(rangeIn(document, it.span), at, it));
    },
    resolveDocumentLink(shown) {
      if (!(shown instanceof PathLink)) return shown;
      const { at, link } = shown;
      const file = fileOfLink(at.repository, link);
      if (file === undefined) return shown;
      const uri = uriOf(at, file);
      shown.target = link.line === undefined ? uri : uri.with({ fragment: `L${link.line}` });
      shown.tooltip = `Open ${file}`;
      return shown;
    },
  });
}
