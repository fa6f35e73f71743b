import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { StringDecoder } from 'node:string_decoder';
import { isApiError } from './api.ts';
import { errorOfAnswer, malformedAnswer, unreachable } from './errors.ts';
import type { Question } from './errors.ts';

/** One request, ready to be sent. */
export interface Sending {
  readonly url: URL;
  readonly method: 'GET' | 'PATCH' | 'POST';
  /** Agent, certificates and headers of the context. */
  readonly options: RequestOptions;
  readonly body?: { readonly type: string; readonly text: string };
  readonly question: Question;
  /** Resolves when it is our turn to do something that takes long. */
  readonly turn: () => Promise<void>;
  /** Takes the `Date` of the answer. */
  readonly hear: (date: string | undefined) => void;
  /** How long it may take until a new connection stands, in milliseconds. */
  readonly connectMs: number;
  /** How long nothing may come before the connection counts as dead, in milliseconds. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** One JSON object, and how many characters it came in. */
export interface SizedJson {
  readonly json: Record<string, unknown>;
  readonly size: number;
}

/** From this length on, in characters, it takes a good part of a millisecond to parse a text. */
const noticeable = 32 * 1024;

/** Sends and reads one JSON object. Rejects with `ApiError`, or with the signal's reason when aborted. */
export async function sendForJson(sending: Sending): Promise<SizedJson> {
  const response = await send(sending);
  const body = await readAll(response, sending);
  if (body.length > noticeable) await sending.turn();
  const answer = { status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', body };
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return { json: parsed as Record<string, unknown>, size: body.length };
  } catch {
    // Falls through: not an object, for one reason or another.
  }
  throw malformedAnswer(sending.question, answer);
}

/**
 * Sends and hands on each line of the answer. Resolves when the server ends the stream or nothing came for `idleMs`: both mean to ask
 * again from the last known place. A last line that was cut off is dropped for the same reason; rejects with `malformed` when the server
 * ends the answer in peace and there was no line in it, only text.
 */
export async function sendForLines(sending: Sending, onLine: (line: string) => void): Promise<void> {
  const response = await send(sending);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let count = 0;
  try {
    for await (const chunk of response) {
      // Much at once, as when we were held up: the streams of all kinds go on one after the other.
      if ((chunk as Buffer).length > noticeable) await sending.turn();
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > longestLine)
        throw malformedAnswer(sending.question, { status: 200, contentType: '', body: '' });
      for (const line of lines) if (line !== '') onLine(line);
      count += lines.length;
    }
    const contentType = response.headers['content-type'] ?? '';
    if (count === 0 && rest.trim() !== '')
      throw malformedAnswer(sending.question, { status: 200, contentType, body: rest });
  } catch (error) {
    if (sending.signal.aborted || isApiError(error)) throw error;
    // The line went dead in the middle: the same as its end.
  } finally {
    response.destroy();
  }
}

const longestLine = 64 * 1024 * 1024;

/** Sends, and resolves with the head of an answer whose status is good. */
async function send(sending: Sending): Promise<IncomingMessage> {
  // To open a connection takes a millisecond or two, and all kinds are asked for at once.
  await sending.turn();
  sending.signal.throwIfAborted();
  const response = await head(sending);
  sending.hear(response.headers.date);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  const body = await readAll(response, sending, 64 * 1024);
  const contentType = response.headers['content-type'] ?? '';
  throw errorOfAnswer(sending.question, { status, contentType, body, retryAfter: response.headers['retry-after'] });
}

function head(sending: Sending): Promise<IncomingMessage> {
  const { url, method, options, body, question, connectMs, idleMs, signal } = sending;
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const headers = { ...(options.headers as object), ...(body === undefined ? {} : { 'Content-Type': body.type }) };
    const request = open(url, { ...options, method, headers, signal, timeout: idleMs });
    const late = () => void request.destroy(Object.assign(new Error('late'), { code: 'ETIMEDOUT' }));
    const connecting = setTimeout(late, connectMs);
    const settle = () => clearTimeout(connecting);
    request.once('timeout', late).once('close', settle).once('response', settle);
    // `on` and not `once`: an error after the head, when the promise is settled, must not be thrown either.
    request.on('error', (error) => {
      // A kept connection that the server closed just now: no answer came, and everything we send may be sent twice.
      if (request.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(head(sending));
      else reject(signal.aborted ? (signal.reason as Error) : unreachable(question, error));
    });
    request.once('response', resolve);
    request.once('socket', (socket) => {
      socket.setKeepAlive(true, 30_000);
      if (!socket.connecting) settle();
      else socket.once(url.protocol === 'http:' ? 'connect' : 'secureConnect', settle);
    });
    request.end(body?.text);
  });
}

async function readAll(response: IncomingMessage, { question, signal }: Sending, limit = Infinity): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > limit) break;
    }
  } catch (error) {
    throw signal.aborted ? (signal.reason as Error) : unreachable(question, error);
  }
  return Buffer.concat(chunks).toString('utf8');
}
