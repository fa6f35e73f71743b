import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An API server on loopback that knows Kustomizations, and answers everything else as it is told. */
export interface BadServer {
  readonly url: string;
  /** Method and path of each request to the collection or an object. */
  readonly asked: readonly string[];
  readonly authorizations: readonly (string | undefined)[];
  stop(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts one. Discovery works unless `discovery` says otherwise, so that the answer under test is the one to the real question. */
export async function startBadServer(answer: Answer, discovery: Answer = answerDiscovery): Promise<BadServer> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    const path = request.url ?? '';
    if (!path.includes('/kustomizations')) return discovery(request, response);
    asked.push(`${request.method} ${path}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    authorizations,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const answerDiscovery: Answer = (request, response) => {
  const isGroup = request.url?.split('/').length === 3;
  json(200, isGroup ? { versions: [{ version: 'v1' }] } : { resources: [{ name: 'kustomizations' }] })(
    request,
    response,
  );
};

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** What Kubernetes sends when it refuses. */
export function refusal(code: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return json(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code }, headers);
}
