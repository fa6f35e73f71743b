/**
 * The text of a kubeconfig with one context per token; the first is current. JSON, which is YAML too, so that nothing needs quoting rules.
 */
export function kubeconfigFor(server: string, ca: string, tokens: Readonly<Record<string, string>>): string {
  const authority = Buffer.from(ca).toString('base64');
  const names = Object.keys(tokens);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': names[0] ?? '',
    clusters: [{ name: 'demo', cluster: { server, 'certificate-authority-data': authority } }],
    users: Object.entries(tokens).map(([name, token]) => ({ name, user: { token } })),
    contexts: names.map((name) => ({ name, context: { cluster: 'demo', user: name, namespace: 'flux-system' } })),
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
