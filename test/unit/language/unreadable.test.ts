import { check } from '../carets.ts';
import { object } from './object.ts';

describe('source/ref-name', () => {
  const git = (name: string) =>
    object('GitRepository', `spec:\n  interval: 1h\n  url: https://example.com/r\n  ref:\n    name: ${name}\n`);

  it('is a branch or tag in short', () => check(git('main\n          ^^^^ error source/ref-name')));

  it('is none that is a ref in full, or is not known', () => {
    for (const name of ['refs/heads/main', 'refs/pull/420/head', 'HEAD', '${REF}']) check(git(name));
  });
});

describe('texts that the API server takes and Flux cannot read', () => {
  const provider = (spec: string) =>
    `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSetInputProvider
metadata:
  name: one
  namespace: apps
spec:
  type: GitHubBranch
  url: https://github.com/org/repo
${spec}`;
  const verified = (subject: string) =>
    object(
      'OCIRepository',
      `spec:\n  interval: 1h\n  url: oci://example.com/app\n  verify:\n    provider: cosign\n    matchOIDCIdentity:\n      - issuer: ^https://example.com$\n        subject: ${subject}\n`,
    );

  it('are filters, identities and operators', () => {
    check(provider('  filter:\n    semver: ">1 and <2"\n            ^^^^^^^^^^^ error source/range\n'));
    check(verified(`^https://example.com/(.*\n                 ${'^'.repeat(24)} error source/pattern`));
    const automation = (operator: string) =>
      object(
        'ImageUpdateAutomation',
        `spec:\n  interval: 1h\n  sourceRef: {kind: GitRepository, name: x}\n  git: {commit: {author: {email: a@example.com}}}\n  policySelector:\n    matchExpressions:\n      - key: stage\n        operator: ${operator}\n        values: [prod]\n`,
      ).replace(/\n {2}git/, '\n  git');
    const mark = `notin\n                  ^^^^^ error schema/enum`;
    check({
      'a.yaml': automation(mark),
      'b.yaml': object('GitRepository', 'spec: {interval: 1h, url: https://x}\n').replace('one', 'x'),
    });
  });

  it('are none of those that Flux reads', () => {
    check(provider('  filter:\n    includeBranch: ^feat/.*\n    excludeBranch: ${EXCLUDED}\n'));
    check(verified('^https://example.com/.*$'));
  });
});

describe('the address of a server', () => {
  const provider = (type: string, address: string) =>
    object('Provider', `spec:\n  type: ${type}\n  channel: x\n  address: ${address}\n`);

  it('is told without scheme', () => {
    const mark = '           ^^^^^^^^^^^^^^^^^^ warning notification/address';
    check(provider('matrix', `matrix.example.com\n${mark}`));
  });

  it('is not told where it is a URL, is none of a server, or is not known', () => {
    check(provider('matrix', 'https://matrix.example.com'));
    check(provider('nats', 'nats.messaging:4222'));
    check(provider('googlepubsub', 'my-project'));
    check(provider('slack', '${ADDRESS}'));
  });
});
