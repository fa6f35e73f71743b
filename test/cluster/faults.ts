import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { newIdentity } from '../../src/demo/certificate.ts';

/** A server in front of a cluster that passes everything on until it is told to answer badly. */
export interface BadFront {
  readonly url: string;
  /** PEM text of its own authority. */
  readonly ca: string;
  /** Ends all connections and answers every request this way from now on. */
  fail(fault: Fault): void;
  /** Ends all connections and passes requests on again. */
  heal(): void;
  stop(): Promise<void>;
}

export type Fault = keyof typeof faults;

/** Every way in which an API server, or something that stands before it, was seen to answer badly. */
export const faults = {
  unauthorized: status(401, 'Unauthorized'),
  forbidden: status(403, 'Forbidden'),
  absent: status(404, 'NotFound'),
  gone: status(410, 'Expired'),
  busy: status(429, 'TooManyRequests', { 'retry-after': '1' }),
  broken: status(500, 'InternalError'),
  'login page': answer(200, 'text/html', '<!doctype html><title>Sign in</title><form></form>'),
  'proxy error': answer(502, 'text/html', '<html><h1>502 Bad Gateway</h1></html>'),
  'half an answer': answer(200, 'application/json', '{"kind":"KustomizationList","items":[{"metadata":'),
  'cut off': (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"kind":"KustomizationList","items":[', () => response.destroy());
  },
  'hung up': (_, response) => void response.destroy(),
  silent: () => undefined,
} satisfies Record<string, (request: IncomingMessage, response: ServerResponse) => void>;

/** Starts one on a free port of 127.0.0.1. */
export async function startBadFront(target: { readonly url: string; readonly ca: string }): Promise<BadFront> {
  const { key, certificate } = newIdentity();
  let fault: Fault | undefined;
  const server = createServer({ key, cert: certificate }, (ask, response) => {
    if (fault !== undefined) faults[fault](ask, response);
    else passOn(target, ask, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const turn = (to: Fault | undefined) => {
    fault = to;
    server.closeAllConnections();
  };
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: certificate,
    fail: turn,
    heal: () => turn(undefined),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function passOn(
  target: { readonly url: string; readonly ca: string },
  ask: IncomingMessage,
  response: ServerResponse,
): void {
  const { method, headers, url = '/' } = ask;
  const onward = request(new URL(url, target.url), { method, headers, ca: target.ca, agent: false }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    // A watch must show that it is open before its first event.
    response.flushHeaders();
    answered.on('error', () => response.destroy());
    answered.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  ask.pipe(onward);
}

function status(code: number, reason: string, headers: Record<string, string> = {}) {
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'as told', reason, code };
  return answer(code, 'application/json', JSON.stringify(body), headers);
}

function answer(code: number, type: string, body: string, headers: Record<string, string> = {}) {
  return (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(code, { 'content-type': type, ...headers });
    response.end(body);
  };
}
