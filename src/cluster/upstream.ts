import type { FluxObject, ObjectId } from '../flux/objects.ts';
import { text, mapping } from './values.ts';

const sourceGroup = 'source.toolkit.fluxcd.io';

/**
 * The object from which Flux makes this one: a Kustomization's or HelmChart's source; a HelmRelease's chart, or its repository while
 * there is no chart yet. `undefined` where there is none. Source: FLUX.md E.3 (`status.helmChart` is `namespace/name`) and RULES.md 3.5.
 */
export function upstreamOf(object: FluxObject): ObjectId | undefined {
  const spec = object.spec ?? {};
  const namespace = object.metadata?.namespace ?? '';
  switch (object.kind) {
    case 'Kustomization':
    case 'HelmChart':
      return sourceOf(spec['sourceRef'], namespace);
    case 'HelmRelease': {
      if (spec['chartRef'] !== undefined) return sourceOf(spec['chartRef'], namespace);
      const [chartNamespace, name] = (text(object.status?.['helmChart']) ?? '').split('/');
      if (chartNamespace !== undefined && name !== undefined) {
        return { group: sourceGroup, kind: 'HelmChart', namespace: chartNamespace, name };
      }
      return sourceOf(mapping(mapping(spec['chart'])['spec'])['sourceRef'], namespace);
    }
    default:
      return undefined;
  }
}

function sourceOf(reference: unknown, namespace: string): ObjectId | undefined {
  const fields = mapping(reference);
  const [kind, name] = [text(fields['kind']), text(fields['name'])];
  if (kind === undefined || name === undefined) return undefined;
  return { group: sourceGroup, kind, namespace: text(fields['namespace']) ?? namespace, name };
}
