import { isScalar } from 'yaml';
import { at, bodies, text, valueOf } from '../build/body.ts';
import type { Body, Value } from '../build/body.ts';
import { isPatched } from '../build/patched.ts';
import type { Rule } from '../rule.ts';
import { isOwnGroup } from '../schema/dialect.ts';
import { similar } from '../similar.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** A container that mounts a volume which its pod does not have (`ValidateVolumeMounts` in `k8s.io/kubernetes/pkg/apis/core/validation`). */
export const missingVolumes: Rule = function* ({ repository, manifest, document }) {
  const { group, kind } = document.header;
  const base = isOwnGroup(group) ? podsIn[kind?.value ?? ''] : undefined;
  if (base === undefined || !document.section.text.includes('volumeMounts')) return;
  const body = valueOf(document.yaml);
  const pod = at(body, ...base);
  const known = new Set([...namesOf(at(pod, 'volumes')), ...claimsOf(body)]);
  if ([...known].some(isSymbolic)) return;
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of bodies(at(pod, list)).entries()) {
      for (const [mount, { name }] of bodies(container['volumeMounts']).entries()) {
        const word = text(name) ?? '';
        if (word === '' || known.has(word) || isSymbolic(word) || isPatched(repository, manifest.path)) continue;
        const node = document.nodeAt([...base, list, index, 'volumeMounts', mount, 'name']);
        if (!isScalar(node)) continue;
        const fact = { name: word, isOnly: known.size === 0, similar: similar(word, known) };
        yield { code: 'pod/volume-missing', ...fact, span: document.span(node) };
      }
    }
  }
};

/** Where the pod of a kind stands. */
const podsIn: Readonly<Record<string, readonly string[] | undefined>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].map((kind) => [kind, ['spec', 'template', 'spec']]),
  ),
};

const namesOf = (list: Value | undefined): readonly string[] => bodies(list).flatMap(({ name }) => text(name) ?? []);

/** The claims of a StatefulSet, each of which is a volume. */
function claimsOf(body: Value): readonly string[] {
  const claims: readonly Body[] = bodies(at(body, 'spec', 'volumeClaimTemplates'));
  return claims.flatMap((it) => text(at(it, 'metadata', 'name')) ?? []);
}
