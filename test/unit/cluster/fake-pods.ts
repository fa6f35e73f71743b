import { ApiError } from '../../../src/cluster/api.ts';
import type { JsonReader } from '../../../src/cluster/rest.ts';

export type Json = Record<string, unknown>;

export const web = {
  kind: 'Deployment',
  apiVersion: 'apps/v1',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { replicas: 1, selector: { matchLabels: { app: 'web' } } },
  status: { replicas: 1, updatedReplicas: 1 },
};

export function pod(name: string, status: Json, created = '2026-01-01T00:00:00Z'): Json {
  return { metadata: { name, namespace: 'shop', creationTimestamp: created }, status };
}

export function waiting(reason: string, message?: string): Json {
  const waits = { reason, ...(message === undefined ? {} : { message }) };
  return { phase: 'Pending', containerStatuses: [{ image: 'shop/web:9', state: { waiting: waits } }] };
}

/** A server that answers these paths, and says of every other that nothing is there. Notes what it was asked. */
export function server(answers: Readonly<Record<string, Json | ApiError>>) {
  const asked: string[] = [];
  const reader: JsonReader = {
    readJson: (path) => {
      asked.push(decodeURIComponent(path));
      const [place = ''] = path.split('?');
      const answer = answers[place] ?? new ApiError('notFound', 404, 'Nothing is there.');
      return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer);
    },
    mayI: () => Promise.resolve(true),
    whoAmI: () => Promise.resolve('ann'),
    watchJson: (_path, _what, _onEvent, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  };
  return { asked, reader };
}

export const deployment = '/apis/apps/v1/namespaces/shop/deployments/web';
export const pods = '/api/v1/namespaces/shop/pods';
