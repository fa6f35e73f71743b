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
  fail(fault: Fault | Trouble): void;
  /** Ends all connections and passes requests on again. */
  heal(): void;
  stop(): Promise<void>;
}

/** Answers in place of the cluster; `pass` lets the request through after all, and may change the answer. */
type Answerer = (ask: IncomingMessage, response: ServerResponse, pass: (change?: Change) => void) => void;
type OnPiece = (piece: Buffer, response: ServerResponse) => void;
interface Change {
  /** Writes each piece of the answer itself. */
  readonly onPiece?: OnPiece;
  readonly headers?: Readonly<Record<string, string>>;
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
} satisfies Record<string, Answerer>;

const expired = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'too old',
  reason: 'Expired',
  code: 410,
};

export type Trouble = keyof typeof troubles;

/** What goes wrong with watches and on slow lines, and that nobody should notice: lists work all the while. */
export const troubles = {
  'watches cut in the middle of a line': (ask, _, pass) => {
    let isCut = false;
    const cut: OnPiece = (piece, to) => {
      if (isCut) return;
      isCut = true;
      to.write(piece.subarray(0, -9), () => to.destroy());
    };
    pass(isWatch(ask) ? { onPiece: cut } : {});
  },
  'watches that end at once': whenWatched(answer(200, 'application/json', '')),
  'watches of a forgotten version': whenWatched(answer(410, 'application/json', JSON.stringify(expired))),
  'watches whose version is forgotten on the way': whenWatched(
    answer(200, 'application/json', `${JSON.stringify({ type: 'ERROR', object: expired })}\n`),
  ),
  'watches that are too many': whenWatched(status(429, 'TooManyRequests', { 'retry-after': '1' })),
  'answers that come late': (_, response, pass) => {
    const late = setTimeout(pass, 150);
    response.once('close', () => clearTimeout(late));
  },
  'a clock that is an hour ahead': (_ask, _response, pass) =>
    pass({ headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } }),
  'nothing but a restart': (_ask, _response, pass) => pass(),
} satisfies Record<string, Answerer>;

const all: Readonly<Record<string, Answerer>> = { ...faults, ...troubles };

function isWatch({ url = '' }: IncomingMessage): boolean {
  return url.includes('watch=true');
}

function whenWatched(answerer: Answerer): Answerer {
  return (ask, response, pass) => (isWatch(ask) ? answerer(ask, response, pass) : pass());
}

/** Starts one on a free port of 127.0.0.1. Where it passes requests on to may change. */
export async function startBadFront(target: { readonly url: string; readonly ca: string }): Promise<BadFront> {
  const { key, certificate } = newIdentity();
  let fault: Fault | Trouble | undefined;
  const server = createServer({ key, cert: certificate }, (ask, response) => {
    const pass = (change?: Change): void => passOn(target, ask, response, change);
    const answerer = fault === undefined ? undefined : all[fault];
    if (answerer === undefined) pass();
    else answerer(ask, response, pass);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const turn = (to: typeof fault) => {
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
  { onPiece, headers: changed = {} }: Change = {},
): void {
  const { method, headers, url = '/' } = ask;
  const onward = request(new URL(url, target.url), { method, headers, ca: target.ca, agent: false }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, { ...answered.headers, ...changed });
    // A watch must show that it is open before its first event.
    response.flushHeaders();
    answered.on('error', () => response.destroy());
    if (onPiece === undefined) answered.pipe(response);
    else answered.on('data', (piece: Buffer) => onPiece(piece, response)).on('end', () => response.end());
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
