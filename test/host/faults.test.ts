import * as vscode from 'vscode';
import { writeFile } from 'node:fs/promises';
import { ui, until } from './ui.ts';

const view = 'Cluster';
const kubeconfig = process.env['KUBECONFIG'] ?? '';

/** What the user finds in the kubeconfig's place, and the words that the view must then show. */
const cases: readonly { readonly name: string; readonly text: string; readonly words: RegExp }[] = [
  { name: 'an empty kubeconfig', text: '', words: /no contexts|no clusters|empty/i },
  { name: 'a kubeconfig that is no YAML', text: '{{{', words: /cannot be read|not valid|YAML/i },
  {
    name: 'a server that nobody answers at',
    text: context('https://127.0.0.1:1'),
    words: /Cannot reach the cluster/,
  },
  {
    name: 'a login program that does not exist',
    text: context(
      'https://127.0.0.1:1',
      'exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-login, interactiveMode: Never}',
    ),
    words: /no-such-login/,
  },
];

describe('a cluster that cannot be had', () => {
  /** What stood above the rows of the case before. */
  let before = '';
  for (const it_ of cases) {
    it(`is a row that says why: ${it_.name}`, async () => {
      await ui.openView('Fluxwright');
      await writeFile(kubeconfig, it_.text);
      await vscode.commands.executeCommand('fluxwright.reconnect');
      await until(
        `a row says ${String(it_.words)}`,
        async () => {
          const rows = await ui.rows(view);
          return rows.some((row) => it_.words.test(`${row.label} ${row.description} ${row.spoken}`)) && rows;
        },
        20_000,
      );
      before = await until('the whole sentence stands above', async () => {
        const said = (await ui.texts('.tree-explorer-viewlet-tree-view .message')).join('');
        return said.length > 30 && said !== before && said;
      });
      await ui.screenshot(`fault ${it_.name}`);
    });
  }
});

function context(server: string, user = 'token: nothing'): string {
  return `apiVersion: v1
kind: Config
current-context: far
contexts: [{name: far, context: {cluster: far, user: me}}]
clusters: [{name: far, cluster: {server: '${server}'}}]
users: [{name: me, user: {${user}}}]
`;
}
