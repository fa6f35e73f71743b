import type { Cluster } from './wire.ts';

/** A kubeconfig with a context for each user of a cluster, reached at a port of this machine. */
export function kubeconfigOf({ ca, tokens }: Cluster, port: number): string {
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority-data': Buffer.from(ca).toString('base64'),
  };
  return JSON.stringify({
    clusters: [{ name: 'c', cluster }],
    users: Object.entries(tokens).map(([name, token]) => ({ name, user: { token } })),
    contexts: Object.keys(tokens).map((name) => ({ name, context: { cluster: 'c', user: name } })),
  });
}
