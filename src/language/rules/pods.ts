import { isScalar } from 'yaml';
import { at, bodies, text, valueOf } from '../build/body.ts';
import type { Body, Value } from '../build/body.ts';
import { isPatched } from '../build/patched.ts';
import type { Rule, Subject } from '../rule.ts';
import { isOwnGroup } from '../schema/dialect.ts';
import { similar } from '../similar.ts';
import { outcomes } from './outcome.ts';
import { isSymbolic } from '../yaml/symbolic.ts';

/** A container that mounts a volume which its pod does not have (`ValidateVolumeMounts` in `k8s.io/kubernetes/pkg/apis/core/validation`). */
export const missingVolumes: Rule = function* (it) {
  const { document } = it;
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
        if (word === '' || known.has(word) || isSymbolic(word) || !isLeft(it, base, list, word)) continue;
        const node = document.nodeAt([...base, list, index, 'volumeMounts', mount, 'name']);
        if (!isScalar(node)) continue;
        const fact = { name: word, isOnly: known.size === 0, similar: similar(word, known) };
        yield { code: 'pod/volume-missing', ...fact, span: document.span(node) };
      }
    }
  }
};

/** Whether a volume is still mounted and missing in all that builds make of the object. */
function isLeft(it: Subject, base: readonly string[], list: string, volume: string): boolean {
  if (!isPatched(it.repository, it.manifest.path)) return true;
  const objects = outcomes(it).map((one) => one.body());
  const isWithout = (body: Body): boolean => {
    const pod = at(body, ...base);
    const mounts = bodies(at(pod, list)).flatMap((container) => namesOf(container['volumeMounts']));
    return mounts.includes(volume) && ![...namesOf(at(pod, 'volumes')), ...claimsOf(body)].includes(volume);
  };
  return objects.length > 0 && objects.every(isWithout);
}

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
