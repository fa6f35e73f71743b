import * as vscode from 'vscode';
import { cluster } from './cluster.ts';
import { file, open, untilProblems } from './editing.ts';
import { until } from './ui.ts';

const path = 'apps/base/gadget.yaml';
const name = 'gadgets.host.example.com';
const text = `apiVersion: host.example.com/v1
kind: Gadget
metadata:
  name: x
  namespace: flux-system
spec:
  size: 1
  colour: red
`;

describe('custom resources of the connected cluster', () => {
  const api = cluster();
  const address = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;

  before(async () => {
    await vscode.commands.executeCommand('fluxwright.cluster.focus');
    const spec = { type: 'object', properties: { size: { type: 'integer' } } };
    const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: {
        group: 'host.example.com',
        scope: 'Namespaced',
        names: { kind: 'Gadget', plural: 'gadgets', singular: 'gadget', listKind: 'GadgetList' },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    };
    await api.send('PATCH', `${address}?fieldManager=test&force=true`, crd, 'application/apply-patch+yaml');
    await until('the server describes the kind', async () => {
      const { paths } = await api.send<{ paths: object }>('GET', '/openapi/v3');
      return 'apis/host.example.com/v1' in paths;
    });
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(file(path));
    await api.send('DELETE', address);
  });

  it('are judged by what the cluster says of their fields', async () => {
    await vscode.workspace.fs.writeFile(file(path), new TextEncoder().encode(text));
    await open(path);
    const [problem] = await untilProblems(path, ['schema/unknown-field']);
    if (problem?.words !== 'colour') throw new Error(`the problem is at ${problem?.words ?? 'nothing'}`);
  });
});
