import { joinPath } from '../repository/paths.ts';
import type { Repository } from '../repository/repository.ts';
import { isSymbolic } from '../yaml/symbolic.ts';
import { bodies, isList, text, texts } from './body.ts';
import type { Body, Value } from './body.ts';
import type { Findings } from './problem.ts';
import { isRemote } from './remote.ts';
import type { Target } from './target.ts';

/** A kustomization with what the spec of a Flux Kustomization writes over it (pkg/kustomize GenerateManifest). */
export function withSpec(
  repository: Repository,
  base: Target,
  spec: Body,
  flux: { readonly path: string; readonly document: number },
  findings: Findings,
): Body {
  const names = { targetNamespace: 'namespace', namePrefix: 'namePrefix', nameSuffix: 'nameSuffix' } as const;
  const over: Record<string, Value> = {};
  for (const [from, to] of Object.entries(names)) {
    const value = text(spec[from]);
    if (value !== undefined) over[to] = value;
  }
  const isOptional = spec['ignoreMissingComponents'] === true;
  const components = texts(spec['components']).filter((entry, index) => {
    const path = isRemote(entry) || entry.startsWith('/') ? undefined : joinPath(base.folder, entry);
    const isThere = path !== undefined && repository.folders.has(path);
    if (isThere || isSymbolic(entry)) return isThere;
    const place = { ...flux, at: ['spec', 'components', index] };
    if (path === undefined && !/^\.\.?\//.test(entry)) findings.add(place, { what: 'component-remote', entry });
    else if (path !== undefined && !isOptional) findings.add(place, { what: 'component-missing', entry });
    return false;
  });
  if (components.length > 0)
    over['components'] = [...(isList(base.body['components']) ? base.body['components'] : []), ...components];
  const images = bodies(spec['images']);
  if (images.length > 0) over['images'] = mergedImages(bodies(base.body['images']), images);
  return { ...base.body, ...over };
}

function mergedImages(own: readonly Body[], flux: readonly Body[]): readonly Body[] {
  const all = [...own];
  for (const image of flux) {
    const at = all.findIndex((it) => it['name'] === image['name']);
    if (at < 0) {
      all.push(image);
      continue;
    }
    const { newTag: _, digest: __, ...rest } = all[at] ?? {};
    const version = image['newTag'] !== undefined || image['digest'] !== undefined;
    all[at] = version ? { ...rest, ...image } : { ...all[at], ...image };
  }
  return all;
}
