import { check } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const secret = (name: string, namespace = 'apps', kind = 'v1\nkind: Secret'): string =>
  `apiVersion: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
const git = (name: string, ref: string): string =>
  `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: ${name}
  namespace: apps
spec:
  interval: 1h
  url: https://git.example.com/${name}.git
  ref:
    branch: main
  secretRef:
    name: ${ref}
`;
const marked = `git-acess\n         #${'^'.repeat(9)} warning reference/object-missing`;
const files = (ref: string, more: Files): Files => ({ ...fleet, 'clusters/home/git.yaml': git('app', ref), ...more });

describe('the name of a Secret to log in with', () => {
  it('is told when it is nearly that of one that nothing refers to', () => {
    check(files(marked, { 'clusters/home/secret.yaml': secret('git-access') }));
  });

  it('is not told when the Secret is there, is made by something, or is like none', () => {
    check(files('git-access', { 'clusters/home/secret.yaml': secret('git-access') }));
    check(files('by-hand', { 'clusters/home/secret.yaml': secret('git-access') }));
    const made = secret('git-acess', 'apps', 'bitnami.com/v1alpha1\nkind: SealedSecret');
    check(files('git-acess', { 'clusters/home/secret.yaml': secret('git-access'), 'clusters/home/made.yaml': made }));
  });

  it('is not told when the other Secret is in another namespace, or has its own user', () => {
    check(files('git-acess', { 'clusters/home/secret.yaml': secret('git-access', 'flux-system') }));
    check(
      files('git-access2', {
        'clusters/home/secret.yaml': secret('git-access1'),
        'clusters/home/other.yaml': git('other', 'git-access1'),
      }),
    );
  });
});

describe('the name of a ServiceAccount to act as', () => {
  const account = (name: string, namespace = 'flux-system') => secret(name, namespace, 'v1\nkind: ServiceAccount');
  const acting = (name: string, more = '') =>
    kustomization(
      'acting',
      `  path: ./apps/web\n  targetNamespace: acting\n  sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}\n  serviceAccountName: ${name}\n${more}`,
    );
  const where = (ks: string, accounts: string): Files => ({
    ...fleet,
    'clusters/home/acting.yaml': ks,
    'clusters/home/accounts.yaml': accounts,
  });
  const slip = `dev-taem\n                     #${'^'.repeat(8)} warning reference/object-missing`;

  it('is told when it is nearly that of one of its namespace', () => check(where(acting(slip), account('dev-team'))));

  it('is told of every kind that acts or logs in as one', () => {
    const bucket = (name: string) =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: Bucket\nmetadata: {name: data, namespace: flux-system}\nspec:\n  interval: 1h\n  bucketName: data\n  endpoint: s3.example.com\n  provider: aws\n  serviceAccountName: ${name}\n`;
    check(where(bucket(slip), account('dev-team')));
    check(where(bucket('dev-team'), account('dev-team')));
  });

  it('is told where the account that is there acts in another namespace only', () => {});

  it('is told of one that acts for others, too, unless several agree on it', () => {
    const other = (own: string, name: string) =>
      acting(name)
        .replace('name: acting', `name: ${own}`)
        .replace('targetNamespace: acting', `targetNamespace: ${own}`);
    check(where(`${acting(slip)}---\n${other('one', 'dev-team')}`, account('dev-team')));
    const agreed = `${acting('dev-taem')}---\n${other('one', 'dev-team')}---\n${other('two', 'dev-taem')}`;
    check(where(agreed, account('dev-team')));
  });
});
