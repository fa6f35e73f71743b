import { bundledSchemas } from '../../schemas.ts';
import { check } from '../carets.ts';
import { fixed } from '../fixed.ts';
import { object } from './object.ts';
import assert from 'node:assert/strict';

describe('secret/plain', () => {
  const secret = (text: string) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  namespace: b\n${text}`;

  it('finds values that everybody can read', () => {
    check(secret('data:\n^^^^ warning secret/plain\n  password: aHVudGVyMg==\n'));
    check(secret('stringData:\n^^^^^^^^^^ warning secret/plain\n  username: admin\n  token: hunter2\n'));
    check({
      'a/kustomization.yaml':
        'secretGenerator:\n  - name: a\n    literals:\n    ^^^^^^^^ warning secret/plain\n      - username=admin\n      - password=hunter2\n',
    });
  });

  it('has nothing to say about what is encrypted, empty, known to all, or comes later', () => {
    check(secret('stringData:\n  password: ENC[AES256_GCM,data:x]\nsops:\n  mac: x\n'));
    check(secret('data: {}\n'));
    check(secret('data:\n  ca.crt: LS0t\n  tls.crt: LS0t\n  known_hosts: Z2l0\n'));
    check(secret('stringData:\n  password: ${PASSWORD}\n  other: ""\n  third: <your token>\n  fourth: CHANGEME\n'));
    check(
      secret(
        'stringData:\n  a: REPLACE_ME\n  b: replace-me-please\n  c: YOUR_API_KEY\n  d: your token here\n  e: __TOKEN__\n',
      ),
    );
    check(secret('stringData:\n  a: op://home/item/field\n  b: ref+vault://path#key\n  c: vault:secret/data/a#b\n'));
    check(secret('type: kubernetes.io/service-account-token\ndata:\n  token: eA==\n'));
    check(secret('data:\n  password: eA==\n').replace('v1\nkind: Secret', 'bitnami.com/v1alpha1\nkind: SealedSecret'));
    check({
      'a/kustomization.yaml':
        'secretGenerator:\n  - name: a\n    literals:\n      - username=admin\n      - password=${PASSWORD}\n      - x=\n  - name: b\n    files: []\n',
    });
  });
});

describe('kind/new-field', () => {
  const schemas = bundledSchemas();
  const ks = (mark = '') =>
    object(
      'Kustomization',
      `spec:\n  interval: 1h\n  prune: true\n  sourceRef:\n    kind: GitRepository\n    name: \${NAME}\n  buildMetadata: [originAnnotations]\n${mark}`,
    );
  const found = (severity: string) => ks(`  ^^^^^^^^^^^^^ ${severity} kind/new-field\n`);

  it('finds fields that the Flux in use does not know', () => {
    check(found('error'), { fluxVersion: '2.8' }, schemas);
    const runs = (version: string) => `# Flux Version: v${version}\n`;
    const clusters = { 'x/gotk-components.yaml': runs('2.7.5'), 'y/gotk-components.yaml': runs('2.9.1') };
    check({ ...clusters, 'a.yaml': found('warning') }, {}, schemas);
  });

  it('has nothing to say about the newest Flux, known or assumed', () => {
    check(ks(), { fluxVersion: '2.9' }, schemas);
    check(ks(), { fluxVersion: '2.10' }, schemas);
    check(ks(), {}, schemas);
    check(ks().replace('  buildMetadata: [originAnnotations]\n', ''), { fluxVersion: '2.3' }, schemas);
  });
});

describe('source/alias', () => {
  const generator = (alias: string, from: string, mark = '') =>
    object(
      'ArtifactGenerator',
      `spec:\n  sources:\n    - alias: ${alias}\n      kind: GitRepository\n      name: \${NAME}\n  artifacts:\n    - name: a\n      copy:\n        - from: "${from}"\n${mark}          to: "@artifact/"\n`,
    ).replace('source.toolkit.fluxcd.io/v1', 'source.extensions.fluxcd.io/v1beta1');

  it('finds an alias that no source has, and corrects its spelling', () => {
    const wrong = generator('backend', '@backed/**');
    check(generator('backend', '@backed/**', `                ${'^'.repeat(12)} error source/alias\n`));
    assert.equal(
      fixed({ 'a.yaml': wrong }, 'a.yaml', 'Change to "@backend/**"'),
      wrong.replace('@backed/', '@backend/'),
    );
  });

  it('has nothing to say about good ones and variables', () => {
    check(generator('backend', '@backend/**'));
    check(generator('${ALIAS}', '@backend/**'));
    check(generator('backend', '${FROM}'));
  });
});

describe('path/backslash', () => {
  const ks = (path: string, mark = '') => object('Kustomization', `spec:\n  path: ${path}\n${mark}  prune: true\n`);

  it('finds the separator of Windows, and replaces it', () => {
    const wrong = ks('.\\apps\\web');
    check(ks('.\\apps\\web', '        ^^^^^^^^^^ warning path/backslash\n'));
    assert.equal(fixed({ 'a.yaml': wrong }, 'a.yaml', 'Change to "./apps/web"'), ks('./apps/web'));
  });

  it('has nothing to say about slashes and variables', () => {
    check(ks('./apps/web'));
    check(ks('./${X}\\y'));
  });
});
