import { plainText } from '../flux/plain.ts';
import { ApiError } from './api.ts';
import type { ApiReason } from './api.ts';

/** What was asked of whom, for the sentences. */
export interface Question {
  /** `list Kustomizations`, `patch Kustomization apps/web`. */
  readonly what: string;
  /** URL of the API server. */
  readonly server: string;
}

/** What a server answered instead of the thing that was asked for. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly retryAfter?: string | undefined;
}

/** The error that an answer with a failing status stands for. Also for the `Status` object inside a watch, with its own code. */
export function errorOfAnswer(question: Question, answer: Answer): ApiError {
  const reason = reasonOf(answer.status);
  const said = isWebPage(answer) ? 'It sent a web page: a proxy or login page may stand in between.' : saidIn(answer);
  const wait = /^\d{1,5}$/.test(answer.retryAfter ?? '') ? Number(answer.retryAfter) : undefined;
  const lead = leads[reason](question, answer.status);
  // That it was not found, or is not authorized, is all that the server says, in other words.
  const isSaid = (reason === 'notFound' || reason === 'unauthorized') && !isWebPage(answer);
  const all = said === '' || isSaid ? lead : `${lead} ${said}`;
  return new ApiError(reason, answer.status, all, wait);
}

/** An answer with a good status that cannot be read: a web page, half a JSON text, something else. */
export function malformedAnswer(question: Question, answer: Pick<Answer, 'contentType' | 'body' | 'status'>): ApiError {
  const found = isWebPage(answer)
    ? 'a web page: a proxy or login page may stand in between'
    : 'something that is not a Kubernetes answer';
  return new ApiError('malformed', answer.status, `Cannot ${question.what}: ${question.server} sent ${found}.`);
}

/** No answer: the network, a name, a certificate, a time limit. */
export function unreachable(question: Question, cause: unknown): ApiError {
  const code = codeOf(cause);
  const why = networkWords[code] ?? plainText(cause instanceof Error ? cause.message : String(cause), 200);
  return new ApiError('unreachable', 0, `Cannot reach ${question.server} to ${question.what}: ${why}.`);
}

/** The sentences per reason, before what the server itself said. */
const leads: Readonly<Record<ApiReason, (question: Question, status: number) => string>> = {
  unauthorized: ({ server }) => `${server} does not accept the credentials of this context (401): sign in again.`,
  forbidden: ({ what }) => `You may not ${what} (403).`,
  notFound: ({ what }) => `Cannot ${what}: it is not in this cluster (404).`,
  gone: ({ what }) => `Cannot ${what} from there on: the server has forgotten that version (410).`,
  tooMany: ({ what, server }) => `Cannot ${what}: ${server} asks for fewer requests (429).`,
  server: ({ what, server }, status) => `Cannot ${what}: ${server} failed (${status}).`,
  unreachable: ({ what, server }) => `Cannot reach ${server} to ${what}.`,
  malformed: ({ what, server }, status) => `Cannot ${what}: ${server} sent an answer that makes no sense (${status}).`,
  credentials: ({ what }) => `Cannot ${what}: there are no credentials.`,
};

const reasons: Readonly<Record<number, ApiReason>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  410: 'gone',
  429: 'tooMany',
};

/** Words for the codes of Node's network errors. */
const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'no such host name',
  EAI_AGAIN: 'the host name cannot be looked up now',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network to it',
  ETIMEDOUT: 'it does not answer in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself and the kubeconfig has no authority for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by the authority in the kubeconfig',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by the authority in the kubeconfig',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not signed by the authority in the kubeconfig',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  EPROTO: 'it does not speak TLS as we do',
};

function reasonOf(status: number): ApiReason {
  return reasons[status] ?? (status >= 500 ? 'server' : 'malformed');
}

function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  return typeof code === 'string' ? code : '';
}

function isWebPage(answer: Pick<Answer, 'contentType' | 'body'>): boolean {
  return answer.contentType.includes('text/html') || /^\s*<(!doctype|html)/i.test(answer.body.slice(0, 200));
}

/** The message of the `Status` object, which names user, verb and resource when access is denied. */
function saidIn(answer: Answer): string {
  try {
    const parsed: unknown = JSON.parse(answer.body);
    const message =
      typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)['message'] : undefined;
    return typeof message === 'string' && message !== '' ? `The server says: ${plainText(message, 400)}` : '';
  } catch {
    return '';
  }
}
