import assert from 'node:assert/strict';
import { fixesFor } from '../../../src/language/fixes.ts';
import { check as checkAll, problemsOf, repositoryOf } from '../carets.ts';
import type { Files } from '../carets.ts';
import { fleet, kustomization } from './fleet.ts';

const source = '  sourceRef:\n    kind: GitRepository\n    name: flux-system\n';
const decryption = '  decryption:\n    provider: sops\n    secretRef:\n      name: age-key\n';
const sops = 'sops:\n  mac: ENC[AES256_GCM,data:x]\n';
const marked = (severity: string) => `sops:\n^^^^ ${severity} secret/not-decrypted\n  mac: ENC[AES256_GCM,data:x]\n`;
const secret = (rest: string, more = ''): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: web\n${more}${rest}`;
const encrypted = 'stringData:\n  password: ENC[AES256_GCM,data:x]\n';
const applied = (spec: string) => kustomization('db', `  path: ./db\n${spec}${source}`);
const check = (files: Files) => checkAll({ ...fleet, ...files });

describe('secret/not-decrypted', () => {
  it('is a warning where the encrypted text reaches the cluster', () => {
    check({ 'clusters/home/db.yaml': applied(''), 'db/secret.yaml': secret(encrypted + marked('warning')) });
    const config = secret('data:\n  a: ENC[x]\n' + marked('warning')).replace('Secret', 'ConfigMap');
    check({ 'clusters/home/db.yaml': applied(''), 'db/config.yaml': config });
  });

  it('is an error where Flux refuses the object: its data is no Base64, or its kind has no such field', () => {
    const data = secret('data:\n  password: ENC[AES256_GCM,data:x]\n' + marked('error'));
    check({ 'clusters/home/db.yaml': applied(''), 'db/secret.yaml': data });
    const role = secret('rules: []\n' + marked('error')).replace(
      'v1\nkind: Secret',
      'rbac.authorization.k8s.io/v1\nkind: Role',
    );
    check({ 'clusters/home/db.yaml': applied(''), 'db/role.yaml': role });
  });

  it('is nothing where Flux decrypts, is told to leave it, or does not build it', () => {
    check({ 'clusters/home/db.yaml': applied(decryption), 'db/secret.yaml': secret(encrypted + sops) });
    const off = '  annotations:\n    kustomize.toolkit.fluxcd.io/decrypt: Disabled\n';
    check({ 'clusters/home/db.yaml': applied(''), 'db/secret.yaml': secret(encrypted + sops, off) });
    check({ 'db/secret.yaml': secret(encrypted + sops) });
    const operated = secret(encrypted + sops).replace(
      'v1\nkind: Secret',
      'isindir.github.com/v1alpha3\nkind: SopsSecret',
    );
    check({ 'clusters/home/db.yaml': applied(''), 'db/secret.yaml': operated });
  });

  it('is nothing where a patch of a parent puts the decryption in', () => {
    const patches = `  patches:
    - target:
        kind: Kustomization
      patch: |
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata:
          name: all
        spec:
          decryption:
            provider: sops
`;
    const parent = kustomization('children', `  path: ./children\n${source}${patches}`);
    const files = { 'clusters/home/children.yaml': parent, 'db/secret.yaml': secret(encrypted + sops) };
    check({ ...files, 'children/db.yaml': applied('') });
    const without = { ...files, 'clusters/home/children.yaml': parent.replaceAll('decryption', 'healthChecks') };
    const repository = repositoryOf({ ...fleet, ...without, 'children/db.yaml': applied('') });
    assert.deepEqual(
      problemsOf(repository, 'db/secret.yaml').map((it) => it.code),
      ['secret/not-decrypted'],
    );
  });

  it('is fixed in the Kustomization, with the key that others use', () => {
    const others = kustomization('web', `  path: ./web\n${decryption}${source}`);
    const repository = repositoryOf({
      ...fleet,
      'clusters/home/web.yaml': others,
      'web/a.yaml': '',
      'clusters/home/db.yaml': applied(''),
      'db/secret.yaml': secret(encrypted + sops),
    });
    const [problem] = problemsOf(repository, 'db/secret.yaml');
    assert.ok(problem);
    const [fix] = fixesFor(repository, 'db/secret.yaml', problem);
    assert.equal(fix?.title, 'Let Kustomization "flux-system/db" decrypt');
    const [edit] = fix?.edits ?? [];
    const text = repository.text('clusters/home/db.yaml') ?? '';
    assert.ok(edit);
    repository.set(edit.path, text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end));
    assert.equal(repository.text(edit.path), applied('').replace('./db\n', `./db\n${decryption}`));
    assert.deepEqual(problemsOf(repository, 'db/secret.yaml'), []);
  });
});
