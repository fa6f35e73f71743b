import { isAlias, isScalar } from 'yaml';
import type { Node, Pair } from 'yaml';
import { nameOfKey } from './anchors.ts';
import type { Role } from './check.ts';
import type { Walker } from './ground.ts';
import { isUnsettled, readingOf, sourceOf } from './values.ts';
import type { NameForm } from '../problems/schema.ts';

/** Names, and keys and values of labels, that the API server refuses (apimachinery's validation package). */
export function badNames(walk: Walker, role: Role, pairs: readonly Pair[]): void {
  if (walk.ground.dialect === 'kustomize') return;
  if (role === 'metadata') return badIdentity(walk, pairs);
  for (const pair of pairs) {
    const key = nameOfKey(pair.key);
    if (key === undefined || isUnsettled(key)) continue;
    if (!isQualified(role === 'annotations' ? key.toLowerCase() : key)) {
      walk.add({ code: 'schema/label', value: key, part: 'key' }, pair.key as Node);
    }
    if (role !== 'labels') continue;
    const node = isAlias(pair.value) ? walk.anchors.target(pair.value) : pair.value;
    if (!isScalar(node) || node.value === null) continue;
    const value = sourceOf(node);
    if (value !== '' && !labelValue.test(value) && !isUnsettled(value))
      walk.add({ code: 'schema/label', value, part: 'value' }, node);
  }
}

const labelValue = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

function isQualified(key: string): boolean {
  const slash = key.indexOf('/');
  if (!labelValue.test(key.slice(slash + 1))) return false;
  return slash < 0 || isSubdomain(key.slice(0, slash));
}

/** The object's own name and namespace; those of templates are left alone. */
function badIdentity(walk: Walker, pairs: readonly Pair[]): void {
  if (walk.path.length !== 1) return;
  for (const pair of pairs) {
    const key = nameOfKey(pair.key);
    const form = key === 'name' ? walk.ground.nameForm : key === 'namespace' ? 'label' : undefined;
    const node = isAlias(pair.value) ? walk.anchors.target(pair.value) : pair.value;
    if (form === undefined || !isScalar(node) || readingOf(node) !== 'string') continue;
    const value = node.value as string;
    if (value !== '' && !nameForms[form](value) && !isUnsettled(value))
      walk.add({ code: 'schema/name', value, form }, node);
  }
}

const nameForms: { readonly [F in NameForm]: (name: string) => boolean } = {
  subdomain: isSubdomain,
  label: (it) => it.length <= 63 && dnsLabel.test(it),
  service: (it) => it.length <= 63 && /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/.test(it),
  segment: (it) => it !== '.' && it !== '..' && !/[/%]/.test(it),
  cronjob: (it) => it.length <= 52 && isSubdomain(it),
};

const dnsLabel = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

function isSubdomain(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(name);
}

/** What the names of a kind may look like; most are subdomains. */
export function nameFormOf(group: string, kind: string): NameForm {
  if (group === 'rbac.authorization.k8s.io') return 'segment';
  return (group === '' || group === 'batch' ? forms[kind] : undefined) ?? 'subdomain';
}

const forms: Readonly<Record<string, NameForm | undefined>> = {
  Namespace: 'label',
  Service: 'service',
  CronJob: 'cronjob',
};
