import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import type { Page } from 'playwright-core';
import { actions } from './actions.ts';

/** What a suite in the extension host tells, in order. */
export type SuiteEvent =
  | { readonly type: 'start' }
  | { readonly type: 'passed'; readonly title: string; readonly milliseconds: number }
  | { readonly type: 'failed'; readonly title: string; readonly error: string }
  | { readonly type: 'skipped'; readonly title: string; readonly reason: string }
  | { readonly type: 'end' };

/** The outer end of the bridge between a suite in the extension host and the page that shows its window. */
export interface Driver {
  /** What the extension host must have in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The page that the suite may drive from now on. Without one, whatever needs it is answered with 501. */
  readonly attach: (page: Page) => void;
  readonly close: () => Promise<void>;
}

/** Answers a suite's requests on loopback; each must carry a token that only the extension host's environment holds. */
export async function startDriver(screenshots: string, onEvent: (event: SuiteEvent) => void): Promise<Driver> {
  const token = randomBytes(16).toString('hex');
  let page: Page | undefined;
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
    };
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, 'wrong token');
    void (async () => {
      const body: unknown = JSON.parse(await textOf(request));
      if (request.url === '/event') return answer(200, onEvent(body as SuiteEvent));
      if (!page) return answer(501, 'this VS Code has no page that could be driven');
      const { action, args } = body as { action: string; args: unknown[] };
      if (!(action in table)) return answer(404, `there is no action ${action}`);
      if (action === 'screenshot') args.push(screenshots);
      answer(200, await table[action]?.(page, ...args));
    })().catch((error: unknown) => answer(500, stripVTControlCharacters(String(error))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { FLUXWRIGHT_UI: `http://127.0.0.1:${port}`, FLUXWRIGHT_UI_TOKEN: token },
    attach: (it) => (page = it),
    close: () => closed(server),
  };
}

const table = actions as unknown as Readonly<Record<string, (page: Page, ...args: unknown[]) => Promise<unknown>>>;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
