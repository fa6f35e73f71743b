import { at, text } from './body.ts';
import type { Declaration } from '../repository/objects.ts';
import type { Repository } from '../repository/repository.ts';
import type { Built } from './finish.ts';
import type { Identity } from './identity.ts';

/** Kinds of which controllers make a Secret, and the field that names it; without it the Secret is called like the object. */
const secretMakers: ReadonlyMap<string, readonly string[]> = new Map([
  ['external-secrets.io/ExternalSecret', ['spec', 'target', 'name']],
  ['cert-manager.io/Certificate', ['spec', 'secretName']],
  ['bitnami.com/SealedSecret', ['spec', 'template', 'metadata', 'name']],
]);

/** The objects of which controllers make a Secret, those with a name, or all. */
export function* makersOf(repository: Repository, name?: string): Generator<Declaration> {
  for (const id of secretMakers.keys()) {
    const [group = '', kind = ''] = id.split('/');
    yield* name === undefined ? repository.objects.ofKind(group, kind) : repository.objects.named(group, kind, name);
  }
}

/** The Secrets that controllers make of what is in a build. */
export function secretsMadeIn(built: Built): readonly Identity[] {
  return built.objects.flatMap(({ identity, body }) => {
    const field = secretMakers.get(`${identity.group}/${identity.kind}`);
    if (field === undefined) return [];
    return [{ ...identity, group: '', kind: 'Secret', name: text(at(body(), ...field)) ?? identity.name }];
  });
}
