import type { FluxObject } from './objects.ts';
import type { Release } from './commands.ts';

/**
 * The Helm release that a HelmRelease stands for. What the status says wins; before the first install it is computed as helm-controller does
 * (api/v2/helmrelease_types.go v1.6.3: `spec.releaseName`, else `targetNamespace-name`, else the name). `undefined` when the computed name
 * would be longer than the 53 characters Helm allows: the controller then cuts it and adds a hash, which only its status tells.
 */
export function releaseOf(object: FluxObject): Release | undefined {
  const namespace = object.metadata?.namespace ?? '';
  const spec = object.spec ?? {};
  const status = object.status ?? {};
  const name = text(newest(status['history'])?.['name']) ?? text(spec['releaseName']) ?? composedName(object);
  const storageNamespace = text(status['storageNamespace']) ?? text(spec['storageNamespace']) ?? namespace;
  return name === undefined || name.length > 53 ? undefined : { name, storageNamespace };
}

function composedName(object: FluxObject): string | undefined {
  const name = object.metadata?.name;
  const target = text(object.spec?.['targetNamespace']);
  return name !== undefined && target !== undefined ? `${target}-${name}` : name;
}

function newest(history: unknown): Record<string, unknown> | undefined {
  const first: unknown = Array.isArray(history) ? history[0] : undefined;
  return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
