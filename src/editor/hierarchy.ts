import * as vscode from 'vscode';
import { membersAt, neededBy, needsOf, type Member, type Need } from '../language/references/hierarchy.ts';
import { locationOf } from './diagnostics.ts';
import { yamlFiles } from './reading.ts';
import { uriOf, type Folder, type Workspace } from './workspace.ts';

/** An object in the view of VS Code's call hierarchy. */
class MemberItem extends vscode.CallHierarchyItem {
  readonly folder: Folder;
  readonly member: Member;

  constructor(folder: Folder, member: Member, why: string) {
    const { kind, name, namespace, path, where = '' } = member;
    const at = (span: Member['span']) => locationOf(folder, path, span).range;
    const detail = [[kind, namespace].join(' ').trim(), why, where].filter((it) => it !== '').join(' · ');
    super(vscode.SymbolKind.Object, name, detail, uriOf(folder, path), at(member.span), at(member.nameSpan));
    this.folder = folder;
    this.member = member;
  }
}

/** Who needs an object (its callers), and what it needs (whom it calls), as "Show Call Hierarchy" shows them. */
export function registerHierarchy(workspace: Workspace): vscode.Disposable {
  return vscode.languages.registerCallHierarchyProvider(yamlFiles, {
    prepareCallHierarchy(document, position) {
      const at = workspace.locate(document.uri);
      const members = at && membersAt(at.repository, at.path, document.offsetAt(position));
      return at && members?.map((it) => new MemberItem(at, it, ''));
    },
    provideCallHierarchyIncomingCalls: (item) =>
      linked(item, neededBy, (folder, it) => {
        const ranges = it.spans.map((span) => locationOf(folder, it.member.path, span).range);
        return new vscode.CallHierarchyIncomingCall(new MemberItem(folder, it.member, it.why), ranges);
      }),
    provideCallHierarchyOutgoingCalls: (item) =>
      linked(item, needsOf, (folder, it, from) => {
        const ranges = it.spans.map((span) => locationOf(folder, from.path, span).range);
        return new vscode.CallHierarchyOutgoingCall(new MemberItem(folder, it.member, it.why), ranges);
      }),
  });
}

function linked<T>(
  item: vscode.CallHierarchyItem,
  ask: (repository: Folder['repository'], member: Member) => readonly Need[],
  translate: (folder: Folder, need: Need, from: Member) => T,
): T[] {
  if (!(item instanceof MemberItem)) return [];
  return ask(item.folder.repository, item.member).map((it) => translate(item.folder, it, item.member));
}
