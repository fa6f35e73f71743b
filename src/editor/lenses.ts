import * as vscode from 'vscode';
import { explain } from '../cluster/explain.ts';
import { glance, liveObjectOf } from '../cluster/glance.ts';
import { homeOf, nearest } from '../cluster/home.ts';
import { verbsFor } from '../cluster/object-row.ts';
import type { LiveView } from '../cluster/store.ts';
import { kindOf } from '../flux/kinds.ts';
import { idOf, type FluxObject, type ObjectId } from '../flux/objects.ts';
import { plainText } from '../flux/plain.ts';
import { statusOf } from '../flux/status.ts';
import { declarationsOf } from '../language/build/apps.ts';
import { identitiesOf } from '../language/build/lookup.ts';
import { escapeMarkdown } from '../language/markdown.ts';
import type { ManifestDocument } from '../language/repository/manifest.ts';
import type { App } from './app.ts';
import type { Behind } from './behind.ts';
import { rangeIn, yamlFiles } from './reading.ts';
import { setting } from './settings.ts';
import { icons } from './sidebarItem.ts';
import type { Place } from './workspace.ts';

/**
 * How long changes are gathered, and how much time is between two times that lenses are drawn anew, in milliseconds. VS Code asks for lenses
 * when it has heard of no change for a quarter of a second or more (CodeLensContribution): told more often, it would never ask.
 */
const pace = { gather: 100, rest: 750 };

/** An object of the followed cluster, as a document of a file declares it. */
export interface Declared {
  readonly document: ManifestDocument;
  readonly object: FluxObject;
}

/**
 * State and actions above every object of Flux that the followed cluster has. Says nothing while no cluster is followed, and contacts none.
 */
export function registerLenses(app: App, behind: Behind): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const known = new WeakMap<vscode.TextDocument, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = -Infinity;
  /** Whether a file has other lenses than those that VS Code was given, or told to ask for. Of what it never asked for it needs no word. */
  const isAnother = (document: vscode.TextDocument): boolean => {
    const old = known.get(document);
    if (old === undefined) return false;
    const now = wordsOf(lensesIn(app, behind, document));
    known.set(document, now);
    return now !== old;
  };
  const tell = () => {
    timer = undefined;
    // Of each file it is noted what is told: none may be left out because another one has changed.
    const others = vscode.window.visibleTextEditors.filter((it) => isAnother(it.document));
    if (others.length === 0) return;
    told = performance.now();
    changed.fire();
  };
  const soon = () => void (timer ??= setTimeout(tell, Math.max(pace.gather, told + pace.rest - performance.now())));
  return vscode.Disposable.from(
    changed,
    app.connection.onDidChange(soon),
    app.connection.onDidChangeObjects(soon),
    app.workspace.onDidChange(soon),
    behind.onDidChange(soon),
    vscode.workspace.onDidChangeConfiguration((it) => it.affectsConfiguration('fluxwright.codeLens') && soon()),
    { dispose: () => clearTimeout(timer) },
    vscode.languages.registerCodeLensProvider(yamlFiles, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses(document) {
        const lenses = lensesIn(app, behind, document);
        known.set(document, wordsOf(lenses));
        return lenses;
      },
    }),
    vscode.languages.registerHoverProvider(yamlFiles, {
      provideHover: (document, position) => hoverAt(app, document, document.offsetAt(position)),
    }),
  );
}

/** The objects of the followed cluster that a file declares. */
export function declaredIn({ connection }: App, place: Place): readonly Declared[] {
  const { live } = connection;
  if (!live) return [];
  return (place.repository.manifest(place.path)?.documents ?? []).flatMap((document) => {
    const { group, kind } = document.facts.header;
    if (kind === undefined || kindOf(group, kind.value) === undefined) return [];
    return identitiesOf(place.repository, place.path, document)
      .flatMap((id: ObjectId) => liveObjectOf(live, id) ?? [])
      .filter((object) => isFromHere(live, object, place))
      .map((object) => ({ document, object }));
  });
}

/** Whether the object comes from this file and not from another one that declares the same for another cluster. */
function isFromHere(live: LiveView, object: FluxObject, place: Place): boolean {
  const home = homeOf(live, object);
  const all = declarationsOf(place.repository, idOf(object));
  return all.length < 2 || nearest(all, home).some((it) => it.path === place.path);
}

function lensesIn(app: App, behind: Behind, document: vscode.TextDocument): vscode.CodeLens[] {
  const place = app.workspace.locate(document.uri);
  if (!place || !app.connection.live || !setting<boolean>('fluxwright.codeLens', document.uri)) return [];
  return declaredIn(app, place).flatMap((it) => {
    const { apiVersion, kind } = it.document.header;
    const first = apiVersion ?? kind;
    if (first === undefined) return [];
    const range = rangeIn(document, first.span);
    return commandsFor(app, it.object, behind.words(place.uri.fsPath, it.object)).map(
      (command) => new vscode.CodeLens(range, command),
    );
  });
}

/** What is to be seen of lenses, and where. */
function wordsOf(lenses: readonly vscode.CodeLens[]): string {
  return lenses.map(({ range, command }) => `${range.start.line} ${command?.title ?? ''}`).join('\n');
}

/** What the cluster says of an object, above its kind and its name. */
function hoverAt(app: App, document: vscode.TextDocument, offset: number): vscode.Hover | undefined {
  const place = app.workspace.locate(document.uri);
  const session = app.connection.at(app.connection.context);
  if (!place || !session) return undefined;
  for (const { document: declared, object } of declaredIn(app, place)) {
    const { kind, name } = declared.header;
    const word = [kind, name].find((it) => it && it.span.start <= offset && offset <= it.span.end);
    if (!word) continue;
    const { context, live, causes } = session;
    const lines = [`In ${context}`, ...explain(live, object, session.now(), causes.of)];
    return new vscode.Hover(lines.map((it) => escapeMarkdown(it)).join('  \n'), rangeIn(document, word.span));
  }
  return undefined;
}

const actions = [
  { verb: 'reconcile', command: 'fluxwright.reconcile', title: 'Reconcile' },
  { verb: 'suspend', command: 'fluxwright.suspend', title: 'Suspend' },
  { verb: 'resume', command: 'fluxwright.resume', title: 'Resume' },
] as const;

function commandsFor({ connection }: App, object: FluxObject, distance: string): readonly vscode.Command[] {
  const id = idOf(object);
  const kind = kindOf(id.group, id.kind);
  const { state } = statusOf(object);
  const { context } = connection;
  const verbs = kind === undefined ? [] : verbsFor(kind, state, id, connection.at(context)?.may);
  const target = { id, ...(context === undefined ? {} : { context }) };
  // A long message would push the actions out of sight.
  const words = [plainText(glance(object), 64), plainText(distance, 80)].filter((it) => it !== '').join(' · ');
  return [
    {
      // What comes from a cluster must not pose as an icon.
      // A plain space beside an icon is not shown.
      title: `$(${icons[state][0]})\u00a0${words.replaceAll('$(', '$ (')}`,
      tooltip: 'Show details',
      command: 'fluxwright.showDetails',
      arguments: [target],
    },
    ...actions
      .filter((it) => verbs.includes(it.verb))
      .map(({ title, command }) => ({ title, command, arguments: [target] })),
    { title: 'YAML from Cluster', command: 'fluxwright.showObject', arguments: [target] },
  ];
}
