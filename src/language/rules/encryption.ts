import { isFluxGroup } from '../../flux/kind.ts';
import { surelyApplied } from '../build/applied.ts';
import { specOf } from '../build/built.ts';
import { at, isBody, text } from '../build/body.ts';
import { bodyOf } from '../build/contents.ts';
import type { Body } from '../build/body.ts';
import type { Applier } from '../build/builds.ts';
import { nameOfApplier } from '../build/ownership.ts';
import { textOf } from '../yaml/parse.ts';
import { lineEndAt } from '../yaml/text.ts';
import type { EncryptionProblem } from '../problems/encryption.ts';
import { instanceSpec } from '../repository/instance.ts';
import type { Repository } from '../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { keySpan } from '../repository/values.ts';

/**
 * What SOPS encrypted, applied by a Kustomization without `decryption` (RULES.md rule 18, and 3.0 for what becomes of it). Kinds that Flux cannot
 * know stay out: an operator may decrypt them.
 */
export const undecrypted: Rule = function* ({ repository, manifest, document }) {
  if (!/^(?:["']?sops["']?\s*:|\{)/m.test(document.section.text)) return;
  if (document.nodeAt(['sops', 'mac']) === undefined || optsOut(document)) return;
  const index = manifest.documents.indexOf(document);
  for (const { object, applier } of surelyApplied(repository, manifest.path, index)) {
    const { spec, isVague } = specOf(repository, applier);
    if (isVague || mayDecrypt(applier) || text(at(spec, 'decryption', 'provider')) !== undefined) continue;
    const refused = isRefused(object.identity, object.body());
    if (refused === undefined) return;
    const room = roomFor(repository, applier);
    yield {
      code: 'secret/not-decrypted',
      applier: nameOfApplier(applier),
      refused,
      ...(room && { room }),
      span: keySpan(document, ['sops']),
    };
    return;
  }
};

/** `kustomize.toolkit.fluxcd.io/decrypt: Disabled`, in any case (kustomize-controller api/v1). */
function optsOut(document: Parameters<typeof keySpan>[0]): boolean {
  return ['annotations', 'labels'].some(
    (it) =>
      textOf(document.nodeAt(['metadata', it, 'kustomize.toolkit.fluxcd.io/decrypt']))?.toLowerCase() === 'disabled',
  );
}

/** Flux Operator lays patches of the FluxInstance on the Kustomization that it makes. */
function mayDecrypt({ document }: Applier): boolean {
  return instanceSpec(document.facts) !== undefined && document.section.text.includes('decryption');
}

/**
 * Objects of Kubernetes' own kinds are converted on the way, which drops `sops`, unless their data is no Base64: then Flux sees that they are encrypted.
 * `Role` and `ClusterRole` are not converted, and custom resources have no such field. `undefined` where nobody can tell.
 */
function isRefused(id: { readonly group: string; readonly kind: string }, body: Body): boolean | undefined {
  if (isFluxGroup(id.group)) return true;
  if (id.group.includes('.') && !id.group.endsWith('.k8s.io')) return undefined;
  if (id.group === 'rbac.authorization.k8s.io' && (id.kind === 'Role' || id.kind === 'ClusterRole')) return true;
  const data = body['data'];
  if (id.group !== '' || id.kind !== 'Secret' || !isBody(data)) return false;
  return Object.values(data).some((it) => typeof it === 'string' && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(it));
}

function roomFor(repository: Repository, { manifest, document }: Applier): EncryptionProblem['room'] {
  const path = document.facts.fields.get('spec.path');
  if (path === undefined || document.facts.header.kind?.value !== 'Kustomization') return undefined;
  const { text: content } = manifest;
  const span = document.shift(path.span);
  const start = content.lastIndexOf('\n', span.start - 1) + 1;
  const indent = /^ *(?=path\s*:)/.exec(content.slice(start, span.start))?.[0].length;
  if (indent === undefined) return undefined;
  return {
    path: manifest.path,
    offset: lineEndAt(content, span.end),
    indent,
    secret: usualSecret(repository),
  };
}

/** The Secret from which most Kustomizations of the repository take their keys. */
function usualSecret(repository: Repository): string | undefined {
  return repository.remember('usual decryption', () => {
    const counts = new Map<string, number>();
    const seen = new Set<string>();
    for (const applier of repository.builds.appliers()) {
      if (seen.has(applier.key) || !applier.document.section.text.includes('decryption')) continue;
      seen.add(applier.key);
      const name = text(at(bodyOf(applier.document.section), 'spec', 'decryption', 'secretRef', 'name'));
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  });
}
