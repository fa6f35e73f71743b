import * as vscode from 'vscode';
import { checkName, type AppRequest, type ChartSource, type SourceReference } from '../language/scaffold/request.ts';
import { appChoices, type AppChoices } from '../language/scaffold/choices.ts';
import { UserError } from './errors.ts';
import type { Folder } from './workspace.ts';

/** A look elsewhere does not throw the answers away. */
const asking = { title: 'New App', ignoreFocusOut: true } as const;

/** Asks what New App must know, one question after the other; `undefined` when a question is left with Escape. */
export async function askForApp(folder: Folder): Promise<AppRequest | undefined> {
  const cluster = await askCluster(appChoices(folder.repository));
  if (!cluster) return undefined;
  const choices = appChoices(folder.repository, cluster.name);
  const name = await askName();
  const namespace = name && (await askNamespace(choices, name));
  const source = namespace && (await askSource(choices, name));
  const dependsOn = source && (await askDependencies(choices, source));
  if (!dependsOn) return undefined;
  return { name, namespace, source, dependsOn, ...(cluster.name === undefined ? {} : { cluster: cluster.name }) };
}

async function askCluster(choices: AppChoices): Promise<{ readonly name: string | undefined } | undefined> {
  if (choices.clusters.length < 2) return { name: choices.clusters[0]?.name };
  const items = choices.clusters.map((it) => ({ label: it.name, detail: it.reason, name: it.name }));
  return vscode.window.showQuickPick(items, { ...asking, placeHolder: 'Cluster that runs the app' });
}

async function askName(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    ...asking,
    prompt: 'Name of the app',
    placeHolder: 'podinfo',
    validateInput: (text) => checkName('app', text),
  });
}

async function askNamespace(choices: AppChoices, name: string): Promise<string | undefined> {
  const fresh = { label: '$(add) Another namespace…', namespace: undefined };
  const items = [...choices.namespaces.map((it) => ({ label: it, namespace: it })), fresh];
  const chosen =
    choices.namespaces.length === 0
      ? fresh
      : await vscode.window.showQuickPick(items, { ...asking, placeHolder: `Namespace in which ${name} runs` });
  if (!chosen || chosen.namespace !== undefined) return chosen?.namespace;
  return vscode.window.showInputBox({
    ...asking,
    prompt: `Namespace in which ${name} runs; it is declared too when no file does`,
    value: name,
    validateInput: (text) => checkName('namespace', text),
  });
}

async function askSource(choices: AppChoices, name: string): Promise<AppRequest['source'] | undefined> {
  const items = [
    ...choices.sources.map((it) => ({
      label: `$(package) Chart from ${it.kind} ${it.name}`,
      description: it.namespace,
      detail: it.url,
      reference: it,
    })),
    {
      label: '$(file-code) Plain manifests',
      description: 'no chart',
      detail: 'A ConfigMap to start from',
      reference: undefined,
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    ...asking,
    placeHolder: `What ${name} is made of`,
    matchOnDetail: true,
  });
  if (!chosen) return undefined;
  return chosen.reference ? askChart(choices, chosen.reference, name) : { kind: 'manifests' };
}

async function askChart(
  choices: AppChoices,
  sourceRef: SourceReference,
  name: string,
): Promise<ChartSource | undefined> {
  if (sourceRef.kind === 'OCIRepository') return { kind: 'chart', chart: name, sourceRef };
  const inGit = sourceRef.kind !== 'HelmRepository';
  const chart = inGit ? await askChartFolder(choices) : await askText('Name of the chart in the repository', name);
  if (!chart) return undefined;
  if (inGit) return { kind: 'chart', chart, sourceRef };
  const version = await askText('Version, or a range such as 6.x. Empty: always the newest', '');
  if (version === undefined) return undefined;
  return { kind: 'chart', chart, sourceRef, ...(version === '' ? {} : { version }) };
}

async function askChartFolder(choices: AppChoices): Promise<string | undefined> {
  if (choices.charts.length === 0) throw new UserError('This repository holds no chart: no folder has a Chart.yaml.');
  return vscode.window.showQuickPick([...choices.charts], {
    ...asking,
    placeHolder: 'Chart in this repository',
  });
}

function askText(prompt: string, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({ ...asking, prompt, value });
}

async function askDependencies(
  choices: AppChoices,
  source: AppRequest['source'],
): Promise<readonly string[] | undefined> {
  // Only an object of Flux can wait for another: plain manifests have one where every app has its own Kustomization.
  const canWait = source.kind === 'chart' || choices.dependencyKind === 'Kustomization';
  if (!canWait || choices.dependencies.length === 0) return [];
  const items = choices.dependencies.map((it) => ({ label: it }));
  const options = {
    ...asking,
    placeHolder: 'What must be ready first. Choose none, one or several',
    canPickMany: true,
  } as const;
  return (await vscode.window.showQuickPick(items, options))?.map((it) => it.label);
}
