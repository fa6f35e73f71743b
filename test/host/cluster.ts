import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { KubeApi } from '../bed/api.ts';

interface Kubeconfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string };
  }[];
  readonly users: readonly { readonly user: { readonly token: string } }[];
}

/** The API server that the window's environment names, asked directly and not through the extension. */
export function cluster(): KubeApi {
  const config = parse(readFileSync(process.env['KUBECONFIG'] ?? '', 'utf8')) as Kubeconfig;
  const [first] = config.clusters;
  const [user] = config.users;
  if (!first || !user) throw new Error('the kubeconfig is empty');
  const ca = Buffer.from(first.cluster['certificate-authority-data'], 'base64').toString('utf8');
  return new KubeApi(first.cluster.server, user.user.token, ca);
}
