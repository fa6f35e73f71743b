import type { NameForm } from '../problems/schemaWords.ts';

/** Whether a text is a name of a form (apimachinery's validation package). */
export const nameForms: { readonly [F in NameForm]: (name: string) => boolean } = {
  subdomain: isSubdomain,
  label: (it) => it.length <= 63 && dnsLabel.test(it),
  segment: (it) => it !== '.' && it !== '..' && !/[/%]/.test(it),
  job: (it) => it.length <= 63 && isSubdomain(it),
  cronjob: (it) => it.length <= 52 && isSubdomain(it),
};

const dnsLabel = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

function isSubdomain(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(name);
}

/** What the names of a kind may look like; most are subdomains. */
export function nameFormOf(group: string, kind: string): NameForm {
  // Their names are asked to be no more than a part of a path.
  if (group === 'rbac.authorization.k8s.io' || group === 'policy') return 'segment';
  return forms[`${group}/${kind}`] ?? 'subdomain';
}

const forms: Readonly<Record<string, NameForm | undefined>> = {
  '/Namespace': 'label',
  // Kubernetes 1.34 began to let a digit stand first.
  '/Service': 'label',
  'apps/StatefulSet': 'label',
  'batch/Job': 'job',
  'batch/CronJob': 'cronjob',
};

const labelValue = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

export function isLabelValue(text: string): boolean {
  return text === '' || labelValue.test(text);
}

/** Whether a text can be the key of a label; those of annotations may have capital letters in their domain. */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  return labelValue.test(key.slice(slash + 1)) && (slash < 0 || isSubdomain(key.slice(0, slash)));
}
